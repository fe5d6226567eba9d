import { useTranslation } from 'react-i18next';

/** A state by colour and by word. */
export function State({ of, state }: { of: 'ticket' | 'station' | 'hall'; state: string }) {
  const { t } = useTranslation();
  return <span className={`board-state board-state-${state}`}>{t(`board.${of}.${state}`)}</span>;
}
