import type { BureauFiles } from '../../config/schema.ts';
import { callDay } from '../../simulate/calls/day.ts';
import { observed } from '../../simulate/calls/presence.ts';
import type { Call } from '../../simulate/calls/recorded.ts';
import { callFiles, pastCalls } from '../../simulate/past/calls.ts';
import { cityDay } from '../../simulate/past/city.ts';
import type { PastDay } from '../../simulate/past/day.ts';
import { drawDay } from '../../simulate/past/draw.ts';
import type { RecordedDay } from '../../simulate/past/recorded.ts';

/** Where a day comes from. Plain data: it is given to workers. */
export type Source =
  | { kind: 'journal'; day: RecordedDay; files: BureauFiles }
  | { kind: 'calls'; date: string; calls: Call[]; staff: CallStaff }
  | { kind: 'city'; tickets: number; files: BureauFiles };

/** Agents as far as one can see when they were there, or there from their first to their last service. */
export type CallStaff = 'observed' | 'whole';

export interface Prepared {
  day: PastDay;
  files: BureauFiles;
}

/** The day of a seed: of a recording, what it does not tell is drawn; of the simulated city, everything is. */
export function prepare(source: Source, seed: number): Prepared {
  if (source.kind === 'journal') return { day: drawDay(source.day, seed), files: source.files };
  if (source.kind === 'city') return { day: cityDay(source.files, source.tickets, seed), files: source.files };
  const day = callDay(source.date, source.calls, seed);
  const seen = source.staff === 'observed' ? observed(day, source.calls, seed) : undefined;
  return { day: pastCalls(day, seen), files: callFiles(day) };
}
