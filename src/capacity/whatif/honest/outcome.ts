/** What became of those who came in a half hour, or in many. Whoever came was answered or gave up. */
export interface Outcome {
  offered: number;
  answered: number;
  abandoned: number;
  /** Waited in all, s. */
  waitedS: number;
}

export const nobody: Outcome = { offered: 0, answered: 0, abandoned: 0, waitedS: 0 };

export const plus = (a: Outcome, b: Outcome): Outcome => ({
  offered: a.offered + b.offered,
  answered: a.answered + b.answered,
  abandoned: a.abandoned + b.abandoned,
  waitedS: a.waitedS + b.waitedS,
});

export const times = (a: Outcome, by: number): Outcome => ({
  offered: a.offered * by,
  answered: a.answered * by,
  abandoned: a.abandoned * by,
  waitedS: a.waitedS * by,
});

/** Mean wait of all who came, s; null when nobody did. */
export const meanWait = ({ offered, waitedS }: Outcome): number | null => (offered > 0 ? waitedS / offered : null);
