import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Step } from '../../src/bureau/commands.ts';
import type { BureauEvent } from '../../src/bureau/events.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { Naive } from './naive.ts';

/**
 * Follows a core step by step, as a shadow that is told only the facts, and fails as soon as one breaks a rule of
 * dispatch. Within a step each offer is judged by the state just before it.
 */
export class Referee {
  readonly shadow: BureauCore;
  #submitted = 0;
  #closed = 0;

  constructor(bureau: Bureau) {
    this.shadow = new BureauCore(bureau);
  }

  use(bureau: Bureau): void {
    this.shadow.use(bureau);
  }

  /** `settled`: no deadline is overdue after the step, so that nobody's turn is still to come. */
  follow(step: Step, settled: boolean): void {
    const { state } = this.shadow;
    if (step.type === 'deadline') must(step.at >= Number(step.id.split(':')[2]), 'early', step);
    for (const event of step.events) {
      must(event.at === step.at, 'an event of another time', event);
      if (event.type === 'offer.made') this.#judge(event, settled);
      if (event.type === 'ticket.submitted') this.#submitted++;
      if (event.type === 'ticket.closed') this.#closed++;
      state.apply(event);
      this.#within();
    }
    this.shadow.apply({ ...step, events: [] });
    this.#conserved(step);
    this.#canGoOn(step);
    if (settled) this.#atRest(step);
  }

  #judge(e: BureauEvent & { type: 'offer.made' }, settled: boolean): void {
    const naive = new Naive(this.shadow.state, e.at);
    const s = this.shadow.state.station(e.station)?.context;
    const t = this.shadow.state.ticket(e.ticket);
    if (s === undefined || t === undefined) throw new Error('an offer of nobody to nobody');
    must(t.value === 'waiting', 'a second live offer', e);
    must(t.context.awayUntil === null, 'nobody is on the line', e);
    must(naive.pair(s, t.context), 'the station may not serve the ticket', e);
    if (!settled) return;
    must(naive.nextFor(s)?.id === e.ticket, `${naive.nextFor(s)?.id} is due earlier`, e);
    if (e.why.side === 'ticket') must(naive.bestFor(t.context)?.id === s.id, 'another is idle for longer', e);
  }

  /** Each ticket is held by at most one station; nobody carries more than the capacity. */
  #within(): void {
    const holders = new Map<string, string>();
    for (const { context: s } of this.shadow.state.stations()) {
      const held = [...s.work, ...(s.offer === null ? [] : [s.offer])];
      for (const { ticket, modality } of held) {
        must(held.filter((h) => h.modality === modality).length <= s.capacity[modality], 'over capacity', s);
        must(!holders.has(ticket), `also at ${holders.get(ticket)}`, s);
        holders.set(ticket, s.id);
      }
    }
  }

  #conserved(step: Step): void {
    const { state } = this.shadow;
    const tickets = [...state.tickets()];
    must(this.#submitted - this.#closed === tickets.length, 'a ticket was lost or doubled', step);
    must(this.shadow.figures(step.at).imbalance === 0, 'imbalance', step);
    const held = new Map<string, string>();
    for (const { context: s } of state.stations()) {
      for (const w of s.work) held.set(w.ticket, `${w.phase} at ${s.id}`);
      if (s.offer !== null) held.set(s.offer.ticket, `offered at ${s.id}`);
    }
    for (const { value, context: t } of tickets) {
      const isHeld = value === 'offered' || value === 'serving' || value === 'wrapUp';
      must(held.get(t.id) === (isHeld ? `${value} at ${t.station}` : undefined), `held ${held.get(t.id)}`, t);
      held.delete(t.id);
    }
    must(held.size === 0, 'a station holds a ticket that is not open', [...held]);
  }

  /** Every ticket has what it needs to go on. */
  #canGoOn(step: Step): void {
    const { state } = this.shadow;
    for (const { value, context: t } of state.tickets()) {
      const offerable = value === 'waiting' && t.awayUntil === null;
      must((state.matcher.demand.classOf(t.id) !== undefined) === offerable, 'demand', { step, t });
      must((state.lines.positionOf(t.id) !== null) === (value === 'waiting'), 'line', { step, t });
      must((t.offerDeadline !== null) === (value === 'offered'), 'offer deadline', { step, t });
      must((t.wrapUpUntil !== null) === (value === 'wrapUp'), 'wrap-up deadline', { step, t });
    }
  }

  /** No pair of a waiting ticket and a station with room is left. */
  #atRest(step: Step): void {
    const naive = new Naive(this.shadow.state, step.at);
    for (const s of naive.stations) {
      const next = naive.nextFor(s);
      must(next === undefined, `${s.id} could serve ${next?.id}`, step);
    }
  }

  /** Once time has been let pass to `now`, no deadline that matters is overdue. */
  nothingOverdue(now: number): void {
    for (const { value, context: t } of this.shadow.state.tickets()) {
      const queued = value === 'waiting' || value === 'offered';
      const times = [t.awayUntil, t.offerDeadline, t.wrapUpUntil, ...(queued ? [t.stepUntil] : [])];
      must(
        times.every((at) => at === null || at > now),
        `${value}, overdue`,
        t,
      );
    }
    for (const { context: s } of this.shadow.state.stations()) {
      must(
        [s.graceUntil, s.paceUntil].every((at) => at === null || at > now),
        'overdue',
        s,
      );
    }
  }
}

/** Asked some hundred thousand times in a run: `expect` would take minutes. */
function must(holds: boolean, what: string, about: unknown): void {
  if (!holds) throw new Error(`${what}: ${JSON.stringify(about)}`);
}
