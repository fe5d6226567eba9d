import { Button, Popconfirm, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../kit/names.ts';
import { useAct } from '../base/act.ts';
import { useRights } from '../base/rights.ts';
import { AssignTo } from './assign-to.tsx';

interface Props {
  id: string;
  state: string;
  business: string | undefined;
}

const priorities = Array.from({ length: 10 }, (_, priority) => priority);

/** What a supervisor may do with a ticket as it stands. */
export function TicketActions({ id, state, business }: Props) {
  const { t } = useTranslation();
  const { act, pending } = useAct();
  const queued = state === 'waiting' || state === 'offered';
  const onDesk = state === 'serving' || state === 'wrapUp';
  return (
    <section className="board-actions" aria-label={t('board.actions')}>
      {(queued || state === 'serving') && (
        <AssignTo
          business={business}
          pending={pending === 'assign'}
          assign={(station) => act({ type: 'assign', ticket: id, station })}
        />
      )}
      {queued && <Move pending={pending === 'move'} move={(hall) => act({ type: 'move', ticket: id, hall })} />}
      {queued && (
        <Select
          style={{ width: 150 }}
          aria-label={t('board.prioritise')}
          placeholder={t('board.prioritise')}
          loading={pending === 'prioritise'}
          value={null}
          options={priorities.map((value) => ({ value, label: t('board.priority', { priority: value }) }))}
          onChange={(priority: number | null) =>
            priority !== null && void act({ type: 'prioritise', ticket: id, priority })
          }
        />
      )}
      {onDesk && (
        <Popconfirm title={t('board.pull.sure')} onConfirm={() => act({ type: 'pull', ticket: id })}>
          <Button loading={pending === 'pull'}>{t('board.pull')}</Button>
        </Popconfirm>
      )}
      {state === 'quarantined' && (
        <Button
          type="primary"
          loading={pending === 'requeue'}
          onClick={() => void act({ type: 'requeue', ticket: id })}
        >
          {t('board.requeue')}
        </Button>
      )}
    </section>
  );
}

function Move({ pending, move }: { pending: boolean; move(hall: string): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const { halls } = useRights();
  const [hall, setHall] = useState<string | null>(null);
  if (halls.length < 2) return null;
  return (
    <Space.Compact>
      <Select
        style={{ width: 130 }}
        aria-label={t('board.move.to')}
        placeholder={t('board.move.to')}
        value={hall}
        options={halls.map(({ code }) => ({ value: code, label: names.hall(code) }))}
        onChange={setHall}
      />
      <Button disabled={hall === null} loading={pending} onClick={() => hall !== null && move(hall)}>
        {t('board.move')}
      </Button>
    </Space.Compact>
  );
}
