import type { Request, Shift, Stretch } from './day.ts';

/** A day as a journal tells it: what nobody knows (a patience that was not used up, work that was not done) is left open. Plain data. */
export interface RecordedDay {
  /** ISO date. */
  date: string;
  from: number;
  /** The end of the day, or of the journal. */
  to: number;
  requests: RecordedRequest[];
  shifts: Shift[];
}

export interface RecordedRequest extends Omit<Request, 'patience' | 'reactions' | 'stretches'> {
  wait: number;
  /** `left`: gave up. `open`: still waited, or was sent home, when it was lost to view. */
  end: 'answered' | 'left' | 'open';
  inTarget: boolean;
  /** Known here before this day, or served before it waits now: does not give up. */
  stays: boolean;
  /** Null: no offer of it was accepted. */
  reaction: number | null;
  /** So long an offer was looked at in vain: it is known to be longer. */
  considered: number;
  stretches: RecordedStretch[];
}

export interface RecordedStretch extends Stretch {
  /** False: it was not served to its end, and what is known of its length is the least that it would have taken. */
  whole: boolean;
}
