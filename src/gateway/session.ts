import type { Logger } from 'pino';
import { realClock } from '../clock.ts';
import type { Attached, Link, Frame as Pushed } from '../ports.ts';
import { type CloseReason, CodedError, closeCodes, type ErrorCode, errorCodes } from '../protocol/codes.ts';
import type { ClientMessage, Query, ServerMessage } from '../protocol/messages.ts';
import type { Principal } from '../protocol/principal.ts';
import type { BoardView } from '../protocol/views.ts';
import { coded, errorMessage } from './errors.ts';
import { addressed, type Frame, isQuery, readFrame, readHello, readMessage } from './frames.ts';
import { bucket, type Limits } from './limits.ts';
import type { Ended, Tally } from './tally.ts';
import type { Tokens } from './tokens.ts';
import { watchBoard } from './watch.ts';

/** What a session needs of a socket. */
export interface Wire {
  send(text: string): void;
  close(code: number, reason: string): void;
  terminate(): void;
  /** Bytes taken by `send` that the other side has not yet read. */
  readonly bufferedAmount: number;
}

export interface SessionDeps {
  link: Link;
  tokens: Tokens;
  limits: Limits;
  log: Logger;
  tally?: Tally | undefined;
  /** The address of the other side. */
  from: string;
  /** The session is open: hello was answered. */
  opened(by: Principal): void;
}

/** One connection's rules: hello first, every command answered once, pushes in order, limits kept. */
export class Session {
  readonly #wire: Wire;
  readonly #deps: SessionDeps;
  readonly #mayTalk: () => boolean;
  readonly #mayErr: () => boolean;
  #phase: 'new' | 'entering' | 'open' | 'ended' = 'new';
  #by: Principal | null = null;
  #attached: Attached | null = null;
  /** Sequence of the last push: what the client may ask to resume from. */
  #seq = 0;
  #pending = 0;
  #draining = false;
  #watching = false;
  /** What came while hello was being looked at. */
  #held: Frame[] = [];
  #early: Pushed[] = [];
  readonly #stops: (() => void)[] = [];

  constructor(wire: Wire, deps: SessionDeps) {
    this.#wire = wire;
    this.#deps = deps;
    this.#mayTalk = bucket(deps.limits.messages);
    this.#mayErr = bucket(deps.limits.faults);
    const timer = setTimeout(() => this.#phase !== 'open' && this.end('noHello'), deps.limits.helloMs);
    this.#stops.push(() => clearTimeout(timer));
  }

  /** One text frame came in. */
  receive(text: string): void {
    if (this.#phase === 'ended') return;
    let id: string | undefined;
    try {
      const frame = readFrame(text);
      id = frame.id;
      if (!this.#mayTalk()) throw new CodedError('too-fast');
      if (this.#phase === 'entering') this.#held.push(frame);
      else this.#handle(frame);
    } catch (error) {
      this.#fault(error, id);
    }
  }

  /** Ends the session and tells the other side why. */
  end(reason: CloseReason): void {
    if (this.#phase === 'ended') return;
    const { code, en } = closeCodes[reason];
    this.gone(reason);
    // A close frame would only queue up behind what is not being read.
    if (reason === 'slowReader') this.#wire.terminate();
    else this.#wire.close(code, en);
  }

  /** The socket closed, for whatever reason. */
  gone(reason: Ended = 'left'): void {
    if (this.#phase === 'ended') return;
    this.#phase = 'ended';
    for (const stop of this.#stops) stop();
    this.#attached?.detach();
    this.#deps.tally?.closed(this.#by?.role ?? 'none', reason);
    this.#deps.log.debug({ role: this.#by?.role, reason }, 'session ended');
  }

  /** Takes no new command, answers those under way, then ends. */
  drain(): void {
    this.#draining = true;
    if (this.#pending === 0) this.end('goingAway');
  }

  #handle(frame: Frame): void {
    if (this.#phase === 'new') {
      const { token, since } = readHello(frame);
      this.#phase = 'entering';
      void this.#enter(token, since);
      return;
    }
    if (this.#phase === 'ended') return;
    const message = readMessage(frame);
    if (this.#draining) throw new CodedError('stopping');
    void this.#answer(message, this.#by!);
  }

  async #enter(token: string, since: number | undefined): Promise<void> {
    try {
      const { principal: by, expiresAt } = await this.#deps.tokens.verify(token);
      const attached = await this.#deps.link.attach(by, since, (frame) => this.#push(frame));
      if (this.#ended()) return attached.detach();
      this.#open(by, attached, expiresAt);
      this.#deps.tally?.opened(by.role, since === undefined ? 'new' : attached.view === null ? 'resumed' : 'fresh');
    } catch (error) {
      const refused = this.#refuse(error);
      // What may be otherwise next time is closed so that the client comes again; a bad token is not.
      this.end(errorCodes[refused.code].retryable ? 'noHello' : 'badToken');
    }
  }

  #open(by: Principal, attached: Attached, expiresAt: number): void {
    this.#by = by;
    this.#attached = attached;
    this.#phase = 'open';
    this.#stops.push(realClock.at(expiresAt, () => this.end('badToken')));
    const { seq, now, rate, view, missed } = attached;
    this.#seq = seq;
    this.#send({ type: 'welcome', seq, now, rate, role: by.role, ...(view && { view }) });
    for (const frame of [...missed, ...this.#early]) this.#push(frame);
    this.#early = [];
    this.#deps.opened(by);
    for (const frame of this.#held) {
      try {
        this.#handle(frame);
      } catch (error) {
        this.#fault(error, frame.id);
      }
    }
    this.#held = [];
  }

  async #answer(message: ClientMessage, by: Principal): Promise<void> {
    const { id } = message;
    this.#pending += 1;
    try {
      if (isQuery(message)) {
        const result = await this.#ask(message, by);
        this.#send({ type: 'ack', id, seq: this.#seq, result });
      } else {
        const { answer, seq } = await this.#deps.link.command(
          addressed(message, by, this.#deps.tokens),
          this.#deps.from,
        );
        if (!answer.ok) this.#send(errorMessage(answer, id));
        else if (answer.ticket === undefined) this.#send({ type: 'ack', id, seq });
        else this.#send({ type: 'ack', id, seq, result: { ticket: answer.ticket } });
      }
    } catch (error) {
      this.#refuse(error, id);
    }
    this.#pending -= 1;
    if (this.#draining && this.#pending === 0) this.end('goingAway');
  }

  async #ask(query: Query, by: Principal): Promise<unknown> {
    const result = await this.#deps.link.ask(query, by, this.#deps.from);
    if (query.type === 'watch' && !this.#watching && !this.#ended()) {
      this.#watching = true;
      const push = (board: BoardView) => this.#push({ seq: this.#seq, events: [{ type: 'board', board }] });
      this.#stops.push(watchBoard(this.#deps, by, push));
    }
    return result;
  }

  #push(frame: Pushed): void {
    if (this.#phase === 'entering') {
      this.#early.push(frame);
      return;
    }
    this.#seq = Math.max(this.#seq, frame.seq);
    this.#send({ type: 'push', seq: frame.seq, events: frame.events });
  }

  #send(message: ServerMessage): void {
    if (this.#ended()) return;
    this.#wire.send(JSON.stringify(message));
    if (this.#wire.bufferedAmount > this.#deps.limits.backlogBytes) this.end('slowReader');
  }

  /** A message that was not even tried. */
  #fault(error: unknown, id: string | undefined): void {
    this.#refuse(error, id);
    if (!this.#mayErr()) this.end('abuse');
  }

  /** Says why a message came to nothing. What the bureau itself refused is a step, and counted there. */
  #refuse(error: unknown, id?: string): { code: ErrorCode } {
    const refused = coded(error, this.#deps.log);
    this.#deps.tally?.refused(refused.code);
    this.#send(errorMessage(refused, id));
    return refused;
  }

  #ended(): boolean {
    return this.#phase === 'ended';
  }
}
