/** What became of one caller, whoever answered it: recorded or replayed. Times in seconds. */
export interface Fate {
  arrival: number;
  /** In the queue, until it was answered or hung up. */
  wait: number;
  answered: boolean;
}

export interface Figures {
  /** Callers who queued or were served at once. */
  offered: number;
  answered: number;
  abandoned: number;
  /** Over all offered callers, also those who hung up and those who did not wait. */
  meanWaitS: number;
  /** Over the answered ones only (ASA). */
  meanAnswerS: number;
  /** Share of the offered that were answered within 20 s, 0–1. */
  within20s: number;
}

const answerTargetS = 20;

/** Means and shares of nobody are 0. */
export function figuresOf(fates: readonly Fate[]): Figures {
  const answered = fates.filter((fate) => fate.answered);
  return {
    offered: fates.length,
    answered: answered.length,
    abandoned: fates.length - answered.length,
    meanWaitS: mean(fates.map(({ wait }) => wait)),
    meanAnswerS: mean(answered.map(({ wait }) => wait)),
    within20s: mean(fates.map(({ answered, wait }) => (answered && wait <= answerTargetS ? 1 : 0))),
  };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

/** The hour of the clock (0–23) in which most came; 0 when nobody did. */
export function busiestHour(fates: readonly Fate[]): number {
  const arrivals = new Array<number>(24).fill(0);
  for (const fate of fates) arrivals[hourOf(fate)]!++;
  return arrivals.indexOf(Math.max(...arrivals));
}

export function hourOf({ arrival }: Fate): number {
  return Math.floor(arrival / 3600) % 24;
}
