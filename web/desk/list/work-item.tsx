import { AudioOutlined, FileTextOutlined, VideoCameraOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { TicketView, WorkPhase } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useTimes } from '../../kit/times.ts';
import { useUi } from '../base/ui.ts';
import { LimitBar, WrapUpBar } from '../work/limit.tsx';

interface Props {
  ticket: TicketView;
  /** Null: it is elsewhere. */
  phase: WorkPhase | null;
  active: boolean;
  number?: number;
}

export const ways = { document: FileTextOutlined, video: VideoCameraOutlined, voice: AudioOutlined };

export function WorkItem({ ticket, phase, active, number }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const choose = useUi((ui) => ui.choose);
  const unread = useUi((ui) => ui.unread[ticket.id] ?? 0);
  const now = useNow(useSession().clock);
  const times = useTimes();
  const { id, business, modality, state, acceptedAt, enteredAt, parked, escalated } = ticket;
  const Way = ways[modality];
  const until = parked?.until ?? escalated?.until;
  return (
    <li className={`desk-item${active ? ' desk-item-active' : ''}`}>
      <button type="button" aria-current={active} onClick={() => choose(id)}>
        <span className="desk-item-name">
          <Way aria-hidden /> {names.business(business)}
          {unread > 0 && <em>{t('desk.chat.unread', { n: unread })}</em>}
          {number !== undefined && <kbd aria-hidden>{number}</kbd>}
        </span>
        <span className="desk-item-state">
          {phase === null ? t(`desk.ticket.${state}`) : t(`desk.phase.${phase}`)}
          <time>
            {until === undefined
              ? asClock(now - (acceptedAt ?? enteredAt))
              : t('desk.until', { time: times(until, now) })}
          </time>
        </span>
        {phase === 'wrapUp' && <WrapUpBar ticket={ticket} slim />}
        {phase !== null && phase !== 'wrapUp' && <LimitBar ticket={ticket} slim />}
      </button>
    </li>
  );
}
