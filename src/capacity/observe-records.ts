import type { TicketRecord } from '../archive/record.ts';
import type { Observations } from './observations.ts';

/** What of an archived ticket capacity is reckoned from. */
export type RecordSeen = Pick<
  TicketRecord,
  | ('hall' | 'closedHall' | 'group' | 'business' | 'channel' | 'enteredAt' | 'slot' | 'answeredAt' | 'closedAt')
  | ('outcome' | 'services' | 'station' | 'workedMs' | 'serviceMs' | 'wrapUpMs')
>;

/**
 * The history of demand from archived tickets, for days that the journal no longer holds. Coarser than the fold over
 * the journal: a ticket is one arrival where it entered, of the group and business that it ended as, and an appointment
 * arrives at its time; of work that took more than one service the time on the desk counts, interruptions and all;
 * patience is read from tickets without an appointment only, and a callback looks like a long wait.
 */
export function observeRecords(records: Iterable<RecordSeen>): Observations {
  const seen: Observations = { arrivals: [], waits: [], services: [] };
  for (const r of records) {
    const { hall, group, business, channel, slot, answeredAt, station, outcome } = r;
    if (hall === null || group === null || business === null || r.enteredAt === null) continue;
    const closed = Date.parse(r.closedAt);
    const at = Date.parse(slot ?? r.enteredAt);
    if (at > closed) continue;
    seen.arrivals.push({ at, hall, group, business, channel });
    const answered = answeredAt === null ? closed : Date.parse(answeredAt);
    const abandoned = answeredAt === null && outcome === 'abandoned';
    if (slot === null) seen.waits.push({ at: answered, hall, group, waitS: (answered - at) / 1000, abandoned });
    const ms = r.services === 1 && station !== null ? r.workedMs : r.serviceMs + r.wrapUpMs;
    if (ms > 0) seen.services.push({ at: closed, hall: r.closedHall ?? hall, group, seconds: ms / 1000 });
  }
  return seen;
}
