import type { Bureau } from '../../config/schema.ts';
import type { Random } from '../random.ts';
import { chance, weighted } from './draws.ts';
import { grades } from './shares.ts';

export interface Rating {
  grade: number;
  reasons: string[];
}

/** 好差评, with a reason of the standard that belongs to the grade. */
export function ratingOf({ standards }: Bureau, random: Random): Rating {
  const grade = weighted(random, grades);
  const fits = Object.entries(standards.ratings.reasons).filter(([, reason]) => reason.grades.includes(grade));
  const reason = chance(random, 0.7) ? random.pick(fits) : undefined;
  return { grade, reasons: reason === undefined ? [] : [reason[0]] };
}
