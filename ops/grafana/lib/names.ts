import type { Lang, Words } from './words.ts';

/** Every wall in the order of the bar of links on top of each. */
export const wallTitles = {
  city: ['全市大屏', 'City wall'],
  hall: ['云税厅', 'Hall'],
  business: ['业务', 'Business'],
  performance: ['绩效', 'Performance'],
  stuck: ['补正·响应·时限', 'Stuck work'],
  capacity: ['容量', 'Capacity'],
  reliability: ['可靠性', 'Reliability'],
} as const satisfies Record<string, Words>;

export type WallName = keyof typeof wallTitles;
export const wallNames = Object.keys(wallTitles) as WallName[];

/** Fixed for ever: bookmarks, links and the home dashboard hold it. */
export const uidOf = (wall: WallName, lang: Lang): string => `yunting-${wall}${lang === 'zh' ? '' : `-${lang}`}`;
