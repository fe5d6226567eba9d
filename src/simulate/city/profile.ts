import type { Bureau } from '../../config/schema.ts';
import type { Random } from '../random.ts';
import { midnightOf, nextWorkday } from './clock.ts';

export const cityChannels = ['etax', 'vtax', 'booth', 'phone', 'realty'] as const;
export type CityChannel = (typeof cityChannels)[number];

/** Requests of a working day for each station of the city: 24,500 for the 450 of Guangzhou. */
const perStation: Record<CityChannel, number> = { etax: 17, vtax: 6.4, booth: 3.8, phone: 26, realty: 1.2 };
export const volumeOf = (channel: CityChannel, { stations }: Pick<Bureau, 'stations'>): number =>
  perStation[channel] * stations.size;

/** Hour of the day and how busy it is then, straight lines between: two peaks and a lunch dip. */
type Curve = readonly (readonly [hour: number, weight: number])[];
/** People call and sit down in opening hours. */
const live: Curve = [
  [9, 0.8],
  [10, 1.4],
  [11, 1.35],
  [12, 0.6],
  [13, 0.5],
  [14, 1.15],
  [15, 1.35],
  [16, 1.1],
  [17.5, 0.3],
];
/** Documents are sent in from before opening until after closing. */
const paper: Curve = [
  [8.9, 0.3],
  [10, 1.3],
  [11.5, 1.1],
  [12.5, 0.6],
  [14, 1],
  [15.5, 1.3],
  [17, 0.9],
  [18.5, 0.1],
];
const curves: Record<CityChannel, Curve> = { etax: paper, vtax: live, booth: live, phone: live, realty: live };

const hourMs = 3_600_000;

/** Area under a curve, in weighted hours. */
const area = (curve: Curve) =>
  curve.slice(1).reduce((sum, [to, b], i) => sum + ((to - curve[i]![0]) * (curve[i]![1] + b)) / 2, 0);

function height(curve: Curve, hour: number): number {
  const i = curve.findIndex(([end]) => hour < end);
  if (i <= 0) return 0;
  const [from, a] = curve[i - 1]!;
  const [to, b] = curve[i]!;
  return a + ((b - a) * (hour - from)) / (to - from);
}

/** Requests an hour at an hour of the day (such as 9.5) when `volume` come on the whole day. */
export const rateAt = (channel: CityChannel, hour: number, volume: number): number =>
  (volume * height(curves[channel], hour)) / area(curves[channel]);

/**
 * When the next request of a channel comes after `at` (ms) when `volume` come on a day: a Poisson process with the
 * day's changing rate, drawn by thinning (Lewis and Shedler, 1979). After the last hour of a day comes the first one of
 * the next working day.
 */
export function nextArrival(channel: CityChannel, at: number, { next }: Random, volume: number): number {
  const curve = curves[channel];
  const last = curve.at(-1)![0];
  const top = (volume * Math.max(...curve.map(([, weight]) => weight))) / area(curve);
  for (let time = at; ; ) {
    time -= (Math.log(1 - next()) / top) * hourMs;
    const hour = (time - midnightOf(time)) / hourMs;
    if (hour >= last) time = nextWorkday(time) + curve[0]![0] * hourMs;
    else if (next() * top < rateAt(channel, hour, volume)) return time;
  }
}

const rush = { hour: 9.6, lastsMs: 90_000, perSeat: 1.5 };

/**
 * When the calls of a day's rush come (ms): on every working day something makes all the callers of one hall ring at
 * once, more than the seats of the city can take. `midnight`: the beginning of the day.
 */
export function rushOf(midnight: number, { stations }: Pick<Bureau, 'stations'>, { next }: Random): number[] {
  const seats = [...stations.values()].filter(({ capacity }) => capacity.voice > 0).length;
  const from = midnight + rush.hour * hourMs;
  return Array.from({ length: Math.round(rush.perSeat * seats) }, () => from + next() * rush.lastsMs);
}
