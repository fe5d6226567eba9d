import type { Station } from '../../src/actors/station.ts';
import type { Ticket } from '../../src/actors/ticket.ts';
import type { Preference } from '../../src/bureau/events.ts';
import { must, type Rule } from './referee.ts';

const entry = (t: Ticket): number => Number.parseInt(t.id.slice(1), 36);
const classOf = (t: Ticket): string =>
  [t.hall, t.business, t.channel, t.skill, t.modality, t.step.scope, t.step.minLevel].join();
const earlier = (a: Ticket, b: Ticket): boolean => a.due < b.due || (a.due === b.due && entry(a) < entry(b));
const loaded = (s: Station): boolean => s.work.length > 0;

/** What ends that a ticket is kept. */
const ends = new Set(['offer.accepted', 'offer.rejected', 'offer.timedOut', 'ticket.closed', 'ticket.quarantined']);

/** Issue 2, section 3.4, by id. Each makes its rule afresh: some remember the history that they are asked about. */
export const orderRules: Record<string, () => Rule> = {
  '[ORD-1]': () => ({
    says: 'freed capacity goes back to the backlog in order: a station is offered the earliest due that it may serve',
    slow: true,
    offer({ state, naive }, e, settled) {
      const s = state.station(e.station)?.context;
      const t = naive.waiting.find((w) => w.id === e.ticket);
      must(s !== undefined && t !== undefined && naive.pair(s, t), 'the station may not serve the ticket', e);
      if (s === undefined || !settled) return;
      const next = naive.nextFor(s);
      must(next?.id === e.ticket, `${next?.id} is due earlier`, e);
    },
  }),
  '[ORD-2]': () => ({
    says: 'a newcomer never overtakes an older due time of the same class, unless that one is away, avoids the station or is kept for another',
    slow: true,
    offer({ naive }, e) {
      const t = naive.waiting.find((w) => w.id === e.ticket);
      // What is kept for a station stands in no class.
      if (t === undefined || t.prefer !== null) return;
      for (const u of naive.waiting) {
        if (u.prefer !== null || classOf(u) !== classOf(t) || !earlier(u, t)) continue;
        must(
          u.avoid.some((a) => a.station === e.station),
          `${u.id} was overtaken`,
          e,
        );
      }
    },
  }),
  '[ORD-3]': () => {
    const accepted = new Map<string, number>();
    return {
      says: 'a returning station does not get everything at once: one live offer, and a pace while it carries work',
      offer({ state }, e) {
        const s = state.station(e.station)?.context;
        if (s === undefined) return;
        must(s.offer === null, 'a second live offer', e);
        const since = e.at - (accepted.get(s.id) ?? Number.NEGATIVE_INFINITY);
        must(!loaded(s) || since >= state.bureau.policy.pace, `${since} ms after the last`, e);
      },
      event({ state }, e) {
        if (e.type === 'offer.accepted') accepted.set(e.station, e.at);
        // Its pace is counted by the policy of the acceptance.
        if (e.type === 'config.adopted') accepted.clear();
        if (e.type !== 'offer.accepted') return;
        const t = state.ticket(e.ticket)?.context;
        must((e.invite === null ? t?.station : t?.guest?.station) === e.station, 'not theirs', e);
      },
    };
  },
  '[ORD-4]': () => ({
    says: 'at rest no ticket waits that a ready station with room may serve',
    slow: true,
    step({ naive }, step, settled) {
      if (!settled) return;
      for (const s of naive.stations) {
        const next = naive.nextFor(s);
        must(next === undefined, `${s.id} could serve ${next?.id}`, step);
      }
    },
  }),
  '[ORD-5]': () => ({
    says: 'a ticket goes to its own hall first, and there to the least loaded, the longest idle of those',
    slow: true,
    offer({ naive }, e, settled) {
      const t = naive.waiting.find((w) => w.id === e.ticket);
      if (t === undefined || e.why.side !== 'ticket' || !settled) return;
      must(naive.bestFor(t)?.id === e.station, `${naive.bestFor(t)?.id} is first`, e);
    },
  }),
  '[ORD-7]': () => {
    const kept = new Map<string, Preference | null>();
    return {
      says: 'a ticket that is kept for a station is offered to nobody else until that ends',
      offer(_, e) {
        const of = e.invite === null ? kept.get(e.ticket) : null;
        must(of == null || of.station === e.station || of.until <= e.at, 'kept for another', { e, of });
      },
      event(_, e) {
        if ('prefer' in e) kept.set(e.ticket, e.prefer);
        else if (ends.has(e.type) && 'ticket' in e) kept.delete(e.ticket);
      },
    };
  },
  '[ORD-8]': () => ({
    says: 'a ticket is kept only for a station that is at work, could serve it, and has not just let it go',
    slow: true,
    step({ state, naive }, step) {
      for (const t of naive.waiting) {
        if (t.prefer === null || t.guest !== null) continue;
        const s = state.station(t.prefer.station)?.context;
        const able = s?.wants === 'ready' && s.capacity[t.modality] > 0 && (s.skills[t.skill] ?? 0) > 0;
        must(able && t.avoid.every((a) => a.station !== t.prefer?.station), 'kept in vain', { step, t, s });
      }
    },
  }),
};
