import type { Wall } from '../lib/wall.ts';
import { latency } from './capacity-latency.ts';
import { load } from './capacity-load.ts';
import { processPanels } from './capacity-process.ts';

export const capacity: Wall = {
  name: 'capacity',
  about: [
    '运维看：派件有多快、时间花在哪里、离实测上限还有多远。',
    'For engineers: how fast offers are made, where the time goes, and how far the measured limits are.',
  ],
  back: '3h',
  panels: [...latency, ...processPanels, ...load],
};
