import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../kit/clock.ts';
import { useCatalogue, useKnown, useLanguage, useSession } from '../../kit/context.tsx';

/** The bureau's time, and how its halls stand together. */
export function Now() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { clock } = useSession();
  const now = useNow(clock);
  const { timezone } = useCatalogue().bureau;
  const board = useKnown((known) => known.board);
  const time = useMemo(() => new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, timeStyle: 'medium' }), [timezone]);
  const sum = (of: (hall: { waiting: Record<string, number>; ready: number; busy: number }) => number) =>
    board?.halls.reduce((total, hall) => total + of(hall), 0).toLocaleString(language) ?? '…';
  const figures = [
    [t('board.now.waiting'), sum(({ waiting }) => Object.values(waiting).reduce((a, b) => a + b, 0))],
    [t('board.now.busy'), sum(({ busy }) => busy)],
    [t('board.now.ready'), sum(({ ready }) => ready)],
  ];
  return (
    <dl className="board-now">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt className="board-sr">{t('board.now.time')}</dt>
        <dd>
          <time>{time.format(now)}</time>
        </dd>
      </div>
    </dl>
  );
}
