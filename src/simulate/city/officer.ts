import type { StationConfig } from '../../config/schema.ts';
import type { PushBody, SessionView } from '../../protocol/messages.ts';
import type { FollowUpView, OfferView, StationView, TicketView } from '../../protocol/views.ts';
import type { Random } from '../random.ts';
import { midnightOf, nextWorkday } from './clock.ts';
import { Desk } from './desk.ts';
import { between, chance, lognormal, seconds } from './draws.ts';
import { turnOf } from './practice.ts';
import { replyTo } from './reply.ts';
import { shares, takes } from './shares.ts';
import { type Shift, shiftOn } from './shift.ts';
import type { Session, World } from './world.ts';

const reaction = seconds(3, 0.5);
const missShare = 0.012;
const rejectShare = 0.012;
/** Until an officer who was paused, for missed offers or because too many are at work, asks to go on; in ms. */
const pausedFor: Record<string, { least: number; most: number }> = {
  missed: { least: 20_000, most: 120_000 },
  staffing: { least: 1.1 * takes.order.mean, most: 1.5 * takes.order.mean },
};

/** The person at one station: comes, takes offers after a moment, serves, rests, sometimes loses the line, goes. */
export class Officer {
  readonly #world: World;
  readonly #station: StationConfig;
  readonly #random: Random;
  readonly #desk: Desk;
  /** What lies on the desk, as the bureau last showed it. */
  readonly #tickets = new Map<string, TicketView>();
  /** Tickets for which another way than to close them was looked at. */
  readonly #seen = new Set<string>();
  #session: Session | null = null;
  #atWork = false;
  #resting = false;
  #reacting: () => void = () => {};
  #noticing = false;
  #going = false;

  constructor(world: World, station: StationConfig, random: Random) {
    this.#world = world;
    this.#station = station;
    this.#random = random;
    this.#desk = new Desk(world.timers, random, {
      served: (ticket) => this.#dealWith(ticket),
      ended: (ticket) => this.#give({ type: 'end', ticket }),
      finished: (ticket) => this.#complete(ticket),
      advised: (ticket) => this.#advise(ticket),
    });
  }

  /** Plans the day of `at` (ms), and in the next working day's first hour that one. */
  plan(at: number): void {
    const { bureau, timers } = this.#world;
    const shift = shiftOn(midnightOf(at), bureau.halls.get(this.#station.hall)!, this.#random);
    timers.at(shift.come, () => this.#come());
    for (const rest of shift.rests) this.#planRest(rest);
    if (shift.drop !== null) this.#planDrop(shift.drop);
    timers.at(shift.leave, () => this.#leave());
    const tomorrow = nextWorkday(at);
    timers.at(tomorrow, () => this.plan(tomorrow));
  }

  #planRest({ at, until, reason }: Shift['rests'][number]): void {
    this.#world.timers.at(at, () => {
      this.#resting = true;
      this.#give({ type: 'pause', station: this.#station.id, reason });
    });
    this.#world.timers.at(until, () => {
      this.#resting = false;
      this.#ready();
    });
  }

  #planDrop({ at, away }: NonNullable<Shift['drop']>): void {
    this.#world.timers.at(at, () => {
      this.#world.tally.cut++;
      this.#session?.cut(away);
    });
  }

  #come(): void {
    this.#atWork = true;
    // Still here from yesterday: the night was too short for the desk.
    if (this.#session !== null) this.#ready();
    this.#session ??= this.#world.lines.connect(this.#world.tokens.stations[this.#station.id]!, {
      onView: (view) => this.#see(view),
      onPush: (news) => {
        for (const each of news) this.#hear(each);
      },
    });
  }

  #leave(): void {
    this.#atWork = false;
    this.#give({ type: 'pause', station: this.#station.id, reason: 'other' });
    this.#goIfDone();
  }

  /** A fresh view: the first of the day, or after the line was away for long. */
  #see({ station, offer, tickets }: SessionView): void {
    if (station === undefined || station.state === 'signedOut') this.#signIn();
    this.#desk.keep(tickets.map(({ id }) => id));
    for (const ticket of tickets) this.#place(ticket);
    this.#reacting();
    if (offer !== undefined) this.#consider(offer);
  }

  #hear(news: PushBody): void {
    if (news.type === 'offer') this.#consider(news.offer);
    else if (news.type === 'offerEnded') this.#reacting();
    else if (news.type === 'station') this.#look(news.station);
    else if (news.type === 'followUp') this.#answerFor(news.followUp);
    else if (news.type === 'ticket') {
      this.#place(news.ticket);
      this.#goIfDone();
    }
  }

  /** Where a ticket of which this station is told lies: on this desk, on one that is helped, or elsewhere. */
  #place(ticket: TicketView): void {
    const { id, state, station, guest } = ticket;
    const own = station === this.#station.id;
    const helped = guest?.joined === true && guest.station === this.#station.id;
    if (state === 'closed') {
      this.#seen.delete(id);
      if (ticket.modality === 'voice') this.#world.bridge.end(id);
    }
    if (own && (state === 'serving' || state === 'wrapUp')) {
      this.#tickets.set(id, ticket);
      this.#desk.put(ticket);
      if (ticket.modality === 'voice' && state === 'serving' && ticket.joinUntil === undefined)
        this.#world.bridge.putThrough(id);
    } else if (helped && state === 'serving') {
      this.#tickets.set(id, ticket);
      this.#desk.help(ticket);
    } else {
      this.#tickets.delete(id);
      this.#desk.drop(id);
    }
  }

  #look({ state, reason, work }: StationView): void {
    this.#desk.keep(work.map(({ ticket }) => ticket));
    this.#goIfDone();
    // The line was away for too long.
    if (state === 'signedOut') this.#signIn();
    const notice = state === 'paused' && reason !== undefined ? pausedFor[reason] : undefined;
    if (notice === undefined || this.#noticing) return;
    this.#noticing = true;
    this.#world.timers.in(between(this.#random, notice.least, notice.most), () => {
      this.#noticing = false;
      this.#ready();
    });
  }

  #signIn(): void {
    if (!this.#atWork) return;
    this.#give({ type: 'signIn', station: this.#station.id });
    this.#ready();
  }

  #ready(): void {
    if (this.#atWork && !this.#resting) this.#give({ type: 'ready', station: this.#station.id });
  }

  #consider({ id }: OfferView): void {
    this.#reacting();
    if (chance(this.#random, missShare)) return;
    const accepts = !chance(this.#random, rejectShare);
    this.#reacting = this.#world.timers.in(lognormal(this.#random, reaction), () =>
      this.#give(accepts ? { type: 'accept', offer: id } : { type: 'reject', offer: id }),
    );
  }

  /** A ticket has been worked on: mostly it is closed, some go another way first. */
  #dealWith(id: string): 'closes' | 'stays' | 'goes' {
    const ticket = this.#tickets.get(id);
    const session = this.#session;
    if (ticket === undefined || session === null || this.#seen.has(id)) return 'closes';
    this.#seen.add(id);
    if (ticket.person !== undefined && chance(this.#random, shares.reveals))
      this.#world.take('revealed', session.ask({ type: 'reveal', ticket: id }));
    const turn = turnOf(this.#world.bureau, this.#station, ticket, this.#random);
    if (turn === null) return 'closes';
    const done = session.command(turn.command).catch((error: unknown) => {
      // It stays here after all, unless it has gone meanwhile.
      if (this.#tickets.get(id) === ticket) this.#desk.put(ticket);
      throw error;
    });
    this.#world.take(turn.path, done);
    return turn.stays ? 'stays' : 'goes';
  }

  /** All has been said to a colleague: some of it in writing. */
  #advise(ticket: string): void {
    const to = this.#tickets.get(ticket)?.station;
    const session = this.#session;
    if (session === null) return;
    if (to !== undefined && chance(this.#random, shares.message))
      this.#world.take('messages', session.command({ type: 'message', ticket, to, text: '请核对附列资料第二页。' }));
    this.#give({ type: 'endConsult', ticket });
  }

  #complete(id: string): void {
    const { bureau, timers } = this.#world;
    const ticket = this.#tickets.get(id);
    if (ticket !== undefined)
      this.#give({ type: 'complete', ticket: id, ...replyTo(bureau, ticket, timers.clock.now(), this.#random) });
    this.#goIfDone();
  }

  /** A bad rating was found right: some do not agree. */
  #answerFor({ ticket, state, finding }: FollowUpView): void {
    if (state !== 'answered' || finding !== 'upheld' || !chance(this.#random, shares.appeals)) return;
    this.#world.timers.in(lognormal(this.#random, takes.rating), () => {
      const appeal = { type: 'appeal', ticket, text: '系统等候时间计入有误，请复核。' } as const;
      if (this.#session !== null) this.#world.take('appeals', this.#session.command(appeal));
    });
  }

  #goIfDone(): void {
    const session = this.#session;
    if (this.#atWork || this.#going || !this.#desk.empty || session === null) return;
    this.#going = true;
    const signOut = session.command({ type: 'signOut', station: this.#station.id });
    const gone = signOut.then(() => {
      if (this.#atWork) return;
      this.#session = null;
      session.close();
    });
    this.#world.seeTo(
      gone.finally(() => {
        this.#going = false;
      }),
    );
  }

  #give(command: Parameters<Session['command']>[0]): void {
    if (this.#session !== null) this.#world.seeTo(this.#session.command(command));
  }
}
