import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { useTimes } from '../../kit/times.ts';

/** What is known of a ticket besides whose it is. */
export function Facts({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const names = useNames();
  const times = useTimes();
  const now = useNow(useSession().clock);
  const { id, channel, hall, enteredAt, acceptedAt, priority, slot, supplements } = ticket;
  const facts: [string, string][] = [
    ['id', id],
    ['channel', names.channel(channel)],
    ['hall', names.hall(hall)],
    ['entered', times(enteredAt, now)],
  ];
  if (acceptedAt !== undefined) facts.push(['served', asClock(now - acceptedAt)]);
  if (priority > 0) facts.push(['priority', String(priority)]);
  if (slot !== undefined) facts.push(['slot', times(slot, now)]);
  if (supplements !== undefined) facts.push(['supplements', String(supplements)]);
  return (
    <dl className="desk-facts">
      {facts.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`desk.fact.${key}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
