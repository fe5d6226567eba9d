/** A day that can be played again in any world. Moments are ms since the Unix epoch, lengths ms of work or waiting. */
export interface PastDay {
  from: number;
  to: number;
  /** In order of entry. */
  requests: Request[];
  shifts: Shift[];
}

/** Somebody who asks for something, drawn whole: who comes does not depend on how the others are served. */
export interface Request {
  at: number;
  hall: string;
  business: string;
  channel: string;
  priority: number;
  /** Gives up after waiting so long for a first answer; `Infinity`: never. */
  patience: number;
  /** Asks to be called instead of waiting on the line, so long after entry; null: does not. */
  callback: number | null;
  /** Offers of it that stations let go before one was accepted. */
  letGo: readonly LetGo[];
  /** How long the station then looks at the offer before it accepts, and the next ones if that is too long. At least one. */
  reactions: readonly number[];
  stretches: Stretch[];
}

/** An offer that was rejected after so long, or (null) missed. */
export type LetGo = number | null;

/** One time on a desk: work that its officer's hands have to do, and what becomes of it then. */
export interface Stretch {
  service: number;
  wrapUp: number;
  /** Null: it is closed. */
  next: Next | null;
}

/** How a ticket leaves a desk without being closed, and how long it stays away; `Infinity`: for longer than the day. */
export type Next =
  | { way: 'supplement'; after: number }
  | { way: 'escalate'; after: number; department: string }
  | { way: 'transfer'; after: 0; hall: string; group: string; business: string };

/** A station wants work from `from` until `to`. One station's shifts are apart and in order. */
export interface Shift {
  station: string;
  from: number;
  to: number;
}

/** What became of one request. */
export interface Fate {
  /** Until the first answer, until it ended without one, or until the day did. */
  wait: number;
  /** `left`: gave up, or was sent home at closing time. `refused`: the hall took nobody in. */
  end: 'answered' | 'left' | 'refused' | 'open';
  inTarget: boolean;
  /** How often another hall's station took it. */
  loans: number;
}

/** A station's time, ms: with work on the desk, and ready without any; and how often it served another hall. */
export interface StationTime {
  busy: number;
  available: number;
  lent: number;
}
