import { expect } from 'vitest';
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

  /** `settled`: no deadline was overdue when the step was taken, so that nobody's turn was still to come. */
  follow(step: Step, settled: boolean): void {
    const { state } = this.shadow;
    if (step.type === 'deadline') expect(step.at, step.id).toBeGreaterThanOrEqual(Number(step.id.split(':')[2]));
    for (const event of step.events) {
      expect(event.at).toBe(step.at);
      if (event.type === 'offer.made') this.#judge(event, settled);
      if (event.type === 'ticket.submitted') this.#submitted++;
      if (event.type === 'ticket.closed') this.#closed++;
      state.apply(event);
      this.#oneHolder();
    }
    this.shadow.apply({ ...step, events: [] });
    this.#conserved(step);
    this.#indexed();
    if (settled) this.#atRest(step);
  }

  #judge(e: BureauEvent & { type: 'offer.made' }, settled: boolean): void {
    const naive = new Naive(this.shadow.state, e.at);
    const s = this.shadow.state.station(e.station)?.context;
    const t = this.shadow.state.ticket(e.ticket);
    if (s === undefined || t === undefined) throw new Error('an offer of nobody to nobody');
    expect(t.value, 'one live offer a ticket').toBe('waiting');
    expect(t.context.awayUntil, 'nobody is on the line').toBeNull();
    expect(naive.pair(s, t.context), `${s.id} may serve ${e.ticket}`).toBe(true);
    if (!settled) return;
    expect(naive.nextFor(s)?.id, `${s.id} takes the earliest due that it may serve`).toBe(e.ticket);
    if (e.why.side === 'ticket') expect(naive.bestFor(t.context)?.id, `${e.ticket} goes to the longest idle`).toBe(s.id);
  }

  /** Each ticket is held by at most one station, in the state that both say; nobody carries more than capacity. */
  #oneHolder(): void {
    const holders = new Map<string, string>();
    for (const { context: s } of this.shadow.state.stations()) {
      const held = [...s.work, ...(s.offer === null ? [] : [{ ...s.offer, phase: 'offered' }])];
      for (const modality of ['document', 'video', 'voice'] as const) {
        expect(held.filter((h) => h.modality === modality).length).toBeLessThanOrEqual(s.capacity[modality]);
      }
      for (const { ticket } of held) {
        expect(holders.get(ticket), `${ticket} at two stations`).toBeUndefined();
        holders.set(ticket, s.id);
      }
    }
  }

  #conserved(step: Step): void {
    const { state } = this.shadow;
    const tickets = [...state.tickets()];
    expect(this.#submitted - this.#closed, `conservation after ${step.seq}`).toBe(tickets.length);
    expect(this.shadow.figures(step.at).imbalance).toBe(0);
    const held = new Map<string, { station: string; phase: string }>();
    for (const { context: s } of state.stations()) {
      for (const w of s.work) held.set(w.ticket, { station: s.id, phase: w.phase });
      if (s.offer !== null) held.set(s.offer.ticket, { station: s.id, phase: 'offered' });
    }
    for (const { value, context: t } of tickets) {
      const isHeld = value === 'offered' || value === 'serving' || value === 'wrapUp';
      expect(held.get(t.id), `${t.id} is ${value}`).toEqual(
        isHeld ? { station: t.station, phase: value } : undefined,
      );
      held.delete(t.id);
    }
    expect([...held], 'a station holds a ticket that is not open').toEqual([]);
  }

  /** Every ticket has what it needs to go on. */
  #indexed(): void {
    const { state } = this.shadow;
    for (const { value, context: t } of state.tickets()) {
      const offerable = value === 'waiting' && t.awayUntil === null;
      expect(state.matcher.demand.classOf(t.id) !== undefined, `${t.id} in demand`).toBe(offerable);
      expect(state.lines.positionOf(t.id) !== null, `${t.id} in line`).toBe(value === 'waiting');
      if (value === 'offered') expect(t.offerDeadline).not.toBeNull();
      if (value === 'wrapUp') expect(t.wrapUpUntil).not.toBeNull();
    }
  }

  /** No pair of a waiting ticket and a station with room is left. */
  #atRest(step: Step): void {
    const naive = new Naive(this.shadow.state, step.at);
    for (const s of naive.stations) {
      expect(naive.nextFor(s)?.id, `${s.id} could serve after ${step.seq} (${step.type})`).toBeUndefined();
    }
  }

  /** Once time has been let pass to `now`, no deadline that matters is overdue. */
  nothingOverdue(now: number): void {
    for (const { value, context: t } of this.shadow.state.tickets()) {
      if (value === 'quarantined') continue;
      const queued = value === 'waiting' || value === 'offered';
      const times = [t.awayUntil, t.offerDeadline, t.wrapUpUntil, ...(queued ? [t.stepUntil] : [])];
      for (const at of times) if (at !== null) expect(at, `${t.id} (${value})`).toBeGreaterThan(now);
    }
    for (const { context: s } of this.shadow.state.stations()) {
      for (const at of [s.graceUntil, s.paceUntil]) if (at !== null) expect(at, s.id).toBeGreaterThan(now);
    }
  }
}
