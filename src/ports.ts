import type { Readable } from 'node:stream';
import type { Answer, Push, Step } from './bureau/commands.ts';
import type { WireCommand } from './protocol/commands.ts';
import type { MaterialView } from './protocol/http.ts';
import type { Person } from './protocol/material.ts';
import type { PushBody, Query, SessionView } from './protocol/messages.ts';
import type { Principal } from './protocol/principal.ts';

/** Where the core's steps are kept. The Redis adapter and its in-memory twin pass the same contract test. */
export interface Journal {
  /** Takes the lease (a new epoch): from now on every older holder is fenced. Resolves with the last sequence. */
  open(): Promise<{ epoch: number; seq: number }>;
  /**
   * Appends one batch; resolves when it is durable. The batch's first sequence must follow the last one.
   * Appending the same batch again after a lost answer is a success. Rejects with `FencedError` when another
   * process holds a newer epoch, and with any other error when the journal is away (then: try the same again).
   */
  append(steps: Step[]): Promise<void>;
  /** The latest checkpoint and the answers that must still be remembered; null when there is none. */
  loadCheckpoint(): Promise<Checkpoint | null>;
  /** Writes changed entities and removes closed ones, as of `seq`; only after `seq` itself was appended. */
  saveCheckpoint(change: CheckpointChange): Promise<void>;
  /** Steps with sequence > `after`, in order, in batches; throws `TrimmedError` when they are no longer all kept. */
  read(after: number): AsyncIterable<Step[]>;
  close(): Promise<void>;
}

/** A journal that also keeps enough history to be replayed: a base, and every step since. */
export interface HistoryJournal extends Journal {
  /**
   * Takes a new base once the last one is `keepMs` old, and drops the steps before the base before that one,
   * so that between one and two times `keepMs` of history stay. Cheap to call often: tells whether it did so.
   * `now` is in ms of the caller's clock. Errors as in `append`.
   */
  rebase(now: number): Promise<boolean>;
  /** The last step that the next `rebase` would drop; 0 when it drops none. */
  dropsTo(): Promise<number>;
  /** The state from which the kept steps begin; null while the journal still begins at step 1. */
  loadBase(): Promise<Checkpoint | null>;
  /** Whether the store can be spoken to now; that it has fallen silent is known within 3 s. */
  reachable(): boolean;
}

/** Entities are kept as JSON text by kind (`ticket`, `station`, `hall`, `meta`) and id. */
export interface Checkpoint {
  seq: number;
  entities: { kind: string; id: string; json: string }[];
  /** JSON text of remembered answers, oldest first. */
  answers: string[];
}

export interface CheckpointChange {
  seq: number;
  set: { kind: string; id: string; json: string }[];
  del: { kind: string; id: string }[];
  /** Answers given since the last checkpoint, as one JSON text, and how long they must be kept. */
  answers: { json: string; keepMs: number } | null;
}

/** Another process holds a newer epoch: this one must drop the bureau at once. */
export class FencedError extends Error {
  override name = 'FencedError';
}

/** `read` was asked for steps that are no longer kept: the journal now begins at `first`. */
export class TrimmedError extends Error {
  override name = 'TrimmedError';
  readonly first: number;
  constructor(first: number) {
    super(`the journal no longer holds the steps before ${first}`);
    this.first = first;
  }
}

/** A frame for one topic: all that one step means for it. */
export interface Frame {
  seq: number;
  events: PushBody[];
}

/**
 * The only way from a session to a bureau: plain data in and out, so that the bureau may live in this
 * process or on another node.
 */
export interface Link {
  /** Begins to follow the session's topics; `frame` gets what is committed from then on. */
  attach(by: Principal, since: number | undefined, frame: (frame: Frame) => void): Promise<Attached>;
  /** `from`: the address it came from, for the audit. Rejects with a `CodedError` (`unavailable`, `stopping`, …) when no answer could be had. */
  command(command: WireCommand & { by: Principal }, from: string): Promise<{ answer: Answer; seq: number }>;
  /** Answers a question of a role that may ask it; rejects with a `CodedError`. */
  ask(query: Query, by: Principal, from: string): Promise<unknown>;
  /** Somebody is about to be given a file that a taxpayer supplied: resolves once that is journaled. Rejects as `command` does. */
  opening(file: { ticket: string; ref: string }, by: Principal, from: string): Promise<void>;
}

export interface Attached {
  seq: number;
  /** The bureau's time, and how many times as fast as the wall clock it runs. */
  now: number;
  rate: number;
  /** Fresh view, or null when `missed` holds all since `since`. */
  view: SessionView | null;
  missed: Frame[];
  detach(): void;
}

/** Hears of every committed step with its pushes: sessions, deliveries and metrics are such listeners. */
export type Committed = (step: Step, pushes: Push[]) => void;

/** Who taxpayers are, sealed under a key for each ticket. Every method rejects when the keys' store is away. */
export interface Persons {
  /** Seals each field; `command` is the id of the command that brings the person. */
  seal(person: Person, command: string): Promise<Person>;
  /** Opens a sealed person; a field whose key was erased is empty. */
  open(sealed: Person): Promise<Person>;
  /** Remembers under which key a ticket's person was sealed. */
  bind(ticket: string, sealed: Person): Promise<void>;
  /** Erases the key: nobody can open this person again, wherever a copy is kept. `sealed`: if it is at hand. */
  erase(ticket: string, sealed: Person | null): Promise<void>;
  /** A letter's content with every sealed text in it opened, just before it is sent; any other stays as it is. */
  openAll(value: unknown): Promise<unknown>;
}

/** One row of a performance sheet; `figures` by the code of the indicator, null where there was nothing to divide by. */
export interface SheetRow {
  day: string;
  hall: string;
  group: string | null;
  officer: string | null;
  figures: Record<string, number | null>;
}

/** What is kept of the past: the audit, performance sheets, and the records of closed tickets. Rejects with a CodedError. */
export interface Records {
  audit(question: {
    from?: number | undefined;
    to?: number | undefined;
    by?: string | undefined;
    ticket?: string | undefined;
    limit: number;
  }): Promise<unknown>;
  /** `now`: the bureau's time, ms. */
  sheet(day: string, per: 'officer' | 'group' | 'hall', now: number): Promise<SheetRow[]>;
}

/** Where a file that a taxpayer supplies belongs, and what its sender says that it is. */
export interface MaterialFile {
  ticket: string;
  hall: string;
  item: string;
  /** Empty where the sender knew none: then the ending of `name` tells. The name itself is not kept. */
  mediaType: string;
  name?: string | undefined;
}

/** Files that taxpayers supplied, by ticket. A `ref` stands in attachments of the ticket. */
export interface Materials {
  /**
   * Takes a file; resolves once it is on the disk, and an upload that breaks off leaves nothing. The same bytes for the
   * same item are the same file. Rejects with `wrong-type`, `too-large`, `too-fast`, `not-found` when the ticket was
   * erased meanwhile, or `unavailable` when the disk is nearly full.
   */
  take(file: MaterialFile, body: AsyncIterable<Buffer>): Promise<MaterialView>;
  /** The oldest first. */
  list(ticket: string): Promise<MaterialView[]>;
  /** Null for a ref that leads to no file. `ending`: without a dot. */
  open(ref: string): Promise<{ material: MaterialView; ending: string; body: Readable } | null>;
  /** The hall that a ticket was in when its last file came; null when none did. */
  hallOf(ticket: string): string | null;
  /** Removes all files of a ticket. */
  erase(ticket: string): Promise<void>;
}
