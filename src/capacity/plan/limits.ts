import type { Bureau } from '../../config/schema.ts';

/** What the standards allow of people, as shares. */
export interface Limits {
  /** Of their time at work that stations may be busy. */
  occupancy: number;
  /** Of their time signed in that stations are at work as planned; the rest is breaks (shrinkage). */
  adherence: number;
}

/** The targets of the indicators by their formulas; 1, no limit, where the standards have none. */
export function limitsOf({ standards }: Pick<Bureau, 'standards'>): Limits {
  const target = (formula: keyof Limits) => standards.indicators.find((i) => i.formula === formula)?.target ?? 1;
  return { occupancy: target('occupancy'), adherence: target('adherence') };
}

/** Stations to be signed in so that `atWork` are at work. */
export const signedInFor = (atWork: number, { adherence }: Limits): number => Math.ceil(atWork / adherence - 1e-9);

/** Whole stations that are at work of those signed in. */
export const atWorkOf = (signedIn: number, { adherence }: Limits): number => Math.floor(signedIn * adherence + 1e-9);
