import type { Wall } from '../lib/wall.ts';
import { performanceHalls } from './performance-halls.ts';
import { performanceIndicators } from './performance-indicators.ts';
import { performanceLedger, performanceRatings } from './performance-ledger.ts';
import { performanceGroups, performanceTrends } from './performance-trends.ts';

/** 绩效: groups and halls against the standard's targets. Never single persons: those have their own sheets. */
export const performance: Wall = {
  name: 'performance',
  about: [
    '绩效管理：各厅、各组一日与一周的指标对照标准目标，借调台账与好差评。只到厅和组，不排个人。',
    "For performance: halls and groups, a day and a week, beside the standard's targets; loans and ratings. No persons.",
  ],
  back: '7d',
  refresh: '1m',
  panels: [
    ...performanceIndicators(1, 0),
    performanceHalls(10, [0, 4, 14, 15]),
    performanceGroups(11, [14, 4, 10, 5]),
    ...performanceTrends(20, [14, 9]),
    performanceLedger(30, [0, 19, 14, 7]),
    ...performanceRatings(31, [14, 19]),
  ],
};
