import type { StationConfig } from '../../config/schema.ts';
import type { PushBody, SessionView } from '../../protocol/messages.ts';
import type { OfferView, StationView } from '../../protocol/views.ts';
import type { Random } from '../random.ts';
import { midnightOf, nextWorkday } from './clock.ts';
import { Desk } from './desk.ts';
import { between, chance, lognormal, seconds, weighted } from './draws.ts';
import { type Shift, shiftOn } from './shift.ts';
import type { Session, World } from './world.ts';

const reaction = seconds(3, 0.5);
const missShare = 0.012;
const rejectShare = 0.012;
/** Until an officer who was paused for missed offers notices it, in ms. */
const notice = { least: 20_000, most: 120_000 };

const outcomes = [
  ['resolved', 93],
  ['refused', 5],
  ['unreachable', 2],
] as const;
const replies = {
  resolved: '您的业务已办结。',
  refused: '资料不符合要求，不予受理。',
  unreachable: '未能与您取得联系，请再次提交。',
};

/** The person at one station: comes, takes offers after a moment, serves, rests, sometimes loses the line, goes. */
export class Officer {
  readonly #world: World;
  readonly #station: StationConfig;
  readonly #random: Random;
  readonly #desk: Desk;
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
      ended: (ticket) => this.#give({ type: 'end', ticket }),
      finished: (ticket) => this.#complete(ticket),
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
    this.#desk.replace(tickets);
    this.#reacting();
    if (offer !== undefined) this.#consider(offer);
  }

  #hear(news: PushBody): void {
    if (news.type === 'offer') this.#consider(news.offer);
    else if (news.type === 'offerEnded') this.#reacting();
    else if (news.type === 'station') this.#look(news.station);
    else if (news.type === 'ticket') {
      const { ticket } = news;
      this.#desk.put(ticket);
      this.#goIfDone();
      if (ticket.modality !== 'voice') return;
      if (ticket.state === 'serving') this.#world.bridge.putThrough(ticket.id);
      else if (ticket.state === 'closed') this.#world.bridge.end(ticket.id);
    }
  }

  #look({ state, reason }: StationView): void {
    // The line was away for too long.
    if (state === 'signedOut') this.#signIn();
    if (state !== 'paused' || reason !== 'missed' || this.#noticing) return;
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

  #complete(ticket: string): void {
    const outcome = weighted(this.#random, outcomes);
    this.#give({ type: 'complete', ticket, outcome, reply: replies[outcome] });
    this.#goIfDone();
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
