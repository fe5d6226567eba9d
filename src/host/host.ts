import type { Logger } from 'pino';
import type { BureauCore } from '../bureau/bureau.ts';
import type { Answer, Command, Handled, Push, Step } from '../bureau/commands.ts';
import type { Clock } from '../clock.ts';
import type { Bureau } from '../config/schema.ts';
import type { Attached, Committed, Frame, Journal, Link, Persons, Records } from '../ports.ts';
import type { IceServer, LineView } from '../protocol/catalogue.ts';
import { CodedError } from '../protocol/codes.ts';
import type { WireCommand } from '../protocol/commands.ts';
import type { PlanAnswer, Query } from '../protocol/messages.ts';
import { type Principal, type Role, roles } from '../protocol/principal.ts';
import { type Adopted, reload } from './adopt.ts';
import { ask } from './ask.ts';
import { topicsOf } from './asked.ts';
import { GroupCommit } from './commit.ts';
import type { Hands } from './hands.ts';
import { linesNow } from './listing.ts';
import { Owners } from './owners.ts';
import { erase, opening, submit } from './persons.ts';
import { PlaceTeller } from './places.ts';
import { sessionView } from './questions.ts';
import { type Listener, Topics } from './topics.ts';
import type { Versions } from './versions.ts';

/** A new command is refused while an append has been under way for longer, ms. */
const STUCK_MS = 1000;
/** An answer that waits longer for the journal is given up as `unavailable`; the same id asks for it again. */
const ANSWER_MS = 2500;
/** Steps decided and not durable, above which new commands are refused. */
const HIGH_WATER = 20_000;

export interface HostPorts {
  core: BureauCore;
  journal: Journal;
  /** Where the journal stood when the core was recovered from it. */
  seq: number;
  clock: Clock;
  log: Logger;
  /** Hears of every step once it is durable. */
  committed: Committed[];
  /** Seconds of real time from a command's arrival to its offer being let out. */
  onMatch: (seconds: number) => void;
  /** Seconds of real time that the core took for a command. */
  onDecide: (seconds: number) => void;
  onAppend: (seconds: number, steps: number) => void;
  onFenced: (error: Error) => void;
  matchP99Ms: () => number;
  /** What stations today needs, by hall, group and half hour; none while too little is known. */
  plan: (now: number) => Promise<PlanAnswer['rows']>;
  versions: Versions;
  /** Other files are about to rule. */
  adopting: (bureau: Bureau) => void;
  persons: Persons;
  records: Records;
  /** Given to pages that have a session, for video calls. */
  iceServers: readonly IceServer[];
  /** Where Grafana is, for those who oversee halls. */
  walls?: string;
  deliveries: { deadLetters(): Promise<unknown>; redeliver(job: string): Promise<unknown> };
}

/**
 * One bureau at work in this process: takes commands, lets the core decide, the journal keep, and only then tells
 * anybody. Drives deadlines by the clock; the core itself knows neither time nor network.
 */
export class Host implements Link {
  readonly core: BureauCore;
  readonly commit: GroupCommit;
  readonly #ports: HostPorts;
  readonly #topics: Topics;
  readonly #owners: Owners;
  readonly #places: PlaceTeller;
  /** Sessions that are signed in, by role. */
  readonly sessions = new Map<Role, number>(roles.map((role) => [role, 0]));
  /** Topics whose line came or went while nothing could be journaled. */
  readonly #unsettled = new Set<string>();
  /** Durable steps of which the listeners of `committed` have not yet heard. */
  readonly #untold: { step: Step; pushes: Push[] }[] = [];
  /** Answers on their way, oldest first. */
  readonly #waiting = new Map<() => void, number>();
  /** Tickets that entered, by business. */
  readonly #asked = new Map<string, number>();
  readonly #sweep: NodeJS.Timeout;
  readonly #hands: Hands;
  #disarm: () => void = () => {};
  #armedFor = Number.POSITIVE_INFINITY;
  #stopping = false;
  #presence = 0;

  constructor(ports: HostPorts) {
    this.#ports = ports;
    this.core = ports.core;
    this.commit = new GroupCommit(ports.journal, ports.seq, {
      fenced: (error) => {
        this.#close();
        ports.onFenced(error);
      },
      append: ports.onAppend,
    });
    this.#topics = new Topics(ports.seq);
    this.#owners = new Owners(this.core.state.tickets());
    this.#places = new PlaceTeller(this.core, this.#topics, this.commit);
    this.#hands = {
      core: this.core,
      ports,
      decide: (command, from) => this.#decide(command, from),
      stored: (answer) => this.#stored(answer),
      onceDurable: (read) => this.#onceDurable(read),
      checkOpen: () => this.#checkOpen(),
      asked: (business) => this.#asked.get(business) ?? 0,
      ticketsOf: (by) => (by.role === 'taxpayer' ? this.#ticketsOf(by) : []),
      tell: (topic, body) => this.#topics.tell(topic, this.commit.acked, body),
    };
    this.#run({ type: 'boot', id: `boot:${ports.seq}`, version: this.core.state.bureau.version });
    this.#sweep = setInterval(() => this.#tidy(), 100);
  }

  /** Whether commands are taken now: the journal answers and keeps up. */
  get healthy(): boolean {
    return !this.#stopping && this.commit.stuckMs < STUCK_MS && this.commit.lag < HIGH_WATER;
  }

  async command(command: WireCommand & { by: Principal }, from: string): Promise<{ answer: Answer; seq: number }> {
    if (command.type === 'submit' && command.person !== undefined)
      return submit(this.#hands, command, command.person, from);
    return command.type === 'erase' ? erase(this.#hands, command, from) : this.#decide(command, from);
  }

  #decide(command: Command, from: string | null): Promise<{ answer: Answer; seq: number }> {
    return this.#patiently((resolve) => {
      // A timer may be late: what was due before this command is decided before it.
      if (this.#armedFor <= this.#ports.clock.now()) this.#fire();
      this.#run(command, from, ({ answer, seq }) => resolve({ answer, seq }));
    });
  }

  async attach(by: Principal, since: number | undefined, frame: (frame: Frame) => void): Promise<Attached> {
    this.#checkOpen();
    const listener: Listener = { from: 0, frame, events: [] };
    const topics = new Set<string>();
    const follow = (topic: string) => {
      topics.add(topic);
      if (this.#topics.listen(topic, listener)) this.#setPresence(topic);
    };
    for (const topic of topicsOf(this.core, by)) follow(topic);
    if (by.role === 'taxpayer') for (const id of this.#ticketsOf(by)) follow(`ticket:${id}`);
    const stopFollowing =
      by.role === 'taxpayer' && by.ticket === undefined ? this.#followNew(by.sub, follow) : () => {};
    const seq = this.core.state.meta.seq;
    const view = sessionView(this.core, by, by.role === 'taxpayer' ? this.#ticketsOf(by) : []);
    listener.from = seq;
    const detach = () => {
      stopFollowing();
      for (const topic of topics) if (this.#topics.unlisten(topic, listener)) this.#setPresence(topic);
    };
    try {
      await this.#durable(seq);
    } catch (error) {
      detach();
      throw error;
    }
    this.#count(by.role, 1);
    const missed = since === undefined || since > seq ? null : this.#missed(by, topics, since);
    return {
      seq,
      now: this.#ports.clock.now(),
      rate: this.#ports.clock.rate(),
      view: missed === null ? view : null,
      missed: missed?.filter((f) => f.seq <= seq) ?? [],
      detach: () => {
        this.#count(by.role, -1);
        detach();
      },
    };
  }

  ask(query: Query, by: Principal, from: string): Promise<unknown> {
    return ask(this.#hands, query, by, from);
  }

  opening(file: { ticket: string; ref: string }, by: Principal, from: string): Promise<void> {
    return opening(this.#hands, file, by, from);
  }

  /** How long one would wait who came now. */
  lines(): Promise<LineView[]> {
    return this.#onceDurable(linesNow(this.core));
  }

  /** Tells every session that the clock was set, or runs at another rate now. */
  clockSet(): void {
    const { clock } = this.#ports;
    this.#topics.tellAll(this.commit.acked, { type: 'clock', now: clock.now(), rate: clock.rate() });
  }

  /** Reads the bureau's files again and decides by them; faulty files change nothing and say why. */
  reload(): Promise<Adopted> {
    return reload(this.#hands, null);
  }

  /** Takes no more commands, and resolves when all that was decided is durable (or after `withinMs`). */
  async drain(withinMs: number): Promise<void> {
    this.#stopping = true;
    this.#disarm();
    const late = new Promise<void>((resolve) => setTimeout(resolve, withinMs).unref());
    await Promise.race([this.commit.reached(this.core.state.meta.seq), late]);
    this.commit.stop();
    this.#tellCommitted();
    this.#close();
  }

  /** Hands a command to the core, and what came of it to the journal; all hear of it once it is durable. */
  #run(command: Command, from: string | null = null, told: (handled: Handled) => void = () => {}): Handled {
    const began = performance.now();
    const handled = this.core.handle(command, this.#ports.clock.now(), from);
    this.#ports.onDecide((performance.now() - began) / 1000);
    if (handled.step === null) {
      this.commit.whenReached(handled.seq, () => told(handled));
    } else {
      const { step, pushes } = handled;
      this.commit.add(step, () => {
        this.#letOut(step, pushes, began);
        told(handled);
      });
      this.#owners.note(step);
      this.#followers(step);
    }
    if (handled.fault !== undefined)
      this.#ports.log.error({ err: handled.fault, type: command.type }, 'a decision failed');
    for (const fault of this.core.takeFaults()) {
      this.#ports.log.error(
        { fault: fault.type, ticket: fault.type === 'quarantine' ? fault.ticket : '' },
        'actor threw twice',
      );
      this.#run(fault);
    }
    this.#arm();
    return handled;
  }

  #letOut(step: Step, pushes: Push[], began: number): void {
    this.#topics.publish(step.seq, pushes);
    if (step.events.some((e) => e.type === 'offer.made')) this.#ports.onMatch((performance.now() - began) / 1000);
    if (this.#untold.push({ step, pushes }) === 1) setImmediate(() => this.#tellCommitted());
  }

  /** Counting and delivering come after the sessions' own writes, which go out at the end of this turn. */
  #tellCommitted(): void {
    for (const { step, pushes } of this.#untold.splice(0)) {
      for (const committed of this.#ports.committed) committed(step, pushes);
    }
  }

  /** Rejects when `work` takes too long or may not begin; what it began may still come to be. */
  #patiently<T>(work: (resolve: (value: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#checkOpen();
      const giveUp = () => reject(new CodedError('unavailable', 'no answer from the journal'));
      this.#waiting.set(giveUp, performance.now());
      work((value) => {
        this.#waiting.delete(giveUp);
        resolve(value);
      });
    });
  }

  /** Resolves when the step is durable. */
  #durable(seq: number): Promise<void> {
    return this.#patiently((resolve) => this.commit.whenReached(seq, resolve));
  }

  /** Hands on what was just read of the state, which may be ahead of the journal, once the journal has it. */
  async #onceDurable<T>(read: T): Promise<T> {
    if (this.commit.lag > 0) await this.#durable(this.core.state.meta.seq);
    return read;
  }

  /** Answers from what stands in Redis; `unavailable` when that is away or silent. */
  async #stored<T>(answer: () => Promise<T>): Promise<T> {
    this.#checkOpen();
    const { promise: silence, reject } = Promise.withResolvers<never>();
    const giveUp = () => reject(new CodedError('unavailable', 'no answer from the journal'));
    this.#waiting.set(giveUp, performance.now());
    try {
      return await Promise.race([answer(), silence]);
    } catch (error) {
      if (error instanceof CodedError) throw error;
      this.#ports.log.warn({ err: error }, 'what is stored could not be read');
      throw new CodedError('unavailable', 'no answer from the journal');
    } finally {
      this.#waiting.delete(giveUp);
    }
  }

  /** Sets the one timer for the earliest deadline. */
  #arm(): void {
    const next = this.core.nextDeadline() ?? Number.POSITIVE_INFINITY;
    if (next === this.#armedFor || this.#stopping) return;
    this.#disarm();
    this.#armedFor = next;
    this.#disarm = next === Number.POSITIVE_INFINITY ? () => {} : this.#ports.clock.at(next, () => this.#fire());
  }

  /** Time has come for some. While the journal is away they wait: nothing may be decided that cannot be kept. */
  #fire(): void {
    this.#armedFor = Number.POSITIVE_INFINITY;
    if (!this.healthy) return;
    for (const due of this.core.dueDeadlines(this.#ports.clock.now())) this.#run(due);
    this.#arm();
  }

  #tidy(): void {
    const now = performance.now();
    for (const [giveUp, began] of this.#waiting) {
      if (now - began < ANSWER_MS) break;
      this.#waiting.delete(giveUp);
      giveUp();
    }
    if (!this.healthy) return;
    for (const topic of this.#unsettled) this.#setPresence(topic);
    this.#arm();
    this.#places.sweep();
  }

  /** Tells the core whether anybody is on a line now. */
  #setPresence(topic: string): void {
    if (!topic.startsWith('ticket:') && !topic.startsWith('station:')) return;
    if (!this.healthy) {
      this.#unsettled.add(topic);
      return;
    }
    this.#unsettled.delete(topic);
    this.#run({ type: 'presence', id: `presence:${++this.#presence}`, topic, online: this.#topics.heard(topic) });
  }

  readonly #new = new Map<string, Set<(topic: string) => void>>();

  /** A taxpayer's session hears of the tickets that it submits from then on. */
  #followNew(taxpayer: string, follow: (topic: string) => void): () => void {
    const of = this.#new.get(taxpayer) ?? new Set();
    of.add(follow);
    this.#new.set(taxpayer, of);
    return () => {
      of.delete(follow);
      if (of.size === 0) this.#new.delete(taxpayer);
    };
  }

  #followers(step: Step): void {
    for (const e of step.events) {
      if (e.type !== 'ticket.submitted') continue;
      this.#asked.set(e.data.business, (this.#asked.get(e.data.business) ?? 0) + 1);
      if (e.data.taxpayer === null) continue;
      for (const follow of this.#new.get(e.data.taxpayer) ?? []) follow(`ticket:${e.ticket}`);
    }
  }

  /** What a session missed: of what it follows, and of a taxpayer's tickets that ended meanwhile. */
  #missed(by: Principal, topics: ReadonlySet<string>, since: number): Frame[] | null {
    if (by.role !== 'taxpayer') return this.#topics.missed(topics, since);
    const ended = this.#owners.endedSince(by.sub, since).map((id) => `ticket:${id}`);
    return this.#topics.missed(new Set([...topics, ...ended]), since);
  }

  #ticketsOf(by: Principal & { role: 'taxpayer' }): string[] {
    return by.ticket === undefined ? [...this.#owners.ticketsOf(by.sub)] : [by.ticket];
  }

  #count(role: Role, by: number): void {
    this.sessions.set(role, (this.sessions.get(role) ?? 0) + by);
  }

  #checkOpen(): void {
    if (this.#stopping) throw new CodedError('stopping');
    if (!this.healthy) throw new CodedError('unavailable');
  }

  #close(): void {
    this.#stopping = true;
    this.#disarm();
    clearInterval(this.#sweep);
    for (const giveUp of this.#waiting.keys()) giveUp();
    this.#waiting.clear();
  }
}
