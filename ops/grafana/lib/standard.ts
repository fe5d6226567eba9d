import { fileURLToPath } from 'node:url';
import { loadBureau } from '../../../src/config/load.ts';
import { badFrom, goodFrom } from './colours.ts';
import type { Words } from './words.ts';

const bureau = await loadBureau(fileURLToPath(new URL('../../../config/guangzhou', import.meta.url)));

/** What the bureau's standard wants of an indicator, in its unit. Throws when it wants nothing. */
export function targetOf(indicator: string): number {
  const target = bureau.standards.indicators.find(({ code }) => code === indicator)?.target;
  if (target === undefined) throw new Error(`the standard has no target for ${indicator}`);
  return target;
}

/** A title that says the target too: colours alone do not tell what is wanted. */
export const withTarget = ([zh, en]: Words, indicator: string): Words => {
  const percent = `${Math.round(targetOf(indicator) * 1000) / 10}%`;
  return [`${zh} · 目标 ${percent}`, `${en} · target ${percent}`];
};

/** Colours by the standard's target; `slack` below (or above) it is only fair. */
export const reach = (indicator: string, slack: number) => goodFrom(targetOf(indicator), targetOf(indicator) - slack);
export const stayUnder = (indicator: string, slack: number) =>
  badFrom(targetOf(indicator) + slack, targetOf(indicator));

/** The channels that a group serves, as the bureau's files have them. */
export const channelsOf = (group: string): string[] =>
  [...bureau.channels].filter(([, channel]) => channel.group === group).map(([code]) => code);

/** How long a ticket of a group may wait to be in target by the usual rules, s. */
export function waitTarget(group: string): number {
  const modality = bureau.groups.get(group)?.modality;
  if (modality === undefined) throw new Error(`group ${group} has no modality`);
  return bureau.files.bureau.rules[modality].target / 1000;
}
