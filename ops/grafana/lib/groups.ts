import { groupColours } from './colours.ts';
import type { Words } from './words.ts';

const minutes = { wait: ['最长等候 · 分', 'Longest wait, min'], waitUnitS: 60 } as const;

/**
 * The groups as the same-screen view (同屏展示) shows them: with the ways that a taxpayer comes by, and waits in the
 * measure of their patience. `colours`: of the group and its first channel, then of its other channels.
 */
export const groups = [
  {
    code: 'etax',
    title: ['电子税务局 · 不见面', 'E-tax · unseen'],
    colours: [groupColours.etax, '#B9D3FB'],
    ...minutes,
  },
  {
    code: 'vtax',
    title: ['V-Tax 与政务晓屋 · 可见面', 'V-Tax and booths · face to face'],
    colours: [groupColours.vtax, '#E6C8F5'],
    ...minutes,
  },
  {
    code: 'phone',
    title: ['咨询电话 · 听得见', 'Telephone · heard'],
    colours: [groupColours.phone, '#B5EAE7'],
    wait: ['最长等候 · 秒', 'Longest wait, s'],
    waitUnitS: 1,
  },
] as const satisfies readonly {
  code: string;
  title: Words;
  colours: readonly string[];
  wait: Words;
  waitUnitS: number;
}[];
