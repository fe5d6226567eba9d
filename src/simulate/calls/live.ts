import { type Client, type ClientOptions, connect } from '../../client/connect.ts';
import type { Clock } from '../../clock.ts';
import type { CodedError } from '../../protocol/codes.ts';
import type { Principal } from '../../protocol/principal.ts';
import type { OfferView, TicketView } from '../../protocol/views.ts';
import { exchange, seatOf, seatPrincipal, submission } from './bank.ts';
import type { Agent, CallDay, Caller } from './day.ts';
import type { Fate } from './figures.ts';
import type { Replayed } from './replay.ts';

export interface LiveOptions {
  /** `ws://…/ws` of a server of this day's `bankBureau`. */
  url: string;
  /** The server's clock: same speed, origin and start. It should begin a little before `startOf(day)`. */
  clock: Clock;
  /** A token for who is speaking. */
  sign(by: Principal): string | Promise<string>;
}

/** What the two ends of a call tell each other: who it is, and after how many seconds it was answered. */
interface Meeting {
  caller: PromiseWithResolvers<Caller>;
  answer: PromiseWithResolvers<number>;
}

/**
 * Plays a recorded day through real sockets: one session of the exchange for all callers, one of each seat. Waits are
 * taken from the server's times; real latency counts in them as often as the clock is faster than a wall clock.
 * Rejects with a CodedError when a session is closed or a command is refused.
 */
export async function playLive(day: CallDay, options: LiveOptions): Promise<Replayed> {
  const live = new Live(day, options);
  try {
    return { fates: await live.run(), guessed: [] };
  } finally {
    live.close();
  }
}

class Live {
  readonly #day: CallDay;
  readonly #midnight: number;
  readonly #options: LiveOptions;
  readonly #clients = new Set<Client>();
  readonly #timers = new Set<() => void>();
  readonly #meetings = new Map<string, Meeting>();
  /** Rejects when something fails that nobody waits for. */
  readonly #failed = Promise.withResolvers<never>();

  constructor(day: CallDay, options: LiveOptions) {
    this.#day = day;
    this.#midnight = Date.parse(day.date);
    this.#options = options;
  }

  async run(): Promise<Fate[]> {
    const line = this.#connect(exchange, {});
    const callers = Promise.all(this.#day.callers.map((caller, index) => this.#call(line, caller, index)));
    const seats = Promise.all(this.#day.agents.map((agent, index) => this.#sit(agent, seatOf(index))));
    const [fates] = await Promise.race([this.#failed.promise, Promise.all([callers, seats])]);
    return fates;
  }

  close(): void {
    for (const cancel of this.#timers) cancel();
    for (const client of this.#clients) client.close();
  }

  async #call(line: Client, caller: Caller, index: number): Promise<Fate> {
    const { arrival, patience } = caller;
    await this.#at(arrival).come;
    const { ticket } = await line.command(submission(caller, index));
    const { caller: here, answer } = this.#meeting(ticket);
    here.resolve(caller);
    const enough = this.#at(arrival + patience);
    const wait = await Promise.race([answer.promise, enough.come]);
    enough.cancel();
    if (wait !== undefined) return { arrival, wait, answered: true };
    const left = await line.command({ type: 'leave', ticket }).then(
      () => true,
      (error: CodedError) => {
        if (error.code !== 'not-found') throw error;
        return false;
      },
    );
    // On a fast clock the call may have been answered, and be over, before the word of the hang-up arrives.
    if (!left) return { arrival, wait: await answer.promise, answered: true };
    return { arrival, wait: patience, answered: false };
  }

  async #sit({ shifts }: Agent, station: string): Promise<void> {
    for (const { from, to } of shifts) {
      await this.#at(from).come;
      await this.#work(station, to);
    }
  }

  /** One shift: takes every offer, ends the call that it is in, and goes. */
  async #work(station: string, to: number): Promise<void> {
    const calls = new Map<string, Promise<void>>();
    const take = ({ id }: OfferView) =>
      this.#seeTo(
        seat.command({ type: 'accept', offer: id }).catch((error: CodedError) => {
          // The caller may have hung up while the answer was on its way.
          if (error.code !== 'offer-gone') throw error;
        }),
      );
    const serve = (ticket: TicketView) => {
      if (ticket.state !== 'serving' || calls.has(ticket.id)) return;
      calls.set(ticket.id, this.#seeTo(this.#serve(seat, ticket)));
    };
    const seat = this.#connect(seatPrincipal(station), {
      onView: ({ offer, tickets }) => {
        if (offer !== undefined) take(offer);
        for (const ticket of tickets) serve(ticket);
      },
      onPush: (news) => {
        for (const each of news)
          if (each.type === 'offer') take(each.offer);
          else if (each.type === 'ticket') serve(each.ticket);
      },
    });
    await seat.command({ type: 'signIn', station });
    await seat.command({ type: 'ready', station });
    await this.#at(to).come;
    await seat.command({ type: 'pause', station, reason: 'other' });
    await Promise.all(calls.values());
    await seat.command({ type: 'signOut', station });
    seat.close();
  }

  async #serve(seat: Client, { id, enteredAt, acceptedAt = enteredAt }: TicketView): Promise<void> {
    const { caller, answer } = this.#meeting(id);
    answer.resolve((acceptedAt - enteredAt) / 1000);
    const { service } = await caller.promise;
    await this.#at((acceptedAt - this.#midnight) / 1000 + service).come;
    await seat.command({ type: 'complete', ticket: id, outcome: 'resolved' }).catch((error: CodedError) => {
      // A caller who hung up just as it was answered has ended the call.
      if (error.code !== 'not-found') throw error;
    });
  }

  /** The exchange is told of a ticket, and its seat, in either order. */
  #meeting(ticket: string): Meeting {
    let meeting = this.#meetings.get(ticket);
    if (meeting === undefined) {
      meeting = { caller: Promise.withResolvers(), answer: Promise.withResolvers() };
      this.#meetings.set(ticket, meeting);
    }
    return meeting;
  }

  #connect(by: Principal, hear: Pick<ClientOptions, 'onView' | 'onPush'>): Client {
    const client = connect({
      ...hear,
      url: this.#options.url,
      token: () => this.#options.sign(by),
      onState: (state, error) => {
        if (state === 'closed' && error !== undefined) this.#failed.reject(error);
      },
    });
    this.#clients.add(client);
    return client;
  }

  #seeTo<T>(work: Promise<T>): Promise<T> {
    work.catch(this.#failed.reject);
    return work;
  }

  #at(second: number): { come: Promise<void>; cancel: () => void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = this.#options.clock.at(this.#midnight + second * 1000, () => {
      this.#timers.delete(stop);
      resolve();
    });
    this.#timers.add(stop);
    const cancel = () => {
      stop();
      this.#timers.delete(stop);
    };
    return { come: promise, cancel };
  }
}
