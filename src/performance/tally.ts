/** What was counted of one officer, group or hall on one day. Times in ms. The formulas are made of these. */
export interface Tally {
  /** Services begun: offers of tickets accepted, and tickets taken over from a colleague. */
  services: number;
  /** Tickets closed by their station as resolved, refused or unreachable. */
  handled: number;
  /** Of these: resolved in the only service that they had. */
  firstTime: number;
  /** Of these: a handling time was promised; and it was over before they were closed. */
  promised: number;
  overdue: number;
  /** Pieces of work that left the desk, however, and the time that was given to them. */
  ended: number;
  workedMs: number;
  /** Times that somebody stepped away. */
  pauses: number;
  /** Signed in; with work under way; ready and without any. */
  signedInMs: number;
  busyMs: number;
  availableMs: number;
  /** In the opening hours of the hall: signed in; and ready, at work or away on duty; and what these hours were. */
  presentMs: number;
  adherentMs: number;
  dueMs: number;
  /** Who asked to be answered, and was. Of an officer: offers that were answered or let go by; else tickets. */
  asked: number;
  taken: number;
  /** Tickets answered for the first time, in target, after how long; and those that gave up or were sent home before. */
  answered: number;
  inTarget: number;
  waitMs: number;
  lost: number;
  /** Ratings, and those of 基本满意 (3) or better. */
  ratings: number;
  satisfied: number;
}

export const emptyTally = (): Tally => ({
  services: 0,
  handled: 0,
  firstTime: 0,
  promised: 0,
  overdue: 0,
  ended: 0,
  workedMs: 0,
  pauses: 0,
  signedInMs: 0,
  busyMs: 0,
  availableMs: 0,
  presentMs: 0,
  adherentMs: 0,
  dueMs: 0,
  asked: 0,
  taken: 0,
  answered: 0,
  inTarget: 0,
  waitMs: 0,
  lost: 0,
  ratings: 0,
  satisfied: 0,
});
