import { CodedError } from '../../protocol/codes.ts';
import { type CallDay, callDay } from './day.ts';
import { estimatorError } from './estimator.ts';
import { readCalls } from './recorded.ts';
import { type Replayed, replayDay } from './replay.ts';
import { compare, type DayReport, dayReport, type Report } from './report.ts';

export interface ReplayArgs {
  /** The recording: CSV, plain or gzipped. */
  path: string;
  /** One day of it, `YYYY-MM-DD`; otherwise all. */
  day?: string;
  /** Of all that is drawn; 1 unless told. An integer. */
  seed?: number;
  /** How a day is played: through the core on a virtual clock unless told. */
  play?: (day: CallDay) => Replayed | Promise<Replayed>;
  /** Hears of each day that is done. */
  progress?: (done: DayReport) => void;
}

/** Plays recorded days again. Throws `bad-file` when the recording is faulty or does not hold the day. */
export async function replayCalls({
  path,
  day,
  seed = 1,
  play = (day) => replayDay(day),
  progress,
}: ReplayArgs): Promise<Report> {
  const { calls, leftOut } = await readCalls(path);
  const byDate = Map.groupBy(calls, ({ date }) => date);
  const dates = [...byDate.keys()].filter((date) => day === undefined || date === day);
  if (dates.length === 0)
    throw new CodedError('bad-file', `no calls of ${day ?? 'any day'}; there are ${[...byDate.keys()].join(', ')}`);

  const days: DayReport[] = [];
  const all: Replayed & { recorded: Replayed['fates'] } = { fates: [], guessed: [], recorded: [] };
  for (const date of dates) {
    const begun = performance.now();
    const recordedDay = callDay(date, byDate.get(date)!, seed);
    const { fates, guessed } = await play(recordedDay);
    const recorded = recordedDay.callers.map((caller) => ({ arrival: caller.arrival, ...caller.recorded }));
    const done = dayReport(date, { recorded, yunting: fates }, Math.round(performance.now() - begun));
    days.push(done);
    progress?.(done);
    all.fates.push(...fates);
    all.guessed.push(...guessed);
    all.recorded.push(...recorded);
  }
  const wallMs = days.reduce((sum, done) => sum + done.wallMs, 0);
  return {
    days,
    total: { ...compare({ recorded: all.recorded, yunting: all.fates }), wallMs },
    estimator: all.guessed.length > 0 ? estimatorError(all.guessed) : null,
    leftOut: {
      phantom: leftOut.filter(({ date, why }) => why === 'phantom' && dates.includes(date)).length,
      menu: leftOut.filter(({ date, why }) => why === 'menu' && dates.includes(date)).length,
    },
  };
}
