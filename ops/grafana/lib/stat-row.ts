import { neutral } from './colours.ts';
import type { Draw, Spec } from './panel.ts';
import { withTarget } from './standard.ts';
import { type StatSpec, stat } from './stat.ts';
import { now } from './targets.ts';
import { units } from './units.ts';
import type { Words } from './words.ts';

/** A figure whose place follows from its row. */
type Figure = Omit<StatSpec, 'at'>;

/** Large figures side by side from a place on, all as wide and as high as that says. */
export const statRow = ([x, y, w, h]: Spec['at'], ...figures: readonly Figure[]): Draw[] =>
  figures.map((figure, n) => stat({ ...figure, at: [x + n * w, y, w, h] }));

/** An indicator of the standard: its target stands in the title and in the colours. */
export const indicator = (code: string, title: Words, expr: string, thresholds: NonNullable<Spec['thresholds']>) => ({
  title: withTarget(title, code),
  targets: [now(expr)],
  unit: units.share,
  decimals: 1,
  thresholds,
});

/** What has been counted so far, as a whole number. */
export const counted = (title: Words, expr: string) => ({
  title,
  targets: [now(expr)],
  unit: units.count,
  decimals: 0,
});

/** How many wait at this moment: by itself neither good nor bad. */
export const waiting = (expr: string) => ({
  title: ['正在等候', 'Waiting now'] as const,
  targets: [now(expr)],
  unit: units.count,
  thresholds: neutral,
});
