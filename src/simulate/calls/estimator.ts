import { mean } from './figures.ts';

/** What a caller who has to wait was told at entry, by each way of telling, in seconds; null: nothing yet. */
export interface Guess {
  /** The estimate of the core. */
  core: number | null;
  /** Mean wait of the last ten who were answered. */
  lastTen: number | null;
  /** Wait of the one who was answered last (LES, last to enter service). */
  lastEntered: number | null;
}
export const guessers = ['core', 'lastTen', 'lastEntered'] as const satisfies (keyof Guess)[];

/** A guess, and the wait that its caller really had until it was answered. */
export interface Guessed {
  guess: Guess;
  wait: number;
}

export interface ErrorFigures {
  meanAbsoluteErrorS: number;
  /** Mean of guess − wait: above 0 promises too long a wait. */
  biasS: number;
  /** Share of guesses within 30 s of the wait, 0–1. */
  within30s: number;
}

export interface EstimatorFigures extends Record<(typeof guessers)[number], ErrorFigures> {
  /** Callers who waited, were answered, and for whom all three had a guess. */
  callers: number;
  /** Callers who waited and were answered, but had no guess of the core's. */
  unguessed: number;
}

/** Compares the three ways on the same callers. Who hung up is left out: how long it would have waited is unknown. */
export function estimatorError(told: readonly Guessed[]): EstimatorFigures {
  const guessed = told.filter(({ guess }) => guessers.every((name) => guess[name] !== null));
  const of = (name: keyof Guess): ErrorFigures => {
    const errors = guessed.map(({ guess, wait }) => guess[name]! - wait);
    return {
      meanAbsoluteErrorS: mean(errors.map(Math.abs)),
      biasS: mean(errors),
      within30s: mean(errors.map((error) => (Math.abs(error) <= 30 ? 1 : 0))),
    };
  };
  return {
    callers: guessed.length,
    unguessed: told.filter(({ guess }) => guess.core === null).length,
    core: of('core'),
    lastTen: of('lastTen'),
    lastEntered: of('lastEntered'),
  };
}

/** The two peers, from the waits of those who were answered so far. */
export class NaivePeers {
  readonly #waits: number[] = [];

  answered(wait: number): void {
    this.#waits.push(wait);
    if (this.#waits.length > 10) this.#waits.shift();
  }

  guess(): Omit<Guess, 'core'> {
    const lastEntered = this.#waits.at(-1) ?? null;
    return { lastTen: lastEntered === null ? null : mean(this.#waits), lastEntered };
  }
}
