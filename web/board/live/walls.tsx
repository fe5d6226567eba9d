import { useTranslation } from 'react-i18next';
import { useCatalogue, useLanguage } from '../../kit/context.tsx';
import { useFilters } from '../base/filters.ts';

/** To the wall that shows what the filters show: of the hall, of the matter, or of the city. */
export function Walls() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { walls } = useCatalogue();
  const { hall, group, business } = useFilters();
  if (walls === undefined) return null;
  const wall = business !== undefined ? 'business' : hall !== undefined ? 'hall' : 'city';
  const chosen = Object.entries({ hall, group, business }).flatMap(([name, value]) =>
    value === undefined ? [] : [`var-${name}=${encodeURIComponent(value)}`],
  );
  const uid = `yunting-${wall}${language === 'zh' ? '' : '-en'}`;
  return (
    <a className="board-walls" href={`${walls}/d/${uid}?${chosen.join('&')}`} target="_blank" rel="noreferrer">
      {t('board.walls')}
    </a>
  );
}
