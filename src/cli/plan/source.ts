import { stat } from 'node:fs/promises';
import type { HalfHours } from '../../capacity/forecast/half-hours.ts';
import type { History } from '../../capacity/forecast/history.ts';
import { Past } from '../../capacity/plan/past.ts';
import { readRecorded } from '../../capacity/plan/recorded.ts';
import type { Presences } from '../../capacity/roster/presence.ts';
import type { Bureau } from '../../config/schema.ts';
import { withJournal } from '../with-journal.ts';

/** What plans are made of, wherever it came from. */
export interface Source {
  bureau: Bureau;
  halfHours: HalfHours;
  history: History;
  presencesOn(day: string): Promise<Presences>;
  /** The bureau's time, ms. */
  now: number;
}

export interface Wanted {
  /** A data folder, or a CSV file of recorded calls; without it the data folder of the settings. */
  from?: string;
  /** Of the archive, where it is elsewhere. */
  dir?: string;
  /** How many days back. */
  days: number;
}

/** Reads the past for as long as `work` takes. `day`: the one whose agents are wanted, of recorded calls. */
export async function withPast(
  { from, dir: folder, days }: Wanted,
  day: string | undefined,
  work: (source: Source) => Promise<void>,
): Promise<void> {
  if (from !== undefined && (await isFile(from))) {
    const recorded = await readRecorded(from, day);
    return work({ ...recorded, presencesOn: async () => recorded.presences });
  }
  const read = async ({ bureau, journal, dir }: Parameters<Parameters<typeof withJournal>[1]>[0]) => {
    const past = new Past({ bureau, journal, dir, days, now: Date.now() });
    await past.catchUp();
    const { halfHours, history, lastAt } = past;
    const presencesOn = (on: string) => past.presencesOn(on);
    // A demonstration's clock may be ahead of ours.
    await work({ bureau, halfHours, history, presencesOn, now: Math.max(Date.now(), lastAt) });
  };
  const env = from === undefined ? {} : { YUNTING_DATA_DIR: from, REDIS_URL: '' };
  await withJournal(folder, read, { ...process.env, ...env });
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
