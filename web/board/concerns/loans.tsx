import { useTranslation } from 'react-i18next';
import { asClock, useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useTimes } from '../../kit/times.ts';
import type { Loan } from '../base/answers.ts';
import { useAsked } from '../base/asked.ts';
import { Part } from './part.tsx';
import { TicketLink } from './ticket-link.tsx';

/** Stations of one hall that serve another's tickets, and did in the last day. */
export function Loans() {
  const { t } = useTranslation();
  const names = useNames();
  const { station: stationName } = useNames();
  const times = useTimes();
  const now = useNow(useSession().clock);
  const asked = useAsked<Loan[]>({ type: 'loans' }, 5_000);
  return (
    <Part<Loan>
      name="loans"
      asked={asked}
      keyOf={({ ticket, since }) => `${ticket} ${since}`}
      columns={[
        { title: t('board.column.ticket'), render: (_, { ticket }) => <TicketLink id={ticket} /> },
        { title: t('board.column.station'), render: (_, { station }) => stationName(station) },
        { title: t('board.column.from'), render: (_, { from }) => names.hall(from) },
        { title: t('board.column.to'), render: (_, { to }) => names.hall(to) },
        { title: t('board.column.began'), render: (_, { since }) => times(since, now) },
        {
          title: t('board.column.lasted'),
          render: (_, { since, until }) =>
            until === null ? t('board.loans.open', { time: asClock(now - since) }) : asClock(until - since),
        },
      ]}
    />
  );
}
