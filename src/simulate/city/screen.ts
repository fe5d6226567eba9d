import type { PushBody, SessionView } from '../../protocol/messages.ts';
import type { TicketView } from '../../protocol/views.ts';
import type { Random } from '../random.ts';
import { lognormal } from './draws.ts';
import { takes } from './shares.ts';
import type { Visit } from './visit.ts';
import type { Session, World } from './world.ts';

/** One who waits before an own screen: comes when called, mostly; may lose the line; says at the end how it was. */
export class Screen {
  readonly session: Session;
  readonly #world: World;
  readonly #visit: Visit;
  readonly #random: Random;
  #ticket: string | undefined;
  #stay = () => {};
  #keepLine = () => {};
  /** The call that was heard last, by when it ends. */
  #call: number | undefined;
  #missed = 0;
  #over = false;
  onEnd = () => {};

  constructor(world: World, visit: Visit, token: string, random: Random) {
    this.#world = world;
    this.#visit = visit;
    this.#random = random;
    this.session = world.lines.connect(token, {
      onView: (view) => this.#see(view),
      onPush: (news) => {
        for (const each of news) this.#hear(each);
      },
    });
  }

  wait(ticket: string): void {
    const { timers, tally, seeTo } = this.#world;
    const { patience, drop } = this.#visit;
    this.#ticket = ticket;
    this.#stay = timers.in(patience, () => {
      tally.left++;
      seeTo(this.session.command({ type: 'leave', ticket }).finally(() => this.end()));
    });
    if (drop === null) return;
    this.#keepLine = timers.in(drop.after, () => {
      tally.cut++;
      if (drop.away === Number.POSITIVE_INFINITY) this.end();
      else this.session.cut(drop.away);
    });
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#stay();
    this.#keepLine();
    this.session.close();
    this.onEnd();
  }

  /** A line that was away for long brings a fresh view: what is not in it is over. */
  #see({ tickets }: SessionView): void {
    if (this.#ticket === undefined) return;
    const own = tickets.find(({ id }) => id === this.#ticket);
    if (own === undefined) this.end();
    else this.#look(own);
  }

  #hear(news: PushBody): void {
    if (news.type === 'place') this.#world.tally.places++;
    if (news.type === 'ticket' && news.ticket.id === this.#ticket) this.#look(news.ticket);
  }

  #look(ticket: TicketView): void {
    if (ticket.state === 'closed') this.#judge(ticket);
    else if (ticket.state === 'serving') {
      // Who is being served has no reason to leave; the line may still drop.
      this.#stay();
      if (ticket.joinUntil !== undefined && ticket.joinUntil !== this.#call) this.#called(ticket.id, ticket.joinUntil);
    }
  }

  #called(ticket: string, until: number): void {
    const { timers, take } = this.#world;
    this.#call = until;
    if (this.#missed++ < this.#visit.misses) return;
    timers.in(lognormal(this.#random, takes.join), () => {
      if (!this.#over) take('joins', this.session.command({ type: 'join', ticket }));
    });
  }

  #judge({ id: ticket, outcome }: TicketView): void {
    const { take } = this.#world;
    const { rating } = this.#visit;
    const served = outcome === 'resolved' || outcome === 'refused';
    if (rating === null || !served || this.#over) {
      this.end();
      return;
    }
    this.#visit.rating = null;
    const rated = this.session.command({ type: 'rate', ticket, ...rating }).finally(() => this.end());
    take(rating.grade <= 2 ? 'badRatings' : 'ratings', rated);
  }
}
