import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TicketsAnswer } from '../../../src/protocol/messages.ts';
import type { TicketView } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useAct } from '../base/act.ts';
import { type Asked, useAsked } from '../base/asked.ts';
import { useRights } from '../base/rights.ts';
import { Part } from './part.tsx';
import { TicketLink } from './ticket-link.tsx';

/** Tickets that failed twice and wait for a person. */
export function Quarantine() {
  const { t } = useTranslation();
  const names = useNames();
  const { acts } = useRights();
  const { act, pending } = useAct();
  const now = useNow(useSession().clock);
  const { answer, fault } = useAsked<TicketsAnswer>(
    { type: 'tickets', states: ['quarantined'], order: 'oldest', offset: 0, limit: 200 },
    3_000,
  );
  const asked: Asked<TicketView[]> = {
    ...(answer && { answer: { to: answer.to, data: answer.data.rows } }),
    ...(fault !== undefined && { fault }),
  };
  return (
    <Part<TicketView>
      name="quarantine"
      asked={asked}
      keyOf={({ id }) => id}
      columns={[
        { title: t('board.column.ticket'), render: (_, { id }) => <TicketLink id={id} /> },
        { title: t('board.column.hall'), render: (_, { hall }) => names.hall(hall) },
        { title: t('board.column.matter'), render: (_, { business }) => names.business(business) },
        { title: t('board.ticket.age'), render: (_, { enteredAt }) => asClock(now - enteredAt) },
        ...(acts
          ? [
              {
                title: t('board.actions'),
                render: (_: unknown, { id }: TicketView) => (
                  <Button
                    size="small"
                    disabled={pending !== null}
                    onClick={() => void act({ type: 'requeue', ticket: id })}
                  >
                    {t('board.requeue')}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
