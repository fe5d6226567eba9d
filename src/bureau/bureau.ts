import type { Bureau } from '../config/schema.ts';
import type { PlaceView } from '../protocol/views.ts';
import { Answers, type Given, printOf } from './answers.ts';
import { type Checkpointed, Checkpoints } from './checkpoint.ts';
import type { Answer, Command, Given as GivenCommand, Handled, InternalCommand, Step } from './commands.ts';
import { checkIn, rebook } from './decide/appointment.ts';
import { adopt, boot } from './decide/boot.ts';
import { answer, escalate, handOn } from './decide/escalate.ts';
import { appeal, followUp } from './decide/follow-up.ts';
import { cancel, join, leave, submit, taxpayerPresence } from './decide/intake.ts';
import { consult, endConsult, handOver } from './decide/invite.ts';
import { broadcast, message } from './decide/message.ts';
import { order } from './decide/order.ts';
import { supplement, supply } from './decide/park.ts';
import { erase, openMaterial, reveal } from './decide/person.ts';
import { quarantine } from './decide/quarantine.ts';
import { rate } from './decide/rate.ts';
import { accept, complete, end, pause, ready, reject, signIn, signOut, stationPresence } from './decide/station.ts';
import { steer } from './decide/steer.ts';
import { callBack, hold, unanswered } from './decide/summon.ts';
import { assign, move, prioritise, pull, requeue } from './decide/supervise.ts';
import { deadline } from './decide/time.ts';
import { transfer } from './decide/transfer.ts';
import { dispatch } from './dispatch.ts';
import { type Figures, figuresOf } from './figures.ts';
import { keyOf } from './orders.ts';
import { pushesOf } from './pushes.ts';
import { State } from './state.ts';
import { done, refuse, Turn } from './turn.ts';
import { placesOf, viewPlace } from './views.ts';

/**
 * A dispatch board of several halls, as a deterministic core: commands and the time come in, steps (facts) and pushes
 * go out. It does no I/O and reads no clock. The same commands at the same times make the same steps.
 */
export class BureauCore {
  readonly state: State;
  readonly answers = new Answers();
  readonly #checkpoints: Checkpoints;

  constructor(bureau: Bureau) {
    this.state = new State(bureau);
    this.#checkpoints = new Checkpoints(this.state, this.answers);
  }

  /** Decides by these files from now on; follow it by an `adopt` command, which journals it. */
  use(bureau: Bureau): void {
    this.state.use(bureau);
  }

  /**
   * Decides and applies one command. `now` (ms) may not run backwards between calls; if it does, the last time counts.
   * `from` is the address that it came from, for the audit. A command that was answered before is not run again. A refusal has no events but is a step too: its answer stays.
   */
  handle(command: Command, now: number, from: string | null = null): Handled {
    // A deadline is never early, even if the clock was set back since it came up.
    const at = Math.max(now, this.state.meta.at, command.type === 'deadline' ? command.at : 0);
    const print = 'by' in command ? printOf(command) : null;
    if (print !== null) {
      const given = this.answers.get(command.id);
      if (given !== undefined) return this.#again(given, print);
    }
    if (
      command.type === 'deadline' &&
      !this.state.stands({ kind: command.kind, entity: command.entity, at: command.at })
    ) {
      return { step: null, answer: done, seq: this.state.meta.seq, pushes: [] };
    }
    const by = 'by' in command ? `${command.by.role}:${command.by.sub}` : null;
    const turn = new Turn(this.state, at);
    let answer: Answer;
    let fault: unknown;
    try {
      answer = decide(turn, command);
      dispatch(turn);
    } catch (error) {
      // What was emitted until then has been applied, and so it is journaled: memory and journal stay the same.
      answer = refuse('internal');
      fault = error;
    }
    if (print === null && turn.events.length === 0) {
      return { step: null, answer, seq: this.state.meta.seq, pushes: [], fault };
    }
    const step: Step = {
      seq: turn.seq,
      at,
      id: command.id,
      type: command.type,
      by,
      from,
      on: namedBy(command),
      print,
      answer,
      events: turn.events,
    };
    const pushes = pushesOf(turn);
    this.#end(step);
    return { step, answer, seq: step.seq, pushes, fault };
  }

  /** Applies a step of the journal: the same change without any decision. */
  apply(step: Step): void {
    for (const event of step.events) this.state.apply(event);
    this.#end(step);
  }

  /** Time of the earliest deadline, ms; null when there is none. It may turn out to stand no more. */
  nextDeadline(): number | null {
    return this.state.deadlines.peek()?.at ?? null;
  }

  /** The commands for all deadlines that are due at `now`, in their order. Each is given to `handle` once. */
  dueDeadlines(now: number): InternalCommand[] {
    const due: InternalCommand[] = [];
    const { deadlines } = this.state;
    for (let next = deadlines.peek(); next !== undefined && next.at <= now; next = deadlines.peek()) {
      deadlines.pop();
      if (!this.state.stands(next)) continue;
      const id = `${next.kind}:${next.entity}:${next.at}`;
      due.push({ type: 'deadline', id, kind: next.kind, entity: next.entity, at: next.at });
    }
    return due;
  }

  /** Tickets whose actor threw twice, as commands that take them out of the dispatch. */
  takeFaults(): InternalCommand[] {
    return this.state.faults.splice(0).map((fault) => ({
      type: 'quarantine',
      id: `quarantine:${fault.ticket}:${this.state.meta.seq}`,
      ...fault,
    }));
  }

  /** Position and estimated wait of one who waits; undefined when the ticket does not. */
  place(ticket: string): PlaceView | undefined {
    const t = this.state.ticket(ticket);
    return t === undefined ? undefined : viewPlace(this.state, t);
  }

  /** Position and estimated wait of everyone who waits in a hall. */
  places(hall: string): Iterable<PlaceView> {
    return placesOf(this.state, hall);
  }

  figures(now: number): Figures {
    return figuresOf(this.state, now);
  }

  /** What changed since the last checkpoint. `failed` puts it back, to be kept by the next one. */
  checkpoint(): Checkpointed {
    return this.#checkpoints.take();
  }

  /** Puts back a checkpoint's entities (JSON text by kind and id) and answers, before any step is applied. */
  restore(entities: Iterable<{ kind: string; id: string; json: string }>, answers: Iterable<string>): void {
    this.#checkpoints.restore(entities, answers);
  }

  /** Hash over the whole state: two bureaus with the same hash are the same. */
  hash(): string {
    return this.#checkpoints.hash();
  }

  #again(given: Given, print: string): Handled {
    const answer = given.print === print ? given.answer : refuse('id-conflict', given.id);
    return { step: null, answer, seq: given.seq, pushes: [] };
  }

  #end(step: Step): void {
    this.state.meta.seq = step.seq;
    this.state.meta.at = step.at;
    if (step.print !== null) {
      const { id, print, answer, seq, at } = step;
      this.answers.remember({ id, print, answer, seq, at });
    }
    this.answers.forgetBefore(step.at - this.state.bureau.policy.remember);
    this.#checkpoints.touch();
    this.state.settle();
  }
}

type Deciders = { [T in Command['type']]: (turn: Turn, command: GivenCommand<T>) => Answer };

const deciders: Deciders = {
  submit,
  cancel,
  join,
  leave,
  hold,
  callBack,
  unanswered,
  rebook,
  checkIn,
  supply,
  rate,
  signIn,
  signOut,
  ready,
  pause,
  accept,
  reject,
  end,
  complete,
  supplement,
  transfer,
  consult,
  endConsult,
  handOver,
  message,
  escalate,
  answer,
  handOn,
  assign,
  pull,
  prioritise,
  move,
  requeue,
  erase,
  reveal,
  openMaterial,
  order,
  steer,
  broadcast,
  followUp,
  appeal,
  deadline,
  boot: (turn, c) => boot(turn, c.version),
  adopt: (turn, c) => adopt(turn, c.version, c.changes),
  presence(turn, c) {
    const [kind, entity = ''] = c.topic.split(':');
    return kind === 'station' ? stationPresence(turn, entity, c.online) : taxpayerPresence(turn, entity, c.online);
  },
  quarantine,
};

/** What a command is about, as it says itself. */
function namedBy(c: Command): string | null {
  if (c.type === 'openMaterial') return c.ref;
  if ('ticket' in c) return c.ticket;
  if ('station' in c && c.station !== null) return c.station;
  if ('offer' in c) return c.offer;
  if (c.type === 'order') return keyOf(c.order);
  return null;
}

const decide = (turn: Turn, c: Command): Answer =>
  (deciders[c.type] as (turn: Turn, command: Command) => Answer)(turn, c);
