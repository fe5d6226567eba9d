import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../kit/names.ts';
import { useAct } from '../base/act.ts';
import type { DeadLetter } from '../base/answers.ts';
import { useAsked } from '../base/asked.ts';
import { Part } from './part.tsx';
import { TicketLink } from './ticket-link.tsx';

/** Deliveries that were given up; each may be tried again. */
export function DeadLetters() {
  const { t } = useTranslation();
  const names = useNames();
  const { ask, pending } = useAct();
  const asked = useAsked<DeadLetter[]>({ type: 'deadLetters' }, 5_000);
  return (
    <Part<DeadLetter>
      name="deadLetters"
      asked={asked}
      keyOf={({ job }) => job}
      columns={[
        { title: t('board.column.ticket'), render: (_, { ticket }) => <TicketLink id={ticket} /> },
        { title: t('board.filter.channel'), render: (_, { channel }) => names.channel(channel) },
        { title: t('board.column.kind'), render: (_, { kind }) => t(`board.letter.${kind}`, { defaultValue: kind }) },
        { title: t('board.column.attempts'), dataIndex: 'attempts' },
        { title: t('board.column.error'), dataIndex: 'error', ellipsis: true, width: 360 },
        {
          title: t('board.actions'),
          render: (_, { job }) => (
            <Button size="small" disabled={pending !== null} onClick={() => void ask({ type: 'redeliver', job })}>
              {t('board.redeliver')}
            </Button>
          ),
        },
      ]}
    />
  );
}
