import type { Client, ClientOptions } from '../../client/connect.ts';
import type { Bureau } from '../../config/schema.ts';
import { CodedError } from '../../protocol/codes.ts';
import type { Bridge } from './bridge.ts';
import type { Plea } from './plea.ts';
import type { CityChannel } from './profile.ts';
import type { Path, Tally } from './tally.ts';
import type { Timers } from './timers.ts';

/** A session whose line can be cut: it comes back by itself after `ms` of the city's time. */
export interface Session extends Pick<Client, 'command' | 'ask' | 'close'> {
  cut(ms: number): void;
}
export type Hear = Required<Pick<ClientOptions, 'onView' | 'onPush'>>;

/** How the city reaches the server: by sessions, and by the webhooks of the channels' own systems. */
export interface Lines {
  connect(token: string, hear: Hear): Session;
  /** Rejects with a CodedError. */
  post(channel: CityChannel, event: object): Promise<{ ticket: string; token?: string }>;
}

export interface Tokens {
  /** By station. */
  stations: Record<string, string>;
  /** Of taxpayers by hall; each is used by one visit at a time. */
  taxpayers: Record<string, string[]>;
  /** Of an officer of each department, and of a supervisor of each hall. */
  departments: Record<string, string>;
  supervisors: Record<string, string>;
  /** Of the supervisor of all halls. */
  chief: string;
}

/** What everybody in the city shares. */
export interface World {
  bureau: Bureau;
  timers: Timers;
  lines: Lines;
  tokens: Tokens;
  bridge: Bridge;
  tally: Tally;
  /** Something is asked of the supervisor of a hall, by word of mouth. */
  plead(hall: string, plea: Plea): void;
  /** Refusals are counted; any other failure ends the city. */
  seeTo(work: Promise<unknown>): void;
  /** The same for a word that takes a ticket down a way of the practice: that is counted when it is taken. */
  take(path: Path, work: Promise<unknown>): void;
}

/** Resolves when all work that was given to `seeTo` has ended. */
export type Settled = () => Promise<void>;

export function seer(tally: Tally): Pick<World, 'seeTo' | 'take'> & { settled: Settled } {
  const pending = new Set<Promise<void>>();
  function seeTo(work: Promise<unknown>): void {
    const seen = work
      .then(
        () => {},
        (error: unknown) => {
          if (!(error instanceof CodedError)) throw error;
          tally.refused[error.code] = (tally.refused[error.code] ?? 0) + 1;
        },
      )
      .finally(() => pending.delete(seen));
    pending.add(seen);
  }
  return {
    seeTo,
    take: (path, work) =>
      seeTo(
        work.then(() => {
          tally.paths[path]++;
        }),
      ),
    settled: async () => void (await Promise.all(pending)),
  };
}
