import type { PushBody } from '../../protocol/messages.ts';
import type { FollowUpView, TicketView } from '../../protocol/views.ts';
import type { Random } from '../random.ts';
import { atWork, nextWorkday } from './clock.ts';
import { chance, lognormal } from './draws.ts';
import { type Measure, measuresOn } from './measures.ts';
import { type Plea, wordFor } from './plea.ts';
import { shares, takes } from './shares.ts';
import type { Session, World } from './world.ts';

const hourMs = 3_600_000;
/** What nearly broke its promise goes first. */
const urgent = 5;

/**
 * The person who answers for a hall: a word in the morning, orders for a while, bad ratings, tickets that are about to
 * be late or were set aside, and what people come and ask for.
 */
export class Supervisor {
  readonly #world: World;
  readonly #hall: string;
  readonly #random: Random;
  readonly #session: Session;
  /** Who has a say over all halls; also over the work of a pooled hall, which its own supervisor has not. */
  readonly #centre: Session;
  readonly #directs: Session;
  /** What was put back once: what is set aside again stays there. */
  readonly #putBack = new Set<string>();

  constructor(world: World, hall: string, centre: Session, random: Random) {
    this.#world = world;
    this.#hall = hall;
    this.#random = random;
    this.#session = world.lines.connect(world.tokens.supervisors[hall]!, {
      onView: () => {},
      onPush: (news) => {
        for (const each of news) this.#notice(each);
      },
    });
    this.#centre = centre;
    this.#directs = world.bureau.halls.get(hall)?.maturity === 'pooled' ? centre : this.#session;
  }

  /** Greets the hall on the working day of which `midnight` is the beginning, and on all that follow. */
  plan(midnight: number): void {
    const { bureau, timers, take } = this.#world;
    for (const measure of measuresOn(bureau, this.#hall, this.#random))
      timers.at(midnight + measure.at, () => this.#carryOut(measure));
    timers.at(midnight + 9 * hourMs, () => {
      const text = '大家早，今日申报期，请优先办理临近时限的办件。';
      take('broadcasts', this.#session.command({ type: 'broadcast', halls: [this.#hall], text }));
      this.plan(nextWorkday(midnight));
    });
  }

  /** Somebody comes and asks for something. */
  hear({ ticket, wants }: Plea): void {
    const { timers, seeTo, take } = this.#world;
    if (wants === 'haste') timers.in(lognormal(this.#random, takes.look), () => seeTo(this.#seeAbout(ticket)));
    else timers.at(atWork(timers.clock.now()), () => take('erased', this.#centre.command({ type: 'erase', ticket })));
  }

  async #seeAbout(ticket: string): Promise<void> {
    const { bureau, tally, take } = this.#world;
    const why = await this.#session.ask({ type: 'why', ticket });
    tally.paths.asked++;
    const word = wordFor(bureau, this.#hall, ticket, why, this.#random);
    if (word !== null) take(word.path, (word.far ? this.#centre : this.#directs).command(word.command));
  }

  #carryOut({ path, command, end }: Measure): void {
    const { timers, take } = this.#world;
    const begun = this.#directs.command(command).then(() => {
      if (end !== null) timers.in(end.after, () => take(end.path, this.#directs.command(end.command)));
    });
    take(path, begun);
  }

  #notice(news: PushBody): void {
    if (news.type === 'followUp') this.#lookInto(news.followUp);
    else if (news.type === 'ticket' && news.ticket.state === 'quarantined') this.#requeue(news.ticket);
    else if (news.type === 'ticket') this.#hasten(news.ticket);
  }

  #requeue({ id: ticket }: TicketView): void {
    if (this.#putBack.has(ticket)) return;
    this.#putBack.add(ticket);
    const { timers, take } = this.#world;
    timers.at(atWork(timers.clock.now() + lognormal(this.#random, takes.look)), () =>
      take('requeued', this.#directs.command({ type: 'requeue', ticket })),
    );
  }

  #lookInto({ ticket, state, late }: FollowUpView): void {
    if (late || (state !== 'open' && state !== 'appealed')) return;
    const { timers, take } = this.#world;
    const finding = chance(this.#random, shares.upheld) ? 'upheld' : 'dismissed';
    timers.at(atWork(timers.clock.now() + lognormal(this.#random, takes.finding)), () =>
      take('findings', this.#session.command({ type: 'followUp', ticket, finding, text: '已调阅记录核实。' })),
    );
  }

  /** A ticket whose promised time is nearly over, or over. */
  #hasten({ id, state, priority }: TicketView): void {
    const { bureau, take } = this.#world;
    const top = Math.min(urgent, bureau.policy.credit.length - 1);
    if (state !== 'waiting' || priority >= top) return;
    take('prioritised', this.#directs.command({ type: 'prioritise', ticket: id, priority: top }));
  }
}
