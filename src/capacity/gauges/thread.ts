import { parentPort, workerData } from 'node:worker_threads';
import { expandBureau } from '../../config/expand.ts';
import { redisJournal } from '../../journal/redis.ts';
import { noHalfHours } from '../forecast/half-hours.ts';
import { Past, usualDays } from '../plan/past.ts';
import { Planner } from '../plan/plan.ts';
import { type PlanRow, rowOf, rowsOf } from '../plan/rows.ts';
import { configured, groupsOf, type Pool, signedIn, until } from '../roster/staff.ts';
import type { PlanningData, Question, Signed, Told } from './asked.ts';

/**
 * The thread of a server that plans: it reads archive and journal by itself, since the formulas take tens of
 * milliseconds and years of archive seconds, for which no offer may wait.
 */
const { files, redis, dir } = workerData as PlanningData;
const bureau = expandBureau(files);
const journal = redisJournal({ bureau: bureau.code, at: redis });
let past: Past | undefined;

async function answer(question: Question): Promise<PlanRow[]> {
  const { at } = question;
  past ??= new Past({ bureau, journal, dir, days: usualDays, now: at });
  await past.catchUp();
  past.forget(at);
  const { halfHours, history, presences } = past;
  const planner = new Planner(bureau, halfHours, history);
  const { day, slot } = halfHours.at(at);
  const { from } = halfHours.of(day);
  if (question.of === 'now') {
    const { lines } = planner.now(at, poolsOf(question.signedIn));
    return lines.map((line) => rowOf(line, slot, from, at));
  }
  const there = signedIn(bureau, halfHours, day, presences.all, at);
  const { lines } = planner.day(day, at, until(slot, there, configured(bureau, halfHours, day)));
  return rowsOf({ lines: lines.filter(({ basis }) => basis !== 'none') }, from, at);
}

function poolsOf(stations: readonly Signed[]): Pool[] {
  const groups = groupsOf(bureau);
  return stations.map(({ hall, capacity }) => ({ hall, groups: groups(capacity), stations: noHalfHours().fill(1) }));
}

let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (question: Question) => {
  // One after the other: they share what was read.
  last = last.then(async () => {
    const { id } = question;
    const told: Told = await answer(question).then(
      (rows) => ({ id, rows }),
      (error: unknown) => ({ id, error: String(error) }),
    );
    parentPort?.postMessage(told);
  });
});
