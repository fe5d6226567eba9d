import type { BureauEvent } from '../../src/bureau/events.ts';
import type { State } from '../../src/bureau/state.ts';
import type { Rule } from '../unit/referee.ts';
import { must } from './must.ts';
import { workingTime } from './working-time.ts';

/** A promised time as it is recomputed: what of it is used up, and since when it runs; null: it stands still. */
interface Promise {
  hall: string;
  limit: number;
  used: number;
  since: number | null;
  warned: boolean;
  breached: boolean;
}

function working({ bureau }: State, hall: string, from: number, to: number): number {
  const hours = bureau.halls.get(hall)?.hours;
  return hours === undefined ? 0 : workingTime(hours, bureau.days, from, to);
}

const limitOf = (
  { bureau }: State,
  e: { business: string; channel: string; modality: 'document' | 'video' | 'voice' },
) => bureau.rulesOf(e.business, e.channel, e.modality).limit;

/** Issue 3, section 2, by id: promised times, reminders and questions. */
export const clockRules: Record<string, () => Rule> = {
  '[CLK-1]': () => {
    const promises = new Map<string, Promise>();
    const usedAt = (state: State, p: Promise, at: number) =>
      p.used + (p.since === null ? 0 : working(state, p.hall, p.since, at));
    const start = (state: State, e: BureauEvent): void => {
      if (e.type === 'ticket.submitted' && e.data.limitAt !== null) {
        const limit = working(state, e.data.hall, e.at, e.data.limitAt);
        must(limit === limitOf(state, e.data), 'promised another time than the rules say', e);
        promises.set(e.ticket, { hall: e.data.hall, limit, used: 0, since: e.at, warned: false, breached: false });
      } else if (e.type === 'ticket.parked' && e.reason === 'booked' && e.limitLeft !== null) {
        const hall = state.ticket(e.ticket)?.context.hall ?? '';
        promises.set(e.ticket, { hall, limit: e.limitLeft, used: 0, since: null, warned: false, breached: false });
      }
    };
    return {
      says: 'a promised time is over once it was used up as working time outside of parking; it warns once, from 80 % on',
      event({ state }, e) {
        start(state, e);
        // By other hours the working time behind a ticket is another one, and its promise stands.
        if (e.type === 'config.adopted') promises.clear();
        const p = 'ticket' in e ? promises.get(e.ticket) : undefined;
        if (p === undefined) return;
        if (e.type === 'ticket.closed') promises.delete(e.ticket);
        else if (e.type === 'ticket.parked' && e.reason !== 'booked') {
          // Late timers may have let more pass than was promised: nothing is left of it, and nothing less.
          p.used = Math.min(p.limit, usedAt(state, p, e.at));
          p.since = null;
          must(e.limitLeft === (p.breached ? null : p.limit - p.used), 'time was lost or won', { e, p });
        } else if (e.type === 'ticket.quarantined' && p.since === null && !p.breached) {
          // It is the bureau's again, set aside or not.
          p.since = e.at;
        } else if (e.type === 'ticket.unparked') {
          if (p.breached) return must(e.limitAt === null, 'promised again', { e, p });
          p.since = e.at;
          must(e.limitAt !== null && usedAt(state, p, e.limitAt) === p.limit, 'time was lost or won', { e, p });
        } else if (e.type === 'ticket.limitWarned') {
          must(!p.warned && !p.breached, 'warned again', { e, p });
          must(usedAt(state, p, e.at) >= Math.round(0.8 * p.limit) - 1, 'warned early', { e, p });
          p.warned = true;
        } else if (e.type === 'ticket.limitBreached') {
          must(!p.breached && p.since !== null, 'over twice, or while it stood still', { e, p });
          must(usedAt(state, p, e.limitAt) === p.limit && e.at >= e.limitAt, 'over early', { e, p });
          p.breached = true;
        }
      },
      step({ state }, step) {
        for (const { value, context: t } of state.tickets()) {
          const p = promises.get(t.id);
          if (p === undefined || p.breached || value === 'quarantined') continue;
          must((t.limitAt === null) === (value === 'parked'), 'a promise was forgotten', { step, t, p });
        }
      },
    };
  },
  '[CLK-2]': () => {
    const parked = new Map<string, { until: number; half: number; last: number }>();
    const asked = new Map<string, { hall: string; since: number; until: number; reached: number }>();
    return {
      says: 'each reminder comes once, in its order, and not before its share of the time is over',
      event({ state }, e) {
        if (e.type === 'config.adopted') asked.clear();
        if (e.type === 'ticket.parked') parked.set(e.ticket, { until: e.until, half: 0, last: 0 });
        else if (e.type === 'ticket.rebooked') parked.set(e.ticket, { until: e.until, half: 0, last: 0 });
        else if (e.type === 'ticket.reminded') {
          const p = parked.get(e.ticket);
          if (p === undefined) return must(false, 'nothing is awaited', e);
          must(p.last === 0 && e.at < p.until, 'reminded after the last, or of what is over', { e, p });
          p[e.last ? 'last' : 'half']++;
          must(p.half <= 1, 'reminded twice', { e, p });
          must(e.last === (e.remindAt === null), 'another reminder after the last', e);
        } else if (e.type === 'ticket.escalated') {
          const hall = state.ticket(e.ticket)?.context.hall ?? '';
          asked.set(e.ticket, { hall, since: e.at, until: e.until, reached: 0 });
        } else if (e.type === 'escalation.reminded') {
          const q = asked.get(e.ticket);
          if (q === undefined) return;
          must([50, 80, 100].includes(e.share) && e.share > q.reached, 'out of order', { e, q });
          const whole = working(state, q.hall, q.since, q.until);
          const over = working(state, q.hall, q.since, e.at);
          must(over >= Math.round((whole * e.share) / 100) && (e.share < 100 || e.at >= q.until), 'early', { e, q });
          q.reached = e.share;
        }
      },
    };
  },
  '[CLK-3]': () => ({
    says: 'a ticket with a department has an open question, and a reminder ahead until its time is over',
    step({ state }, step) {
      for (const { value, context: t } of state.tickets()) {
        const { escalation: q } = t;
        must((value === 'escalated') === (q?.outcome === 'open'), 'asked, and not', { step, t });
        if (value !== 'escalated' || q === null) continue;
        must((q.remindAt !== null) === q.reminded < 100, 'nobody will be reminded', { step, t });
        must(q.remindAt === null || q.remindAt <= q.until, 'reminded after its end', { step, t });
      }
    },
  }),
};
