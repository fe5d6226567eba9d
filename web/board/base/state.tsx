import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

type Of = 'ticket' | 'station' | 'hall';

/** A state by colour and by word. */
export function State({ of, state }: { of: Of; state: string }) {
  const { t } = useTranslation();
  return stateIn(t, of, state);
}

/** The same where the language is at hand already, as in the rows of long lists. */
export const stateIn = (t: TFunction, of: Of, state: string) => (
  <span className={`board-state board-state-${state}`}>{t(`board.${of}.${state}`)}</span>
);
