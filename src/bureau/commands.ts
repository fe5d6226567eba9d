import type { ErrorCode } from '../protocol/codes.ts';
import type { WireCommand } from '../protocol/commands.ts';
import type { PushBody } from '../protocol/messages.ts';
import type { Principal } from '../protocol/principal.ts';
import type { BureauEvent } from './events.ts';

/** Whose time may come. Of a ticket, except `grace` and `pace` (a station) and `hours` (a hall). */
export type DeadlineKind =
  | ('step' | 'avoid' | 'away' | 'offer' | 'wrapUp' | 'prefer' | 'join' | 'park' | 'remind' | 'limit')
  | ('invite' | 'inviteStep' | 'rating' | 'followUp')
  | ('grace' | 'pace' | 'hours');

/** Commands that the server itself gives: time has come, a line has come or gone, a process has begun. */
export type InternalCommand =
  | { type: 'deadline'; id: string; kind: DeadlineKind; entity: string; at: number }
  /** The last session of a taxpayer (topic `ticket:<id>`) or station went, or the first came. */
  | { type: 'presence'; id: string; topic: string; online: boolean }
  /** First command of a process: nobody is connected yet; halls are set by their hours. */
  | { type: 'boot'; id: string; version: string }
  /** Other files rule; `by`: who had them read, or took them back. */
  | { type: 'adopt'; id: string; version: string; changes?: number; by?: Principal }
  /** `station`: the one whose actor threw; null when it was the ticket's own. */
  | { type: 'quarantine'; id: string; ticket: string; station: string | null; error: string }

  /** Somebody with the right to it is about to be shown who a ticket's taxpayer is. */
  | { type: 'reveal'; id: string; ticket: string; by: Principal }
  /** Somebody with the right to it is about to be given a file that a ticket's taxpayer supplied. */
  | { type: 'openMaterial'; id: string; ticket: string; ref: string; by: Principal };

export type Command = (WireCommand & { by: Principal }) | InternalCommand;
export type Given<T extends Command['type']> = Extract<Command, { type: T }>;

/** What the giver of a command is told: done (with what it made), or refused and why. */
export type Answer = { ok: true; ticket?: string } | { ok: false; code: ErrorCode; detail?: string };

/** One line of the journal: a command, its answer, the facts that it made. */
export interface Step {
  seq: number;
  at: number;
  /** Command id and type; who gave it (role and subject). */
  id: string;
  type: Command['type'];
  by: string | null;
  /** The address that it came from; null for internal commands. */
  from: string | null;
  /** What the command named, for the audit of a refusal too: a ticket, an offer, a file, a station, an order; null: nothing. */
  on: string | null;
  /** Fingerprint of the command's body: the same id with another body is refused. Null for internal commands. */
  print: string | null;
  answer: Answer;
  events: BureauEvent[];
}

/** A push that waits for the journal's ack: to whom (`station:<id>`, `ticket:<id>`), what. */
export interface Push {
  readonly topic: string;
  readonly body: PushBody;
}

/** What `handle` gives back. No step: nothing is to be journaled (a repeated id, a deadline that is past caring). */
export interface Handled {
  step: Step | null;
  answer: Answer;
  /** Sequence that must be acked before `answer` may be told. */
  seq: number;
  pushes: Push[];
  /** A decision threw: a bug of ours, to be logged. */
  fault?: unknown;
}
