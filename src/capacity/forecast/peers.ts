import { type HalfHours, type Line, noHalfHours } from './half-hours.ts';
import type { History } from './history.ts';

/** A forecast that anybody could make: arrivals of a line by half hour; null where it has nothing to go by. */
export type Peer = (history: History, halfHours: HalfHours, line: Line, day: string) => readonly number[] | null;

/** The same half hour a week ago. */
const lastWeek: Peer = (history, halfHours, line, day) => {
  const before = halfHours.later(day, -7);
  return history.days().includes(before) ? history.arrivals(line, before) : null;
};

/** The mean of the last five days that the hall worked (or rested, when it rests). */
const lastDays: Peer = (history, halfHours, line, day) => {
  const rests = halfHours.kind(line.hall, day) === 'rest';
  const alike = (known: string) => known < day && (halfHours.kind(line.hall, known) === 'rest') === rests;
  const days = history.days().filter(alike).slice(-5);
  if (days.length === 0) return null;
  const mean = noHalfHours();
  for (const known of days)
    history.arrivals(line, known).forEach((count, slot) => {
      mean[slot]! += count / days.length;
    });
  return mean;
};

export const peers = { lastWeek, lastDays } as const satisfies Record<string, Peer>;
export type PeerName = keyof typeof peers;
