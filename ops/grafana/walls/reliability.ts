import type { Wall } from '../lib/wall.ts';
import { budget } from './reliability-budget.ts';
import { health } from './reliability-health.ts';
import { traffic } from './reliability-traffic.ts';

export const reliability: Wall = {
  name: 'reliability',
  about: [
    '运维看：有没有丢件、有没有故障、错误预算还剩多少、谁在被拒绝。',
    'For engineers: is anything lost or broken, how much error budget is left, and who is being refused.',
  ],
  back: '3h',
  panels: [...health, ...budget, ...traffic],
};
