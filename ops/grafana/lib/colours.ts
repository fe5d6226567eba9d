import {
  FieldColorBuilder,
  FieldColorModeId,
  MappingType,
  type Threshold,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { type Lang, say, type Words } from './words.ts';

/** Readable on the dark theme, and apart for those who cannot tell red from green: good is bluish, bad orange-red. */
export const good = '#4CC38A';
export const fair = '#F2B33D';
export const bad = '#F2495C';
export const plain = '#CCDCF5';
export const quiet = '#5F6B7C';

/** The same as ground of a whole tile, under white letters. */
const grounds: Readonly<Record<string, string>> = { [good]: '#1F8A5A', [fair]: '#B86E00', [bad]: '#C2263D' };
export const asGround = <T extends { color: string }>(step: T): T => ({
  ...step,
  color: grounds[step.color] ?? step.color,
});

export const groupColours = { etax: '#5794F2', vtax: '#B877D9', phone: '#37C8C3' } as const;

/** Steps of colour upwards from `first`: `steps(good, [20, fair], [60, bad])`. */
export const steps = (first: string, ...rest: (readonly [from: number, colour: string])[]): Threshold[] => [
  { value: null, color: first },
  ...rest.map(([value, color]) => ({ value, color })),
];

/** More is better: bad below `low`, good from `goal`. */
export const goodFrom = (goal: number, low: number = goal - 0.1): Threshold[] => steps(bad, [low, fair], [goal, good]);
/** Less is better. */
export const badFrom = (limit: number, near: number = limit / 2): Threshold[] =>
  steps(good, [near, fair], [limit, bad]);
/** A figure that is neither. */
export const neutral: Threshold[] = steps(plain);

export const fixed = (colour: string): FieldColorBuilder =>
  new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(colour);
export const byThreshold = (): FieldColorBuilder => new FieldColorBuilder().mode(FieldColorModeId.Thresholds);
export const byPalette = (): FieldColorBuilder => new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic);

/** A value said in words, in a colour. */
export type Meaning = readonly [value: string, words: Words, colour: string];
export const meanings = (all: readonly Meaning[], lang: Lang): ValueMapping[] =>
  all.length === 0
    ? []
    : [
        {
          type: MappingType.ValueToText,
          options: Object.fromEntries(
            all.map(([value, words, color], index) => [value, { text: say(words, lang), color, index }]),
          ),
        },
      ];
