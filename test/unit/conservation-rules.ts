import { phaseAt } from '../../src/bureau/hours.ts';
import { must, type Rule } from './referee.ts';

/** Nothing is lost, doubled or forgotten, by id. */
export const conservationRules: Record<string, () => Rule> = {
  '[CNS-1]': () => {
    let [submitted, closed] = [0, 0];
    return {
      says: 'submitted = open + closed after every step',
      event(_, e) {
        if (e.type === 'ticket.submitted') submitted++;
        if (e.type === 'ticket.closed') closed++;
      },
      step({ core, state }, step) {
        must(submitted - closed === [...state.tickets()].length, 'a ticket was lost or doubled', step);
        must(core.figures(step.at).imbalance === 0, 'the metric says otherwise', step);
      },
    };
  },
  '[CNS-2]': () => ({
    says: 'an offered or served ticket is held by exactly one station, and both agree on it',
    offer({ state }, e) {
      must(state.ticket(e.ticket)?.value === 'waiting', 'a second live offer', e);
    },
    step({ state, naive }, step) {
      const held = new Map<string, string>();
      for (const s of naive.stations) {
        const desk = s.work.map((w) => [w.ticket, w.phase] as const);
        for (const [ticket, phase] of s.offer === null ? desk : [...desk, [s.offer.ticket, 'offered'] as const]) {
          must(!held.has(ticket), `also ${held.get(ticket)}`, { ticket, s });
          held.set(ticket, `${phase} at ${s.id}`);
        }
      }
      for (const { value, context: t } of state.tickets()) {
        const isHeld = value === 'offered' || value === 'serving' || value === 'wrapUp';
        must(held.get(t.id) === (isHeld ? `${value} at ${t.station}` : undefined), `${held.get(t.id)}`, { step, t });
        held.delete(t.id);
      }
      must(held.size === 0, 'a station holds a ticket that is not open', [...held]);
    },
  }),
  '[CNS-3]': () => ({
    says: 'every open ticket has what it needs to go on: a place in line and in the demand index or away, or a deadline',
    step({ state }, step) {
      for (const { value, context: t } of state.tickets()) {
        const offerable = value === 'waiting' && t.awayUntil === null;
        must((state.matcher.demand.classOf(t.id) !== undefined) === offerable, 'demand', { step, t });
        must((state.lines.positionOf(t.id) !== null) === (value === 'waiting'), 'line', { step, t });
        must((t.offerDeadline !== null) === (value === 'offered'), 'offer deadline', { step, t });
        must((t.wrapUpUntil !== null) === (value === 'wrapUp'), 'wrap-up deadline', { step, t });
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
        must(none(times), `${value} at ${now}`, t);
      }
      for (const s of naive.stations) must(none([s.graceUntil, s.paceUntil]), `at ${now}`, s);
      for (const h of state.halls()) {
        must(none([h.context.until]), `at ${now}`, h);
        const hours = state.bureau.halls.get(h.context.id)?.hours;
        const phase = hours && phaseAt(hours, state.bureau.timezone, now);
        must(h.value === phase?.state, `its hours say ${phase?.state}`, h);
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
