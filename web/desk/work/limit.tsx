import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';

type Face = 'good' | 'warned' | 'breached';

/** 限时办结: how much of the promised time is gone. Over it, by how much. */
export function LimitBar({ ticket, slim = false }: { ticket: TicketView; slim?: boolean }) {
  const { t } = useTranslation();
  const now = useNow(useSession().clock);
  const { limitAt, warnAt, enteredAt } = ticket;
  if (limitAt === undefined) return slim ? null : <p className="desk-quiet">{t('desk.limit.none')}</p>;
  const left = limitAt - now;
  const face = left < 0 ? 'breached' : warnAt === undefined || warnAt <= now ? 'warned' : 'good';
  const said = left < 0 ? 'over' : slim ? 'short' : 'left';
  return (
    <Bar face={face} gone={(now - enteredAt) / (limitAt - enteredAt)} slim={slim}>
      {t(`desk.limit.${said}`, { time: asClock(Math.abs(left)) })}
    </Bar>
  );
}

/** The last quarter is marked, so that nobody is surprised. */
const near = 0.75;

/** 办后: how long there is to close the ticket before it closes by itself with the usual reply. */
export function WrapUpBar({ ticket, slim = false }: { ticket: TicketView; slim?: boolean }) {
  const { t } = useTranslation();
  const now = useNow(useSession().clock);
  const { endedAt, wrapUpUntil } = ticket;
  if (endedAt === undefined || wrapUpUntil === undefined) return null;
  const left = wrapUpUntil - now;
  const gone = (now - endedAt) / (wrapUpUntil - endedAt);
  const said = left <= 0 ? 'over' : slim ? 'short' : 'left';
  return (
    <Bar face={left <= 0 ? 'breached' : gone >= near ? 'warned' : 'good'} gone={gone} slim={slim}>
      {t(`desk.wrapLimit.${said}`, { time: asClock(left) })}
    </Bar>
  );
}

interface BarProps {
  face: Face;
  /** The share of the time that is over. */
  gone: number;
  slim: boolean;
  children: string;
}

const Bar = ({ face, gone, slim, children }: BarProps) => (
  <div className={`desk-limit desk-limit-${face}${slim ? ' desk-limit-slim' : ''}`}>
    <div className="desk-limit-track" aria-hidden="true">
      <i style={{ width: `${Math.min(1, Math.max(0, gone)) * 100}%` }} />
    </div>
    <span>{children}</span>
  </div>
);
