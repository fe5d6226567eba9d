import type { BureauFiles, Capacity } from '../../config/schema.ts';
import type { RedisAddress } from '../../journal/client.ts';
import type { PlanRow } from '../plan/rows.ts';

/** What the thread that plans is given when it begins. */
export interface PlanningData {
  files: BureauFiles;
  redis: RedisAddress;
  /** Folder of the archive. */
  dir: string;
}

/** A station where somebody is signed in. */
export interface Signed {
  hall: string;
  capacity: Capacity;
}

/** `now`: the half hour of `at` (ms) with those who are signed in; `day`: all of that day. */
export type Question = { id: number; at: number } & ({ of: 'now'; signedIn: Signed[] } | { of: 'day' });
export type Told = { id: number } & ({ rows: PlanRow[] } | { error: string });
