import { Select } from 'antd';
import type { TFunction } from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientQuery } from '../../../src/client/connect.ts';
import type { TicketView } from '../../../src/protocol/views.ts';
import { asClock } from '../../kit/clock.ts';
import { useNames } from '../../kit/names.ts';
import { useAddress } from '../base/address.ts';
import { useFilters } from '../base/filters.ts';
import { useShow } from '../base/show.ts';
import { stateIn } from '../base/state.tsx';
import { LiveList } from './list.tsx';
import { useRemembered } from './remembered.ts';
import type { Cells } from './row.tsx';
import { Way } from './ways.tsx';

type Query = Extract<ClientQuery, { type: 'tickets' }>;
const orders = ['due', 'oldest', 'limit'] as const;

/** Open tickets, what is due or late first. */
export function Tickets() {
  const { t } = useTranslation();
  const { hall, group, channel, business, states, late, order } = useFilters();
  const { set } = useAddress();
  const { open } = useShow();
  const remember = useRemembered((of) => of.remember);
  const cells = useCells();
  const onOpen = useCallback(
    (ticket: TicketView) => {
      remember(ticket);
      open('ticket', ticket.id);
    },
    [remember, open],
  );
  const query: Omit<Query, 'offset' | 'limit'> = {
    type: 'tickets',
    order,
    ...(hall !== undefined && { hall }),
    ...(group !== undefined && { group }),
    ...(channel !== undefined && { channel }),
    ...(business !== undefined && { business }),
    ...(states.length > 0 && { states }),
    ...(late && { late }),
  };
  return (
    <LiveList<Query, TicketView>
      className="board-tickets"
      title={t('board.tickets')}
      tools={
        <Select
          size="small"
          aria-label={t('board.sort')}
          value={order}
          options={orders.map((value) => ({ value, label: t(`board.sort.${value}`) }))}
          onChange={(value) => set({ order: value === 'due' ? null : value })}
        />
      }
      columns={['state', 'matter', 'wait', 'due'].map((column) => t(`board.column.${column}`))}
      query={query}
      keyOf={({ id }) => id}
      cells={cells}
      onOpen={onOpen}
      empty={t(late ? 'board.tickets.noneLate' : 'board.tickets.none')}
    />
  );
}

function useCells(): Cells<TicketView> {
  const { t } = useTranslation();
  const names = useNames();
  return useCallback(
    (ticket, now) => {
      const { id, state, business, channel, hall, modality, enteredAt, priority, station } = ticket;
      return (
        <>
          <td className="board-two">
            {stateIn(t, 'ticket', state)}
            {station !== undefined && <small>{names.station(station)}</small>}
          </td>
          <td className="board-two">
            <button type="button" tabIndex={-1} aria-label={`${names.business(business)} ${id}`}>
              <Way of={modality} /> {names.business(business)}
            </button>
            <small>
              {priority > 0 && <em>{t('board.priority.short', { priority })}</em>}
              {`${id} · ${names.hall(hall)} · ${t(`board.channel.${channel}`, { defaultValue: names.channel(channel) })}`}
            </small>
          </td>
          <td className="board-number">{asClock(now - enteredAt)}</td>
          {until(t, ticket, now)}
        </>
      );
    },
    [t, names],
  );
}

/** Time left to what it waits for: the target of its wait, else the promised time. Over: in words too. */
function until(t: TFunction, { state, due, limitAt, parked, escalated }: TicketView, now: number) {
  const queued = state === 'waiting' || state === 'offered';
  const at = queued ? Math.min(due, limitAt ?? due) : (parked?.until ?? escalated?.until ?? limitAt);
  if (at === undefined) return <td>–</td>;
  const left = at - now;
  const late = left < 0;
  return (
    <td className={`board-number${late ? ' board-late' : left < 60_000 ? ' board-soon' : ''}`}>
      {late ? t('board.over', { time: asClock(-left) }) : asClock(left)}
    </td>
  );
}
