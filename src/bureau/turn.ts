import type { Ticket } from '../actors/ticket.ts';
import type { Bureau, Rules } from '../config/schema.ts';
import type { ErrorCode } from '../protocol/codes.ts';
import type { Outcome } from '../protocol/commands.ts';
import type { Answer } from './commands.ts';
import type { BureauEvent, EventOf } from './events.ts';
import type { State, StationSnapshot, TicketSnapshot } from './state.ts';
import { chooseTemplate, fillTemplate, givenOf } from './templates.ts';

type WithoutAt<E> = E extends unknown ? Omit<E, 'at'> : never;
export type Fact = WithoutAt<BureauEvent>;

/** One step in the making: deciders read the state as it is and emit facts, each of which is applied at once. */
export class Turn {
  readonly state: State;
  readonly at: number;
  /** Sequence that this step will have. */
  readonly seq: number;
  readonly events: BureauEvent[] = [];

  constructor(state: State, at: number) {
    this.state = state;
    this.at = at;
    this.seq = state.meta.seq + 1;
  }

  get bureau(): Bureau {
    return this.state.bureau;
  }

  /** Makes the fact an event of this step, by giving it the time. */
  emit(fact: Fact): void {
    const event = Object.assign(fact, { at: this.at }) as BureauEvent;
    this.state.apply(event);
    this.events.push(event);
  }

  rulesOf(t: Pick<Ticket, 'business' | 'channel' | 'modality'>): Rules {
    return this.bureau.rulesOf(t.business, t.channel, t.modality);
  }

  /** What the standard says to a taxpayer whose ticket ends so; null where it says nothing. */
  usualReply(t: Ticket, outcome: Outcome): Pick<EventOf<'ticket.closed'>, 'reply' | 'template'> {
    const chosen = chooseTemplate(this.bureau.standards, t.business, outcome);
    const template = chosen.ok ? chosen.template : null;
    const filled = template === null ? null : fillTemplate(template, {}, givenOf(this.bureau, t, this.at));
    return filled?.ok ? { reply: filled.text, template: filled.template } : { reply: null, template: null };
  }

  ticket(id: string): TicketSnapshot | undefined {
    return this.state.ticket(id);
  }

  station(id: string): StationSnapshot | undefined {
    return this.state.station(id);
  }
}

export const done: Answer = { ok: true };
export const refuse = (code: ErrorCode, detail?: string): Answer & { ok: false } =>
  detail === undefined ? { ok: false, code } : { ok: false, code, detail };
