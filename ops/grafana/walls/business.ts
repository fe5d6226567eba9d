import * as businesses from '../lib/businesses.ts';
import { bad, fair, good, steps } from '../lib/colours.ts';
import { grown, share } from '../lib/promql.ts';
import { targetOf } from '../lib/standard.ts';
import { counted, statRow, waiting } from '../lib/stat-row.ts';
import { now } from '../lib/targets.ts';
import { units } from '../lib/units.ts';
import { choiceOf } from '../lib/variables.ts';
import type { Wall } from '../lib/wall.ts';
import { businessCharts } from './business-charts.ts';
import { businessGroups, businessHalls, businessOutcomes, businessTable } from './business-parts.ts';

const chosen: businesses.Of = { where: 'hall=~"$hall",business=~"$business"', by: [] };
const goal = targetOf('service-level');

/** 业务: hall, group and business as narrow or as wide as the reader likes. */
export const business: Wall = {
  name: 'business',
  about: [
    '业务部门与各厅：哪些业务来得多、等得久、办得慢，在哪个厅。',
    'For departments and halls: which businesses come most, wait longest and take longest, and where.',
  ],
  back: '10h',
  variables: [
    choiceOf('hall', { label: ['云税厅', 'Hall'], all: true }),
    choiceOf('group', { label: ['业务受理组', 'Group'], all: true }),
    choiceOf('business', { label: ['业务', 'Business'], all: true, where: 'group=~"$group"' }),
  ],
  panels: [
    ...statRow(
      [0, 0, 4, 4],
      { id: 1, ...counted(['今日来件', 'Received today'], businesses.received(chosen)) },
      { id: 2, ...waiting(businesses.waiting(chosen)) },
      {
        id: 3,
        title: ['目标内应答', 'Answered in target'],
        about: [
          '应答件中在目标时限内应答的比例；业务不分渠道计数。',
          'Of the tickets answered: those within their target. Businesses are counted over all channels.',
        ],
        targets: [now(businesses.inTarget(chosen))],
        unit: units.share,
        decimals: 1,
        thresholds: steps(bad, [goal - 0.1, fair], [goal, good]),
      },
      {
        id: 4,
        title: ['平均等候', 'Mean wait'],
        targets: [now(businesses.wait(chosen))],
        unit: units.clock,
      },
      {
        id: 5,
        title: ['平均办理', 'Mean handling'],
        targets: [now(businesses.handle(chosen))],
        unit: units.clock,
      },
      {
        id: 6,
        title: ['补正率 · 全市', 'Supplements · city'],
        about: [
          '要求补正的次数 ÷ 来件数（全市，所选业务）。高则说明一次性告知或申报指引可改进。',
          'Times that material was asked for ÷ tickets received, in the city, for the businesses chosen.',
        ],
        targets: [
          now(
            share(
              `sum(${grown('yunting_business_supplements_asked_total{business=~"$business"}')})`,
              businesses.received({ where: 'business=~"$business"', by: [] }),
            ),
          ),
        ],
        unit: units.share,
        decimals: 1,
      },
    ),
    businessTable(10, [0, 4, 14, 9]),
    ...businessCharts(20, [14, 4]),
    businessGroups(11, [0, 13, 14, 5]),
    businessHalls(12, [14, 13, 10, 13]),
    businessOutcomes(13, [0, 18, 14, 8]),
  ],
};
