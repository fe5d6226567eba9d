import { HalfHours, halfHourMs } from '../../src/capacity/forecast/half-hours.ts';
import { History } from '../../src/capacity/forecast/history.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { type Random, seededRandom } from '../../src/simulate/random.ts';
import { tinyBureau, type WrittenFiles } from './tiny-bureau.ts';

/** The tiny bureau in office hours, with a holiday (Wednesday) and a make-up workday (Saturday) in its third week. */
export const office = (change: (files: WrittenFiles) => void = () => {}): Bureau =>
  tinyBureau((files) => {
    files.bureau.hours = { open: '09:00', close: '17:30', days: [1, 2, 3, 4, 5], drain: '30m' };
    files.bureau.days = { holidays: ['2026-03-18'], workdays: ['2026-03-21'] };
    change(files);
  });

/** Monday. */
export const firstDay = '2026-03-02';
export const phone = { hall: 'north', group: 'phone' };

const weekdays = [1.3, 1.1, 1, 0.9, 0.7];
/** Two peaks and a dip at noon, from 9:00 to 17:30. */
const shape = [5, 8, 10, 10, 8, 5, 3, 2, 3, 5, 8, 10, 9, 8, 6, 4, 3];
const whole = shape.reduce((a, b) => a + b, 0);

/** What truly is to be expected on a day: `volume` on a day of the mean weekday, 0 where nobody works. */
export function truth(days: HalfHours, day: string, volume: number): number[] {
  const kind = days.kind('north', day);
  const factor = kind === 'rest' ? 0 : kind === 'makeUp' ? 1 : weekdays[kind - 1]!;
  return Array.from({ length: 48 }, (_, slot) => (volume * factor * (shape[slot - 18] ?? 0)) / whole);
}

/** Poisson draws of the truth at some lines, so many days from the first one on. */
export function synthetic(count: number, volumes: Record<string, number>, seed: number, bureau = office()) {
  const days = new HalfHours(bureau);
  const history = new History(days);
  const random = seededRandom(seed);
  history.covers(days.of(firstDay).from, days.of(days.later(firstDay, count)).from);
  for (let i = 0; i < count; i++) {
    const day = days.later(firstDay, i);
    for (const [hall, volume] of Object.entries(volumes))
      drawDay(history, days, { hall, group: 'phone' }, day, volume, random);
  }
  return { bureau, days, history, end: days.of(days.later(firstDay, count)).from };
}

function drawDay(
  history: History,
  days: HalfHours,
  line: typeof phone,
  day: string,
  volume: number,
  random: Random,
): void {
  truth(days, day, volume).forEach((rate, slot) => {
    for (let n = poisson(rate, random); n > 0; n--)
      history.arrived(line, days.of(day).from + (slot + random.next()) * halfHourMs);
  });
}

/** Arrivals of a Poisson process within a unit of time. */
function poisson(rate: number, { next }: Random): number {
  let n = -1;
  for (let time = 0; time < rate; n++) time += -Math.log(1 - next());
  return Math.max(0, n);
}
