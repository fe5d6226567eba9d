import type { CityTime } from './clock.ts';
import type { Tally } from './tally.ts';
import type { Tokens } from './world.ts';

/**
 * What the city's process is told first, as a line of JSON on its standard input: tokens and secrets stand neither on a
 * command line nor in an environment. Each line after it is another pace of the day. When that input ends, the city ends.
 */
export interface Orders {
  /** `http://host:port` of the server. */
  url: string;
  wsUrl: string;
  /** Folder of the bureau's files. */
  bureauDir: string;
  time: CityTime;
  seed: number;
  tokens: Tokens;
  /** Webhook secret by channel. */
  secrets: Record<string, string>;
}

/** What it says, a line of JSON each: first where results are to be delivered, then how it goes, every second. */
export type Report = { mailbox: string } | { tally: Tally; ended: boolean };
