import type { BureauEvent } from '../../src/bureau/events.ts';
import { phaseAt } from '../../src/bureau/hours.ts';
import type { TicketState } from '../../src/protocol/views.ts';
import { must, type Rule } from './referee.ts';

/** What an event makes of a ticket that is `now`, by hand; undefined: what it was. */
function nextState(e: BureauEvent, now: TicketState | undefined): TicketState | undefined {
  switch (e.type) {
    case 'ticket.submitted':
    case 'ticket.unparked':
    case 'ticket.answered':
    case 'ticket.transferred':
    case 'ticket.returned':
    case 'ticket.requeued':
      return 'waiting';
    case 'offer.made':
      return e.invite === null ? 'offered' : undefined;
    case 'offer.accepted':
      return e.invite === null ? 'serving' : undefined;
    case 'offer.rejected':
    case 'offer.timedOut':
    case 'offer.rescinded':
      return now === 'offered' ? 'waiting' : undefined;
    case 'service.ended':
      return 'wrapUp';
    case 'ticket.parked':
      return 'parked';
    case 'ticket.escalated':
      return 'escalated';
    case 'ticket.quarantined':
      return 'quarantined';
    case 'ticket.closed':
      return 'closed';
    default:
      return undefined;
  }
}

/** Nothing is lost, doubled or forgotten, by id. */
export const conservationRules: Record<string, () => Rule> = {
  '[CNS-1]': () => {
    let [submitted, closed] = [0, 0];
    const open = new Map<string, TicketState>();
    return {
      says: 'submitted = waiting + offered + serving + wrapUp + parked + escalated + quarantined + closed, at every step',
      event(_, e) {
        if (e.type === 'ticket.submitted') submitted++;
        if (e.type === 'ticket.closed') closed++;
        if (!('ticket' in e)) return;
        const next = nextState(e, open.get(e.ticket));
        if (next === 'closed') open.delete(e.ticket);
        else if (next !== undefined) open.set(e.ticket, next);
      },
      step({ state }, step) {
        must(submitted - closed === open.size, 'a ticket was closed twice, or was never submitted', step);
        const there = [...state.tickets()];
        must(there.length === open.size, 'a ticket was lost or doubled', step);
        for (const { value, context: t } of there)
          must(open.get(t.id) === value, `${value}, not ${open.get(t.id)}`, { step, t });
      },
      passed({ core }, now) {
        const { imbalance, states } = core.figures(now);
        const counted = Object.values(states).reduce((sum, n) => sum + n, 0);
        must(imbalance === 0 && counted === open.size, 'the metric says otherwise', states);
      },
    };
  },
  '[CNS-2]': () => ({
    says: 'an offered or served ticket is held by exactly one station, and helped by one guest at most; all agree on it',
    offer({ state }, e) {
      const t = state.ticket(e.ticket);
      const guest = t?.value === 'serving' ? t.context.guest : null;
      if (guest === null) must(t?.value === 'waiting' && e.invite === null, 'a second live offer', e);
      else must(guest.station === null && e.invite === guest.kind, 'a second guest', { e, guest });
    },
    step({ state, naive }, step) {
      const held = new Map<string, string[]>();
      for (const s of naive.stations) {
        const desk = s.work.map((w) => [w.ticket, w.phase] as const);
        for (const [ticket, phase] of s.offer === null ? desk : [...desk, [s.offer.ticket, 'offered'] as const]) {
          held.set(ticket, [...(held.get(ticket) ?? []), `${phase} at ${s.id}`]);
        }
      }
      for (const { value, context: t } of state.tickets()) {
        const agreed: string[] = [];
        if (value === 'offered' || value === 'serving' || value === 'wrapUp') agreed.push(`${value} at ${t.station}`);
        if (t.guest?.station != null) agreed.push(`${t.guest.joined ? 'consulting' : 'offered'} at ${t.guest.station}`);
        const holders = held.get(t.id) ?? [];
        must(holders.sort().join() === agreed.sort().join(), `${holders}, not ${agreed}`, { step, t });
        held.delete(t.id);
      }
      must(held.size === 0, 'a station holds a ticket that is not open', [...held]);
    },
  }),
  '[CNS-3]': () => ({
    says: 'every open ticket has what it needs to go on: a place in line and in the demand index or away, or a deadline',
    step({ state }, step) {
      for (const { value, context: t } of state.tickets()) {
        const { guest } = t;
        must(guest === null || value === 'serving', 'an invitation to what nobody serves', { step, t });
        const offerable = guest === null ? value === 'waiting' && t.awayUntil === null : guest.station === null;
        must(state.matcher.demand.has(t.id) === offerable, 'demand', { step, t });
        must((state.lines.positionOf(t.id) !== null) === (value === 'waiting'), 'line', { step, t });
        must((t.offerDeadline !== null) === (value === 'offered'), 'offer deadline', { step, t });
        must((t.wrapUpUntil !== null) === (value === 'wrapUp'), 'wrap-up deadline', { step, t });
        if (guest === null) continue;
        const asked = guest.station !== null && !guest.joined;
        must((guest.offerDeadline !== null) === asked, 'offer deadline of an invitation', { step, t });
      }
    },
  }),
  '[CNS-4]': () => ({
    says: 'no deadline is early, and none that matters is overdue once time was let pass',
    step(_, step) {
      if (step.type === 'deadline') must(step.at >= Number(step.id.split(':')[2]), 'early', step);
      for (const e of step.events) must(e.at === step.at, 'an event of another time', e);
    },
    passed({ state, naive }, now) {
      const none = (times: (number | null)[]) => times.every((at) => at === null || at > now);
      for (const { value, context: t } of state.tickets()) {
        if (value === 'quarantined') continue;
        const queued = value === 'waiting' || value === 'offered';
        const times = [t.awayUntil, t.offerDeadline, t.wrapUpUntil, ...(queued ? [t.stepUntil] : [])];
        const { guest, parked, escalation } = t;
        times.push(t.joinUntil, t.breached ? null : (t.warnAt ?? t.limitAt));
        if (guest !== null && !guest.joined) times.push(guest.until, guest.place.until, guest.offerDeadline);
        if (queued) times.push(t.prefer?.until ?? null);
        if (parked !== null) times.push(parked.until, parked.remindAt);
        if (value === 'escalated') times.push(escalation?.remindAt ?? null);
        must(none(times), `${value} at ${now}`, t);
      }
      for (const of of state.ratables.values()) must(none([of.until]), `at ${now}`, of);
      for (const { context: f } of state.followUps()) must(f.late || none([f.until]), `at ${now}`, f);
      for (const s of naive.stations) must(none([s.graceUntil, s.paceUntil]), `at ${now}`, s);
      for (const h of state.halls()) {
        must(none([h.context.until]), `at ${now}`, h);
        const { halls, timezone, days } = state.bureau;
        const hours = halls.get(h.context.id)?.hours;
        const said = state.orders.hall(h.context.id) ?? (hours && phaseAt(hours, timezone, now, days).state);
        must(h.value === said, `its hours, or an order, say ${said}`, h);
      }
    },
  }),
  '[CNS-6]': () => ({
    says: 'what is refused changes nothing',
    step(_, step) {
      must(step.answer.ok || step.events.length === 0, 'a refusal with events', step);
    },
  }),
  '[CNS-14]': () => ({
    says: 'what a station is told to answer for is what the open tickets say',
    slow: true,
    step({ state }, step) {
      const said = new Map<string, string[]>();
      for (const { value, context: t } of state.tickets())
        if (t.responsible !== null && value !== 'closed')
          said.set(t.responsible, [...(said.get(t.responsible) ?? []), t.id]);
      for (const station of state.bureau.stations.keys()) {
        const told = [...state.answeredFor.of(station)].sort().join();
        must(told === (said.get(station) ?? []).sort().join(), `${station} is told ${told}`, step);
      }
    },
  }),
  '[CAP-1]': () => ({
    says: 'no offer ever brings a station above its capacity',
    event({ state }, e) {
      const s = e.type === 'offer.made' ? state.station(e.station)?.context : undefined;
      if (s === undefined || s.offer === null) return;
      const { modality } = s.offer;
      const held = 1 + s.work.filter((w) => w.modality === modality).length;
      must(held <= s.capacity[modality], 'over capacity', { e, s });
    },
  }),
};
