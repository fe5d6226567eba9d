import type { Station } from '../../src/actors/station.ts';
import type { Ticket } from '../../src/actors/ticket.ts';
import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Answer, Command, Handled, Push, Step } from '../../src/bureau/commands.ts';
import type { BureauEvent, EventOf } from '../../src/bureau/events.ts';
import type { Bureau } from '../../src/config/schema.ts';
import type { WireCommand } from '../../src/protocol/commands.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { tinyBureau } from './tiny-bureau.ts';

type WithoutId<C> = C extends unknown ? Omit<C, 'id'> : never;

/** A core with hands: gives commands in few words, keeps all steps, and moves time by deadlines, as the driver does. */
export class Desk {
  /** A new process puts its own in this place. */
  core: BureauCore;
  readonly steps: Step[] = [];
  readonly pushes: Push[] = [];
  /** All that was asked, by time. */
  readonly given: { command: Command; at: number; answer: Answer }[] = [];
  now: number;

  /** At ten in the morning of a Monday in Shanghai, unless another time is given. */
  constructor(bureau: Bureau = tinyBureau(), now = Date.parse('2026-11-23T02:00:00Z'), core = new BureauCore(bureau)) {
    this.core = core;
    this.now = now;
    if (core.state.meta.seq === 0) this.boot();
  }

  /** Gives a command as the host does: what came of it is kept, and faults are seen to. */
  give(command: Command): Handled {
    const handled = this.core.handle(command, this.now);
    if (handled.step !== null) this.steps.push(handled.step);
    this.pushes.push(...handled.pushes);
    this.given.push({ command, at: this.now, answer: handled.answer });
    for (const fault of this.core.takeFaults()) this.give(fault);
    return handled;
  }

  /** A process begins on what the last one left. */
  boot(): void {
    this.give({ type: 'boot', id: `boot${this.core.state.meta.seq}`, version: this.core.state.bureau.version });
  }

  /** Other files rule from now on. */
  use(bureau: Bureau): void {
    this.core.use(bureau);
    this.give({ type: 'adopt', id: `adopt:${bureau.version}`, version: bureau.version });
  }

  do(by: Principal, command: WithoutId<WireCommand>, id = this.nextId()): Answer {
    return this.give({ ...command, id, by } as WireCommand & { by: Principal }).answer;
  }

  presence(topic: string, online: boolean): void {
    this.give({ type: 'presence', id: this.nextId(), topic, online });
  }

  /** The same at every desk that stands at the same step. */
  nextId(): string {
    return `command-${this.core.state.meta.seq + 1}`;
  }

  /** Moves time forward, deadline by deadline. */
  pass(ms: number): void {
    const until = this.now + ms;
    for (let next = this.core.nextDeadline(); next !== null && next <= until; next = this.core.nextDeadline()) {
      this.now = Math.max(this.now, next);
      for (const due of this.core.dueDeadlines(this.now)) this.give(due);
    }
    this.now = until;
  }

  get events(): BureauEvent[] {
    return this.steps.flatMap((step) => step.events);
  }

  of<T extends BureauEvent['type']>(type: T): EventOf<T>[] {
    return this.events.filter((e): e is EventOf<T> => e.type === type);
  }

  last<T extends BureauEvent['type']>(type: T): EventOf<T> | undefined {
    return this.of(type).at(-1);
  }

  /** Signs a station in and makes it ready. */
  open(station: string): Principal & { role: 'station' } {
    const by = officer(station);
    this.do(by, { type: 'signIn', station });
    this.do(by, { type: 'ready', station });
    return by;
  }

  /** A call comes in; answers the ticket's id. */
  call(hall = 'north', business = 'invoice-claim', priority = 0): string {
    return this.#entered(channel('phone'), { type: 'submit', channel: 'phone', hall, business, priority });
  }

  document(hall = 'north', business = 'invoice-claim'): string {
    return this.#entered(channel('etax'), { type: 'submit', channel: 'etax', hall, business, priority: 0 });
  }

  /** A video request that its channel announces: until the taxpayer joins, nobody is on the line. */
  video(hall = 'north', business = 'invoice-claim'): string {
    return this.#entered(channel('booth'), { type: 'submit', channel: 'booth', hall, business, priority: 0 });
  }

  #entered(by: Principal, command: WithoutId<WireCommand>): string {
    const answer = this.do(by, command);
    if (!answer.ok || answer.ticket === undefined) throw new Error(`not taken: ${JSON.stringify(answer)}`);
    return answer.ticket;
  }

  /** Whoever is offered the ticket, or an invitation to it, takes it. */
  accept(ticket: string): Answer {
    return this.#answerOffer(ticket, 'accept');
  }

  /** Ends the conversation; wrap-up begins. */
  end(ticket: string): Answer {
    return this.do(officer(this.stationOf(ticket) ?? 'nobody-s01'), { type: 'end', ticket });
  }

  complete(ticket: string): Answer {
    const station = this.core.state.ticket(ticket)?.context.station ?? 'nobody-s01';
    return this.do(officer(station), { type: 'complete', ticket, outcome: 'resolved' });
  }

  state(ticket: string): string {
    return this.core.state.ticket(ticket)?.value ?? 'closed';
  }

  reject(ticket: string): Answer {
    return this.#answerOffer(ticket, 'reject');
  }

  #answerOffer(ticket: string, type: 'accept' | 'reject'): Answer {
    const t = this.core.state.ticket(ticket)?.context;
    const station = t?.guest?.offerDeadline == null ? t?.station : t.guest.station;
    return this.do(officer(station ?? 'nobody-s01'), { type, offer: `${ticket}.${t?.offers}` });
  }

  /** Accepts and completes at once. */
  serve(ticket: string): void {
    this.accept(ticket);
    this.complete(ticket);
  }

  pause(station: string): Answer {
    return this.do(officer(station), { type: 'pause', station, reason: 'break' });
  }

  ticket(id: string): Ticket {
    const t = this.core.state.ticket(id);
    if (t === undefined) throw new Error(`${id} is not open`);
    return t.context;
  }

  seat(id: string): Station & { value: string } {
    const s = this.core.state.station(id);
    if (s === undefined) throw new Error(`${id} is not signed in`);
    return { value: s.value, ...s.context };
  }

  stationOf(ticket: string): string | null {
    return this.core.state.ticket(ticket)?.context.station ?? null;
  }
}

export const officer = (station: string): Principal & { role: 'station' } => ({
  role: 'station',
  sub: `officer-${station}`,
  hall: station.slice(0, station.lastIndexOf('-')),
  station,
});
export const taxpayer = (sub: string, hall = 'north'): Principal & { role: 'taxpayer' } => ({
  role: 'taxpayer',
  sub,
  hall,
});
export const channel = (id: string): Principal & { role: 'channel' } => ({
  role: 'channel',
  sub: id,
  channel: id,
  halls: '*',
});
