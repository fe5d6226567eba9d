import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, connect } from '../../../src/client/connect.ts';
import { CodedError, type ErrorCode } from '../../../src/protocol/codes.ts';
import type { Person } from '../../../src/protocol/material.ts';
import type { PushBody, SessionView } from '../../../src/protocol/messages.ts';
import type { Principal } from '../../../src/protocol/principal.ts';
import { seededRandom } from '../../../src/simulate/random.ts';
import type { Home } from './home.ts';
import { post } from './post.ts';
import { Tap } from './tap.ts';

/** So many of a kind may be under way at once; more find the line engaged. Above what a session may send at once. */
const TRUNKS = 250;
/** Time to work off what waits when the last has come. */
const SETTLE_MS = 60_000;
/** Tickets that supervisors may happen upon. */
const RECENT = 40;

/** A webhook that was answered for good. */
export interface Posted {
  /** Of the command that it gave. */
  id: string;
  /** The request's own number, where it made one. */
  ref: string | null;
  answer: { ok: true; ticket: string; token?: string } | { ok: false; code: string };
}

/** What a channel was told by a webhook of ours. */
export type Heard = Record<string, unknown> & { ticket: string };

/** Each calls its own number of a request otherwise. */
export const channelOf = (letter: Heard): string => {
  if ('submission_no' in letter) return 'etax';
  if ('call_id' in letter) return 'phone';
  return 'booth_no' in letter ? 'booth' : 'vtax';
};

/** What the other side may do at the same moment is no fault: a caller hangs up, an offer's time is over. */
const fair: ReadonlySet<string> = new Set<ErrorCode>([
  ...(['offer-gone', 'not-found', 'wrong-state', 'forbidden', 'nobody-able'] as const),
  ...(['hall-closed', 'slot-taken', 'already-rated', 'channel-mismatch'] as const),
]);

/**
 * People at work on a real server, through whatever happens to it, and what they have in common: lines that see them
 * through, chance, patience. They are told nothing of kills; the client library has to see them through.
 */
export class City {
  readonly tap = new Tap();
  readonly posted: Posted[] = [];
  /** What nobody should meet: clients that gave up, answers that make no sense. */
  readonly complaints: string[] = [];
  readonly home: Home;
  /** Who the taxpayers of tickets are, as they said. */
  readonly persons = new Map<string, Person>();
  readonly recent: string[] = [];
  /** Appointments; some have been by now. */
  readonly booked = new Set<string>();
  readonly #draw: () => number;
  readonly #clients: Client[] = [];
  readonly #arrivals: Promise<unknown>[] = [];
  readonly #ears = new Set<(channel: string, letter: Heard) => void>();
  #arriving = true;
  #refs = 0;

  constructor(home: Home, seed: number) {
    this.home = home;
    this.#draw = seededRandom(seed).next;
  }

  /** The test has ended. */
  gone = false;

  /** A session that keeps itself open until the end, or until it is closed. */
  async connect(
    who: string,
    by: Principal | string,
    on: { onView?(view: SessionView): void; onPush?(events: PushBody[]): void } = {},
  ): Promise<Client> {
    const client = connect({
      url: this.home.wsUrl,
      token: typeof by === 'string' ? by : await this.home.token(by),
      WebSocket: this.tap.socket(who),
      timeoutMs: 120_000,
      onState: (state, error) => error && this.complaints.push(`${who} is ${state}: ${error.message}`),
      ...on,
    });
    this.#clients.push(client);
    return client;
  }

  /** One about every `everyMs` until nobody comes any more. */
  arrive(everyMs: number, what: string, one: () => Promise<unknown>): void {
    const all = async () => {
      const here = new Set<Promise<unknown>>();
      while (this.#arriving) {
        if (here.size < TRUNKS) {
          const arrival = this.seeTo(what, one());
          here.add(arrival);
          void arrival.then(() => here.delete(arrival));
        }
        await this.think(everyMs);
      }
      await Promise.all(here);
    };
    this.#arrivals.push(all());
  }

  /** A webhook of a channel, posted again until it is answered for good. */
  async says(channel: string, body: object, ref: string | null = null): Promise<Posted['answer']> {
    const name = `${channel}-${this.ref()}`;
    const id = `wh:${createHash('sha256').update(`${channel}:${name}`).digest('base64url')}`;
    for (;;) {
      const answered = await post(this.home, { channel, id: name, body }).catch(() => null);
      if (answered === null || answered.status >= 500 || answered.status === 429) {
        await pause(50);
        continue;
      }
      const { ticket = '', token, code = '' } = answered.body;
      const ok = answered.status < 300;
      const answer = ok ? { ok, ticket, ...(token !== undefined && { token }) } : { ok, code };
      this.posted.push({ id, ref, answer });
      if (!answer.ok && !fair.has(answer.code)) this.complaints.push(`webhook ${JSON.stringify(body)}: ${answer.code}`);
      return answer;
    }
  }

  /** Hears what the channels are told. */
  listen(ear: (channel: string, letter: Heard) => void): void {
    this.#ears.add(ear);
  }

  hear(letter: Heard): void {
    for (const ear of this.#ears) ear(channelOf(letter), letter);
  }

  /** A ticket that has just entered, and who it is about. */
  entered(ticket: string, person?: Person): void {
    if (person !== undefined) this.persons.set(ticket, person);
    this.recent.push(ticket);
    if (this.recent.length > RECENT) this.recent.shift();
  }

  /** Nobody comes any more; resolves when all who came were served, or complains that this takes too long. */
  async settle(finish: () => Promise<void>): Promise<void> {
    this.#arriving = false;
    const late = pause(SETTLE_MS, 'late', { ref: false });
    if ((await Promise.race([Promise.all([...this.#arrivals, finish()]), late])) === 'late')
      this.complaints.push('some were never served');
  }

  leave(): void {
    this.gone = true;
    for (const client of this.#clients) client.close();
  }

  /** Resolves with whether it went well; what is not fair is complained of. */
  async seeTo(what: string, done: Promise<unknown>): Promise<boolean> {
    try {
      await done;
      return true;
    } catch (error) {
      if (!(error instanceof CodedError) || !fair.has(error.code)) this.complaints.push(`${what}: ${error}`);
      return false;
    }
  }

  /** About `ms`, exponentially spread. */
  think(ms: number): Promise<void> {
    return pause(Math.min(-Math.log(1 - this.#draw()) * ms, 10 * ms));
  }

  chance = (share: number) => this.#draw() < share;
  die = (sides: number) => Math.floor(this.#draw() * sides);
  pick = <T>(of: readonly T[]): T => of[this.die(of.length)]!;
  ref = () => `ref-${++this.#refs}`;
}
