import { DateTime } from 'luxon';
import { type Clock, clockOf } from '../../clock.ts';

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

/** Midnight of the day that a time falls on. */
export const midnightOf = (at: number): number => DateTime.fromMillis(at, { zone }).startOf('day').toMillis();

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

/** From the wall time `real` and the city's time `at` on, the city's time runs at `speed`. */
interface Piece {
  real: number;
  at: number;
  speed: number;
}

/**
 * A clock that runs at `speed` by day and skips through nights and weekends in 10 s. A pure function of the wall
 * clock and the three numbers; `origin` must lie in the day.
 */
export function cityClock({ speed, origin, since }: CityTime): Clock {
  const pieces: Piece[] = [];
  const extend = () => {
    const last = pieces.at(-1);
    const day = last === undefined ? { real: since, at: origin, speed } : { ...dawnAfter(last), speed };
    const dusk = DateTime.fromMillis(day.at, { zone }).set(evening).toMillis();
    const dawn = DateTime.fromMillis(nextWorkday(day.at), { zone }).set(morning).toMillis();
    pieces.push(day, { real: day.real + (dusk - day.at) / speed, at: dusk, speed: (dawn - dusk) / nightMs });
  };
  const dawnAfter = (night: Piece) => ({ real: night.real + nightMs, at: night.at + night.speed * nightMs });
  extend();

  /** The piece that holds a wall time or a time of the city; what is earlier than all belongs to the first. */
  const pieceOf = (key: 'real' | 'at', value: number): Piece => {
    while (pieces.at(-1)![key] <= value) extend();
    return pieces.findLast((piece) => piece[key] <= value) ?? pieces[0]!;
  };
  const now = () => {
    const real = Date.now();
    const piece = pieceOf('real', real);
    return Math.floor(piece.at + (real - piece.real) * piece.speed);
  };
  const left = (time: number) => {
    const piece = pieceOf('at', time);
    return piece.real + (time - piece.at) / piece.speed - Date.now();
  };
  return clockOf(now, left, () => pieceOf('real', Date.now()).speed);
}
