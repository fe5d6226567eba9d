import { useTranslation } from 'react-i18next';
import type { EscalationView } from '../../src/protocol/views.ts';
import { asClock } from '../kit/clock.ts';
import { useCatalogue, useLanguage } from '../kit/context.tsx';
import { tagOf } from '../kit/language.ts';

const dayMs = 86_400_000;

/** A time of the bureau as it stands on its clocks. */
export function useTimeText(): (at: number) => string {
  const { bureau } = useCatalogue();
  const format = new Intl.DateTimeFormat(tagOf(useLanguage()), {
    timeZone: bureau.timezone,
    ...{ month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false },
  });
  return (at) => format.format(at);
}

/** How much of a question's time is left at `now` (ms): a bar, and in words. */
export function TimeLeft({ question, now }: { question: EscalationView; now: number }) {
  const { t } = useTranslation();
  const { askedAt, until } = question;
  const left = until - now;
  const share = Math.min(1, Math.max(0, left / Math.max(1, until - askedAt)));
  const face = left <= 0 ? 'late' : share < 0.2 ? 'soon' : 'well';
  const days = Math.floor(Math.abs(left) / dayMs);
  const clock = asClock(Math.abs(left) % dayMs);
  const time = days === 0 ? clock : t('ask.days', { n: days, time: clock });
  return (
    <span className="ask-left" data-face={face}>
      <span className="ask-bar" aria-hidden="true">
        <span style={{ inlineSize: `${share * 100}%` }} />
      </span>
      <span>{t(left <= 0 ? 'ask.over' : 'ask.left', { time })}</span>
    </span>
  );
}
