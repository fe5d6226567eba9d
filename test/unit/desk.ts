import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Answer, Handled, Step } from '../../src/bureau/commands.ts';
import type { BureauEvent, EventOf } from '../../src/bureau/events.ts';
import type { Bureau } from '../../src/config/schema.ts';
import type { WireCommand } from '../../src/protocol/commands.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { tinyBureau } from './tiny-bureau.ts';

type WithoutId<C> = C extends unknown ? Omit<C, 'id'> : never;

/** A core with hands: gives commands in few words, keeps all steps, and moves time by deadlines, as the driver does. */
export class Desk {
  readonly core: BureauCore;
  readonly steps: Step[] = [];
  now = Date.parse('2026-11-23T02:00:00Z');
  #ids = 0;

  constructor(bureau: Bureau = tinyBureau()) {
    this.core = new BureauCore(bureau);
    this.keep(this.core.handle({ type: 'boot', id: 'boot', version: bureau.version }, this.now));
  }

  keep(handled: Handled): Handled {
    if (handled.step !== null) this.steps.push(handled.step);
    return handled;
  }

  do(by: Principal, command: WithoutId<WireCommand>, id = `cmd-${++this.#ids}-00`): Answer {
    return this.keep(this.core.handle({ ...command, id, by } as WireCommand & { by: Principal }, this.now)).answer;
  }

  presence(topic: string, online: boolean): void {
    this.keep(this.core.handle({ type: 'presence', id: `p${++this.#ids}`, topic, online }, this.now));
  }

  /** Moves time forward, deadline by deadline. */
  pass(ms: number): void {
    const until = this.now + ms;
    for (let next = this.core.nextDeadline(); next !== null && next <= until; next = this.core.nextDeadline()) {
      this.now = Math.max(this.now, next);
      for (const due of this.core.dueDeadlines(this.now)) this.keep(this.core.handle(due, this.now));
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

  #entered(by: Principal, command: WithoutId<WireCommand>): string {
    const answer = this.do(by, command);
    if (!answer.ok || answer.ticket === undefined) throw new Error(`not taken: ${JSON.stringify(answer)}`);
    return answer.ticket;
  }

  accept(ticket: string): Answer {
    const t = this.core.state.ticket(ticket)?.context;
    return this.do(officer(t?.station ?? 'nobody-s01'), { type: 'accept', offer: `${ticket}.${t?.offers}` });
  }

  complete(ticket: string): Answer {
    const station = this.core.state.ticket(ticket)?.context.station ?? 'nobody-s01';
    return this.do(officer(station), { type: 'complete', ticket, outcome: 'resolved' });
  }

  state(ticket: string): string {
    return this.core.state.ticket(ticket)?.value ?? 'closed';
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
