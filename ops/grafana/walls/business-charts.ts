import * as businesses from '../lib/businesses.ts';
import { chart } from '../lib/chart.ts';
import type { Draw } from '../lib/panel.ts';
import { perMinute, withNames } from '../lib/promql.ts';
import { over } from '../lib/targets.ts';
import { units } from '../lib/units.ts';
import { named } from '../lib/words.ts';

const where = 'hall=~"$hall",business=~"$business"';
/** The busiest at the end of the time that is looked at: the same lines from left to right. */
const busiest = `topk(5, ${businesses.received({ where }).replace('[$__range]', '[$__range] @ end()')})`;
const ofBusiest = (expr: string) => over(withNames(`${expr} and on (business) ${busiest}`, 'business'), named);

export const businessCharts = (id: number, [x, y]: readonly [number, number]): Draw[] => [
  chart({
    id,
    at: [x, y, 10, 5],
    title: ['每分钟来件 · 前五', 'Arrivals a minute · top five'],
    targets: [ofBusiest(`sum by (business) (${perMinute(`yunting_business_tickets_submitted_total{${where}}`)})`)],
    unit: units.count,
    min: 0,
    points: 80,
    decimals: 1,
    legend: 'right',
  }),
  chart({
    id: id + 1,
    at: [x, y + 5, 10, 4],
    title: ['等候件数 · 同上五项', 'Waiting · the same five'],
    atLeast: 5,
    targets: [ofBusiest(businesses.waiting({ where }))],
    unit: units.count,
    min: 0,
    legend: 'none',
  }),
];
