import { useTranslation } from 'react-i18next';
import type { EscalationView } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useAsked } from '../base/asked.ts';
import { Part } from './part.tsx';
import { TicketLink } from './ticket-link.tsx';

/** Questions that departments have yet to answer, the most urgent first. */
export function Escalations() {
  const { t } = useTranslation();
  const names = useNames();
  const now = useNow(useSession().clock);
  const asked = useAsked<EscalationView[]>({ type: 'escalations' }, 3_000);
  return (
    <Part<EscalationView>
      name="escalations"
      asked={asked}
      keyOf={({ ticket }) => ticket}
      columns={[
        { title: t('board.column.ticket'), render: (_, { ticket }) => <TicketLink id={ticket} /> },
        { title: t('board.column.hall'), render: (_, { hall }) => names.hall(hall) },
        { title: t('board.column.matter'), render: (_, { business }) => names.business(business) },
        { title: t('board.column.department'), render: (_, { department }) => names.department(department) },
        { title: t('board.column.question'), dataIndex: 'question', ellipsis: true, width: 360 },
        {
          title: t('board.column.due'),
          render: (_, { until }) => (
            <span className={until < now ? 'board-late' : ''}>
              {until < now ? t('board.over', { time: asClock(now - until) }) : asClock(until - now)}
            </span>
          ),
        },
      ]}
    />
  );
}
