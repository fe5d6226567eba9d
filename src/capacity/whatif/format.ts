import type { Compared } from './compare.ts';
import type { FigureName, Scope } from './figures.ts';
import type { WhatIf } from './whatif.ts';
import { type Language, words } from './words.ts';

type Unit = 'share' | 'seconds' | 'count';

const units: Record<FigureName, Unit> = {
  ...{ offered: 'count', answered: 'count', abandoned: 'count', turnedAway: 'count', waiting: 'count' },
  ...{ serviceLevel: 'share', asaS: 'seconds', abandonment: 'share', occupancy: 'share' },
  ...{ loans: 'count', lent: 'count' },
};

/** A figure as it is read: shares in per cent, seconds with one place, small counts with one where they are means of seeds. */
export function shown(name: FigureName, value: number | null): string {
  if (value === null) return '–';
  if (units[name] === 'share') return (value * 100).toFixed(1);
  if (units[name] === 'seconds') return value.toFixed(1);
  return Number.isInteger(value) || Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1);
}

/** A difference with its sign, and half its confidence interval where there is one: `+3.3 ±0.4`. */
export function shownDifference(name: FigureName, { difference, confidence }: Compared): string {
  if (difference === null) return '–';
  if (difference === 0 && (confidence ?? 0) === 0) return '0';
  const text = shown(name, difference);
  const signed = Number(text) > 0 ? `+${text}` : Number(text) === 0 ? text.replace('-', '') : text;
  return confidence === null ? signed : `${signed} ±${shown(name, confidence)}`;
}

/** Whether a difference can be told from chance: its confidence interval does not hold 0. */
export const isClear = ({ difference, confidence }: Compared): boolean =>
  difference !== null && confidence !== null && difference !== 0 && Math.abs(difference) > confidence;

/** What a scope is called. */
export function scopeName({ hall, group }: Scope, { names }: Pick<WhatIf, 'names'>, language: Language): string {
  const name = (kind: 'halls' | 'groups', code: string) => names[kind][code]?.[language] ?? code;
  const parts = [hall === null ? null : name('halls', hall), group === null ? null : name('groups', group)];
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? words[language].bureau : said.join(' · ');
}
