import { DateTime } from 'luxon';
import { type Clock, clockOf } from '../../clock.ts';
import { Days } from '../../performance/days.ts';

/** What two processes must be given to agree on the time of the city. */
export interface CityTime {
  /** How many times as fast as the wall clock the day passes. */
  speed: number;
  /** The city's time at the wall time `since`, both in ms since the Unix epoch. */
  origin: number;
  since: number;
}

const zone = 'Asia/Shanghai';
/** The first officers come a little later; the last have gone home a little before. */
const morning = { hour: 8, minute: 55 };
const evening = { hour: 18, minute: 45 };
const officeBegins = 9;
const officeEnds = 18;
/** Wall time from an evening to the morning of the next working day. */
const nightMs = 10_000;

const isWorkday = (day: DateTime) => day.weekday <= 5;

const days = new Days(zone);

/** Midnight of the day that a time falls on. */
export const midnightOf = (at: number): number => days.at(at).from;

/** Midnight of the first working day after the day of `at`. */
export function nextWorkday(at: number): number {
  let day = DateTime.fromMillis(at, { zone }).startOf('day');
  do day = day.plus({ days: 1 });
  while (!isWorkday(day));
  return day.toMillis();
}

/** A time at which somebody in an office does something: what would fall into the evening is done the next morning. */
export function atWork(at: number): number {
  const time = DateTime.fromMillis(at, { zone });
  const tonight = time.hour >= officeEnds || time.hour < officeBegins || !isWorkday(time);
  if (!tonight) return at;
  const day = time.hour < officeBegins && isWorkday(time) ? time.startOf('day').toMillis() : nextWorkday(at);
  return DateTime.fromMillis(day, { zone }).set({ hour: officeBegins, minute: time.minute }).toMillis();
}

/** The morning at which a demonstration begins: of the day of `at`, or of the next working day. */
export function openingMorning(at: number): number {
  const day = DateTime.fromMillis(at, { zone });
  return (isWorkday(day) ? day : DateTime.fromMillis(nextWorkday(at), { zone })).startOf('day').set(morning).toMillis();
}

/** How fast the day passes from a wall time on, ms. */
export interface Pace {
  speed: number;
  since: number;
}

/** The city's clock; what is to happen at a time happens then, at whatever pace it comes. */
export interface CityClock extends Clock {
  /**
   * Another pace from a wall time on; nights pass as ever. Processes that are told the same in time agree on the time;
   * for one that is told too late it stands still until it is right, and never runs backwards.
   */
  pace(pace: Pace): void;
}

/** From the wall time `real` and the city's time `at` on, the city's time runs at `speed`. */
interface Piece {
  real: number;
  at: number;
  speed: number;
  night: boolean;
}

/**
 * A clock that runs at `speed` by day and skips through nights and weekends in 10 s. A function of the wall clock, the
 * three numbers and the paces that it is told; `origin` must lie in the day.
 */
export function cityClock({ speed: first, origin, since }: CityTime): CityClock {
  let speed = first;
  let last = Number.NEGATIVE_INFINITY;
  const pieces: Piece[] = [{ real: since, at: origin, speed, night: false }];
  const extend = () => {
    const { real, at, speed: rate, night } = pieces.at(-1)!;
    if (night) {
      pieces.push({ real: real + nightMs, at: at + rate * nightMs, speed, night: false });
      return;
    }
    const dusk = DateTime.fromMillis(at, { zone }).set(evening).toMillis();
    const dawn = DateTime.fromMillis(nextWorkday(at), { zone }).set(morning).toMillis();
    pieces.push({ real: real + (dusk - at) / rate, at: dusk, speed: (dawn - dusk) / nightMs, night: true });
  };

  /** The piece that holds a wall time or a time of the city; what is earlier than all belongs to the first. */
  const pieceOf = (key: 'real' | 'at', value: number): Piece => {
    while (pieces.at(-1)![key] <= value) extend();
    return pieces.findLast((piece) => piece[key] <= value) ?? pieces[0]!;
  };
  const timeAt = (real: number) => {
    const piece = pieceOf('real', real);
    return piece.at + (real - piece.real) * piece.speed;
  };
  const now = () => {
    last = Math.max(last, Math.floor(timeAt(Date.now())));
    return last;
  };
  const left = (time: number) => {
    const piece = pieceOf('at', time);
    return piece.real + (time - piece.at) / piece.speed - Date.now();
  };
  const steady = clockOf(now, left, () => pieceOf('real', Date.now()).speed);
  /** How each timer is set anew. */
  const timers = new Set<() => void>();

  return {
    ...steady,
    at(time, fn) {
      const strike = () => {
        timers.delete(again);
        fn();
      };
      let cancel = steady.at(time, strike);
      const again = () => {
        cancel();
        cancel = steady.at(time, strike);
      };
      timers.add(again);
      return () => {
        timers.delete(again);
        cancel();
      };
    },
    pace(to) {
      speed = to.speed;
      const held = pieceOf('real', to.since);
      const at = timeAt(to.since);
      pieces.splice(pieces.indexOf(held) + 1);
      if (!held.night) pieces.push({ real: to.since, at, speed, night: false });
      for (const again of [...timers]) again();
    },
  };
}
