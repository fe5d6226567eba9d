import { AudioOutlined, FileTextOutlined, VideoCameraOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ClientQuery } from '../../../src/client/connect.ts';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useStationName } from '../../desk/base/names.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useNames, useSession } from '../../kit/context.tsx';
import { useAddress } from '../base/address.ts';
import { useFilters } from '../base/filters.ts';
import { useShow } from '../base/show.ts';
import { State } from '../base/state.tsx';
import { LiveList } from './list.tsx';
import { useRemembered } from './remembered.ts';

type Query = Extract<ClientQuery, { type: 'tickets' }>;
const ways = { document: FileTextOutlined, video: VideoCameraOutlined, voice: AudioOutlined };
const orders = ['due', 'oldest', 'limit'] as const;

/** Open tickets, what is due or late first. */
export function Tickets() {
  const { t } = useTranslation();
  const { hall, group, channel, business, states, late, order } = useFilters();
  const { set } = useAddress();
  const { open } = useShow();
  const remember = useRemembered((of) => of.remember);
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
      columns={['state', 'matter', 'wait', 'due', 'at'].map((column) => t(`board.column.${column}`))}
      query={query}
      keyOf={({ id }) => id}
      cells={(ticket) => <Cells ticket={ticket} />}
      onOpen={(ticket) => {
        remember(ticket);
        open('ticket', ticket.id);
      }}
      empty={t(late ? 'board.tickets.noneLate' : 'board.tickets.none')}
    />
  );
}

function Cells({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const names = useNames();
  const stationName = useStationName();
  const now = useNow(useSession().clock);
  const { id, state, business, channel, hall, modality, enteredAt, priority, station } = ticket;
  const Way = ways[modality];
  return (
    <>
      <td>
        <State of="ticket" state={state} />
      </td>
      <td className="board-two">
        <button type="button" aria-label={`${names.business(business)} ${id}`}>
          <Way aria-hidden /> {names.business(business)}
        </button>
        <small>
          {priority > 0 && <em>{t('board.priority.short', { priority })}</em>}
          {names.hall(hall)} · {names.channel(channel)} · {id}
        </small>
      </td>
      <td className="board-number">{asClock(now - enteredAt)}</td>
      <Until ticket={ticket} now={now} />
      <td className="board-at">{station === undefined ? '–' : stationName(station)}</td>
    </>
  );
}

/** Time left to what it waits for: the target of its wait, else the promised time. Over: in words too. */
function Until({ ticket, now }: { ticket: TicketView; now: number }) {
  const { t } = useTranslation();
  const { state, due, limitAt, parked, escalated } = ticket;
  const queued = state === 'waiting' || state === 'offered';
  const until = queued ? Math.min(due, limitAt ?? due) : (parked?.until ?? escalated?.until ?? limitAt);
  if (until === undefined) return <td>–</td>;
  const left = until - now;
  const late = left < 0;
  return (
    <td className={`board-number${late ? ' board-late' : left < 60_000 ? ' board-soon' : ''}`}>
      {late ? t('board.over', { time: asClock(-left) }) : asClock(left)}
    </td>
  );
}
