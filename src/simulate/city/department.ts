import type { PushBody } from '../../protocol/messages.ts';
import type { EscalationView } from '../../protocol/views.ts';
import type { Random } from '../random.ts';
import { atWork } from './clock.ts';
import { chance, lognormal } from './draws.ts';
import { shares, takes } from './shares.ts';
import type { Session, World } from './world.ts';

/** The person who answers for a business department: mostly in time, sometimes late; some questions are another's. */
export class DepartmentOfficer {
  readonly #world: World;
  readonly #code: string;
  readonly #random: Random;
  readonly #session: Session;
  /** How each question that is open here is forgotten. */
  readonly #open = new Map<string, () => void>();

  constructor(world: World, code: string, random: Random) {
    this.#world = world;
    this.#code = code;
    this.#random = random;
    this.#session = world.lines.connect(world.tokens.departments[code]!, {
      onView: () => {},
      onPush: (news) => {
        for (const each of news) this.#hear(each);
      },
    });
  }

  #hear(news: PushBody): void {
    if (news.type !== 'escalation') return;
    const { ticket, department, answered, withdrawn } = news.escalation;
    if (department !== this.#code || answered || withdrawn === true) {
      this.#open.get(ticket)?.();
      this.#open.delete(ticket);
    } else if (!this.#open.has(ticket)) this.#plan(news.escalation);
  }

  #plan({ ticket, note }: EscalationView): void {
    const { timers } = this.#world;
    const takesUs = chance(this.#random, shares.late) ? takes.answerLate : takes.answer;
    const at = atWork(timers.clock.now() + lognormal(this.#random, takesUs));
    // What was handed on once is answered.
    const other = note === undefined && chance(this.#random, shares.handsOn) ? this.#another() : undefined;
    this.#open.set(
      ticket,
      timers.at(at, () => this.#decide(ticket, other)),
    );
  }

  #decide(ticket: string, department: string | undefined): void {
    const { take } = this.#world;
    if (department === undefined)
      take('answers', this.#session.command({ type: 'answer', ticket, text: '按现行规定办理，可以受理。' }));
    else take('handedOn', this.#session.command({ type: 'handOn', ticket, department, note: '属贵处职责，请答复。' }));
  }

  #another(): string | undefined {
    return this.#random.pick([...this.#world.bureau.departments.keys()].filter((code) => code !== this.#code));
  }
}
