import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { stepsAfter } from '../../archive/journal.ts';
import type { Source } from '../../capacity/whatif/source.ts';
import { readSettings } from '../../config/env.ts';
import { loadBureau } from '../../config/load.ts';
import type { Bureau } from '../../config/schema.ts';
import { CodedError } from '../../protocol/codes.ts';
import { readCalls } from '../../simulate/calls/recorded.ts';
import type { RecordedDay } from '../../simulate/past/recorded.ts';
import { Recorder } from '../../simulate/past/recorder.ts';
import { type AtHand, withJournal } from '../with-journal.ts';

/** Requests of the simulated city's day unless told. */
const usualTickets = 24_500;

/**
 * The day that is named: of a server's data folder (also while the server runs), of a recording of calls, or
 * (`city`, `city:50000`) of the simulated city. `day`: an ISO date; without it the last one. Throws `bad-file` and
 * `bad-message`.
 */
export async function sourceOf(from: string, day?: string): Promise<Source> {
  const city = /^city(?::(\d{1,6}))?$/.exec(from);
  if (city !== null) {
    const { files } = await loadBureau(readSettings(process.env).bureauDir);
    return { kind: 'city', tickets: Number(city[1] ?? usualTickets), files };
  }
  if (day !== undefined && !/^\d{4}-\d\d-\d\d$/.test(day))
    throw new CodedError('bad-message', 'expected a day such as 2026-11-23');
  const found = await stat(from).catch((error: NodeJS.ErrnoException) => {
    throw new CodedError(
      'bad-file',
      `${from}: ${error.code}; expected a data folder, a csv of recorded calls, or city`,
    );
  });
  return found.isDirectory() ? journalDay(from, day) : recordedDay(from, day);
}

async function recordedDay(path: string, day?: string): Promise<Source> {
  const { calls } = await readCalls(path);
  const date = day ?? calls.at(-1)?.date ?? '';
  const own = calls.filter((call) => call.date === date);
  if (own.length === 0)
    throw new CodedError(
      'bad-file',
      `no calls of ${date}; there are ${[...new Set(calls.map((c) => c.date))].join(', ')}`,
    );
  return { kind: 'calls', date, calls: own, staff: 'observed' };
}

async function journalDay(dataDir: string, day?: string): Promise<Source> {
  // A folder of anything else is left as it is: no Redis is started there.
  await stat(join(dataDir, 'appendonlydir')).catch(() => {
    throw new CodedError('bad-file', `${dataDir} is no data folder of a server with its own Redis`);
  });
  const found: { source?: Source } = {};
  const read = async ({ bureau, journal }: Pick<AtHand, 'bureau' | 'journal'>) => {
    const recorder = new Recorder(bureau.timezone, day);
    let lost = false;
    let begins = 0;
    reading: for await (const steps of stepsAfter(journal, 0, () => (lost = true)))
      for (const step of steps) {
        begins ||= step.at;
        if (!recorder.add(step)) break reading;
      }
    const recorded = recorder.recorded();
    if (recorded === null) throw new CodedError('bad-file', `nobody came on ${day ?? 'any day'} of this journal`);
    if (lost && recorded.from < begins)
      throw new CodedError('bad-file', `the journal no longer holds all of ${recorded.date}: choose a later day`);
    checkKnown(recorded, bureau);
    found.source = { kind: 'journal', day: recorded, files: bureau.files };
  };
  await withJournal(undefined, read, { ...process.env, YUNTING_DATA_DIR: dataDir, REDIS_URL: '' });
  return found.source!;
}

/** A journal may be older than the files. */
function checkKnown({ date, requests, shifts }: RecordedDay, { halls, businesses, channels, stations }: Bureau): void {
  const unknown = new Set<string>();
  for (const { hall, business, channel } of requests) {
    if (!halls.has(hall)) unknown.add(`hall ${hall}`);
    if (!businesses.has(business)) unknown.add(`business ${business}`);
    if (!channels.has(channel)) unknown.add(`channel ${channel}`);
  }
  for (const { station } of shifts) if (!stations.has(station)) unknown.add(`station ${station}`);
  if (unknown.size === 0) return;
  const some = [...unknown].slice(0, 5).join(', ');
  throw new CodedError('bad-config', `${date} knows ${some}: name the files of that day by YUNTING_BUREAU_DIR`);
}
