import { businesses } from './businesses-table.ts';
import { core } from './core-table.ts';
import { names } from './names-table.ts';
import { oversight } from './oversight-table.ts';
import { plan } from './plan-table.ts';
import { practice } from './practice-table.ts';
import type { MetricRow } from './row.ts';
import { server } from './server-table.ts';
import { stations } from './stations-table.ts';
import { stuck } from './stuck-table.ts';
import { tickets } from './tickets-table.ts';

/** Every metric of Yunting, by the name that the program has for it. */
export const table = {
  ...tickets,
  ...businesses,
  ...stations,
  ...practice,
  ...oversight,
  ...stuck,
  ...plan,
  ...names,
  ...core,
  ...server,
} as const satisfies Record<string, MetricRow>;
