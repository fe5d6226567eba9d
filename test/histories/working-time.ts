import type { Days, Hours } from '../../src/config/schema.ts';

const day = 86_400_000;
/** Shanghai, which has known no summer time since 1991. */
const zone = 8 * 3_600_000;

const sinceMidnight = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * 60_000;
};

/** Working time between two moments, day by day without a calendar's help, ms. */
export function workingTime(hours: Hours, days: Days, from: number, to: number): number {
  let sum = 0;
  for (let d = Math.floor((from + zone) / day) - 1; d * day - zone <= to; d++) {
    const date = new Date(d * day).toISOString().slice(0, 10);
    // 1970-01-01 was a Thursday.
    const weekday = ((((d + 3) % 7) + 7) % 7) + 1;
    const works = hours.days.includes(weekday) && !days.holidays.includes(date);
    if (!works && !days.workdays.includes(date)) continue;
    const open = d * day - zone + sinceMidnight(hours.open);
    const close = hours.open === hours.close ? open + day : d * day - zone + sinceMidnight(hours.close);
    sum += Math.max(0, Math.min(to, close) - Math.max(from, open));
  }
  return sum;
}
