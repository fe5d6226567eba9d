import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';

/** 限时办结: how much of the promised time is gone. Over it, by how much. */
export function LimitBar({ ticket, slim = false }: { ticket: TicketView; slim?: boolean }) {
  const { t } = useTranslation();
  const now = useNow(useSession().clock);
  const { limitAt, warnAt, enteredAt } = ticket;
  if (limitAt === undefined) return slim ? null : <p className="desk-quiet">{t('desk.limit.none')}</p>;
  const left = limitAt - now;
  const gone = Math.min(1, Math.max(0, (now - enteredAt) / Math.max(1, limitAt - enteredAt)));
  const face = left < 0 ? 'breached' : warnAt === undefined || warnAt <= now ? 'warned' : 'good';
  const said = left < 0 ? 'over' : slim ? 'short' : 'left';
  const words = t(`desk.limit.${said}`, { time: asClock(Math.abs(left)) });
  return (
    <div className={`desk-limit desk-limit-${face}${slim ? ' desk-limit-slim' : ''}`}>
      <div className="desk-limit-track" aria-hidden="true">
        <i style={{ width: `${gone * 100}%` }} />
      </div>
      <span>{words}</span>
    </div>
  );
}
