import type { Client, ClientOptions } from '../../client/connect.ts';
import type { Bureau } from '../../config/schema.ts';
import { CodedError } from '../../protocol/codes.ts';
import type { Bridge } from './bridge.ts';
import type { CityChannel } from './profile.ts';
import type { Timers } from './timers.ts';

/** A session whose line can be cut: it comes back by itself after `ms` of the city's time. */
export interface Session extends Pick<Client, 'command' | 'close'> {
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
}

/** What the city counted of its own doings. */
export interface Tally {
  /** People and papers that came, by channel. */
  arrived: Record<CityChannel, number>;
  /** Of them, those that the server acknowledged a ticket to. */
  taken: number;
  /** Gave up waiting. */
  left: number;
  /** Lines that were cut. */
  cut: number;
  /** Places in the line that were told. */
  places: number;
  /** Results that came back to the channels, each once, and those whose signature was wrong. */
  delivered: number;
  forged: number;
  /** Refusals by error code: some are in the nature of things, such as an offer that was taken back meanwhile. */
  refused: Record<string, number>;
}

export const emptyTally = (): Tally => ({
  arrived: { etax: 0, vtax: 0, booth: 0, phone: 0 },
  taken: 0,
  left: 0,
  cut: 0,
  places: 0,
  delivered: 0,
  forged: 0,
  refused: {},
});

/** What everybody in the city shares. */
export interface World {
  bureau: Bureau;
  timers: Timers;
  lines: Lines;
  tokens: Tokens;
  bridge: Bridge;
  tally: Tally;
  /** Refusals are counted; any other failure ends the city. */
  seeTo(work: Promise<unknown>): void;
}

/** Resolves when all work that was given to `seeTo` has ended. */
export type Settled = () => Promise<void>;

export function seer(tally: Tally): { seeTo: World['seeTo']; settled: Settled } {
  const pending = new Set<Promise<void>>();
  return {
    seeTo(work) {
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
    },
    settled: async () => void (await Promise.all(pending)),
  };
}
