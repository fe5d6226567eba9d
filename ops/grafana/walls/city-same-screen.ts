import { chart } from '../lib/chart.ts';
import { bad, badFrom, fair, good, plain, steps } from '../lib/colours.ts';
import * as figures from '../lib/figures.ts';
import { groups } from '../lib/groups.ts';
import type { Draw } from '../lib/panel.ts';
import { perMinute, withNames } from '../lib/promql.ts';
import { channelsOf, targetOf, waitTarget } from '../lib/standard.ts';
import { stat } from '../lib/stat.ts';
import { now, over } from '../lib/targets.ts';
import { units } from '../lib/units.ts';
import { named } from '../lib/words.ts';

/** 同屏展示: the three groups side by side, each with its figures now and what came in, by channel. */
export const sameScreen = (id: number, y: number): Draw[] =>
  groups.flatMap(({ code, title, colours, wait, waitUnitS }, n) => {
    const slice = { group: `group="${code}"` };
    const goal = targetOf('service-level');
    const patience = waitTarget(code) / waitUnitS;
    const longest = figures.longestWait(slice);
    return [
      stat({
        id: id + 2 * n,
        at: [8 * n, y, 8, 4],
        title,
        about: ['服务水平为最近半小时。', 'Service level: of the last half hour.'],
        targets: [
          now(figures.received(slice), ['今日来件', 'Today']),
          now(figures.waiting(slice), ['等候', 'Waiting']),
          now(waitUnitS === 1 ? longest : `${longest} / ${waitUnitS}`, wait),
          now(figures.serviceLevel({ ...slice, over: '30m' }), ['服务水平', 'Service level']),
        ],
        unit: units.count,
        decimals: 0,
        names: true,
        each: {
          0: { colour: colours[0] },
          2: { thresholds: badFrom(3 * patience, patience) },
          3: { unit: units.share, decimals: 0, thresholds: steps(bad, [goal - 0.1, fair], [goal, good]) },
        },
        drills: [{ to: 'business', title: ['看这个组的业务', 'Businesses of this group'], variables: { group: code } }],
        thresholds: steps(plain),
      }),
      chart({
        id: id + 2 * n + 1,
        at: [8 * n, y + 4, 8, 5],
        title: ['每分钟来件', 'Arrivals a minute'],
        targets: channelsOf(code).map((channel) => over(arrivals(channel), named)),
        unit: units.count,
        min: 0,
        stacked: true,
        each: Object.fromEntries(channelsOf(code).map((_, place) => [place, { colour: colours[place] ?? plain }])),
      }),
    ];
  });

const arrivals = (channel: string) =>
  withNames(`sum by (channel) (${perMinute(`yunting_tickets_submitted_total{channel="${channel}"}`)})`, 'channel');
