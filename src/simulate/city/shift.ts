import type { HallConfig } from '../../config/schema.ts';
import type { Random } from '../random.ts';
import { between, chance } from './draws.ts';

/** An officer's working day, in ms of the city's time. */
export interface Shift {
  come: number;
  rests: { at: number; until: number; reason: 'break' | 'meal' | 'training' | 'meeting' }[];
  /** Takes nothing new from here on, and goes when the desk is empty. */
  leave: number;
  /** When the line drops, and for how long; mostly it does not. */
  drop: { at: number; away: number } | null;
}

const minute = 60_000;
const dropShare = 0.05;
/** Longer than a station's work is kept: the bureau signs it out. */
const longDropShare = 0.25;
const meetingShare = 0.08;

const timeOf = (text: string): number => {
  const [hour = 0, minutes = 0] = text.split(':').map(Number);
  return (hour * 60 + minutes) * minute;
};

/** The day that begins at `midnight`: to the desk before opening, breaks in turns, home when the last are served. */
export function shiftOn(midnight: number, { hours }: Pick<HallConfig, 'hours'>, random: Random): Shift {
  const opens = midnight + timeOf(hours.open);
  const closes = midnight + timeOf(hours.close);
  const rest = (reason: Shift['rests'][number]['reason'], from: string, to: string, least: number, most: number) => {
    const at = midnight + between(random, timeOf(from), timeOf(to));
    return { at, until: at + between(random, least, most) * minute, reason };
  };
  const rests = [
    rest('break', '10:00', '11:15', 7, 12),
    rest('meal', '11:45', '13:00', 35, 50),
    rest('break', '15:00', '16:15', 7, 12),
  ];
  if (chance(random, meetingShare))
    rests.push(rest(chance(random, 0.5) ? 'training' : 'meeting', '13:50', '14:30', 15, 30));
  return {
    come: opens - between(random, 0.5, 4.5) * minute,
    rests,
    leave: closes + between(random, 5, 15) * minute,
    drop: chance(random, dropShare) ? drawDrop(opens, closes, random) : null,
  };
}

function drawDrop(opens: number, closes: number, random: Random): Shift['drop'] {
  const at = between(random, opens, closes);
  const away = chance(random, longDropShare) ? between(random, 60_000, 150_000) : between(random, 3_000, 30_000);
  return { at, away };
}
