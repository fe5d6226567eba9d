import { availableParallelism } from 'node:os';
import { expandBureau } from '../../config/expand.ts';
import type { Bureau } from '../../config/schema.ts';
import { Days } from '../../performance/days.ts';
import { type Change, parseChange } from './change.ts';
import { type ComparedRow, compareRows, meanSlots, type Pair } from './compare.ts';
import { runAll } from './crew.ts';
import type { Slot } from './figures.ts';
import { type Happened, happenedOf } from './happened.ts';
import { prepare, type Source } from './source.ts';
import { worldOf } from './world.ts';

export interface WhatIfArgs {
  source: Source;
  /** As written after `--set`. */
  sets: readonly string[];
  /** How many seeds: 1, 2, …. */
  seeds: number;
  threads?: number;
  /** Hears of the worlds that are done, in parts of one, and of how many there are. */
  progress?: (done: number, of: number) => void;
}

export interface Name {
  zh: string;
  en: string;
}

/** What `yunting whatif --json` prints. */
export interface WhatIf {
  bureau: string;
  /** ISO date, in the bureau's timezone. */
  day: string;
  source: Source['kind'];
  seeds: number;
  sets: string[];
  requests: number;
  /** Real time that it took, ms. */
  wallMs: number;
  /** What halls and groups are called, by code. */
  names: Record<'halls' | 'groups', Record<string, Name>>;
  /** The bureau as recorded, for the `before` of `rows` to be held against; null of a simulated day. */
  happened: Happened | null;
  rows: ComparedRow[];
  /** By group: half hours from midnight, mean over the seeds. */
  slots: { before: Record<string, Slot[]>; after: Record<string, Slot[]> };
  /** The worst of all worlds: 0, or a ticket was lost or doubled. */
  imbalance: number;
}

/** Plays the same day before and after, once a seed. Throws `bad-config` for changes that are faulty, before it begins. */
export async function whatIf({ source, sets, seeds, threads, progress = () => {} }: WhatIfArgs): Promise<WhatIf> {
  const begun = performance.now();
  const { day, files } = prepare(source, 1);
  const bureau = expandBureau(files);
  const changes: Change[] = sets.map((text) => parseChange(text, bureau));
  worldOf(files, day.shifts, changes);
  const jobs = Array.from({ length: seeds }, (_, i) => [
    { source, seed: i + 1, changes: [] },
    { source, seed: i + 1, changes },
  ]).flat();
  const worlds = await runAll(jobs, threads ?? availableParallelism(), (done) => progress(done, jobs.length));
  const pairs = Array.from({ length: seeds }, (_, i): Pair => ({ before: worlds[2 * i]!, after: worlds[2 * i + 1]! }));
  return {
    ...{
      bureau: bureau.code,
      day: new Days(bureau.timezone).at(day.from).day,
      source: source.kind,
      seeds,
      sets: [...sets],
    },
    requests: day.requests.length,
    wallMs: Math.round(performance.now() - begun),
    names: namesOf(bureau),
    happened: happenedOf(source),
    rows: compareRows(pairs),
    slots: { before: meanSlots(pairs.map(({ before }) => before)), after: meanSlots(pairs.map(({ after }) => after)) },
    imbalance: worlds.reduce((worst, w) => (Math.abs(w.imbalance) > Math.abs(worst) ? w.imbalance : worst), 0),
  };
}

function namesOf({ halls, groups }: Bureau): WhatIf['names'] {
  return {
    halls: Object.fromEntries([...halls].map(([code, { short, en }]) => [code, { zh: short, en }])),
    groups: Object.fromEntries([...groups].map(([code, { name, en }]) => [code, { zh: name, en }])),
  };
}
