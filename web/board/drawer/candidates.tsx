import { useTranslation } from 'react-i18next';
import { useNames } from '../../kit/names.ts';
import type { Looked } from '../base/answers.ts';

/** Who could take a ticket that waits, and why each was passed over. */
export function Candidates({ state, looked }: { state: string; looked: readonly Looked[] }) {
  const { t } = useTranslation();
  if (state !== 'waiting') return null;
  return (
    <section aria-labelledby="candidates">
      <h3 id="candidates">{t('board.candidates')}</h3>
      {looked.length === 0 ? <p className="board-quiet">{t('board.candidates.none')}</p> : <LookedAt looked={looked} />}
    </section>
  );
}

export function LookedAt({ looked }: { looked: readonly Looked[] }) {
  const { t } = useTranslation();
  const { station: stationName } = useNames();
  return (
    <ul className="board-looked">
      {looked.map(({ id, verdict }) => (
        <li key={`${id} ${verdict}`} className={verdict === 'chosen' ? 'board-looked-chosen' : ''}>
          <b>{stationName(id)}</b> {t(`board.verdict.${verdict}`)}
        </li>
      ))}
    </ul>
  );
}
