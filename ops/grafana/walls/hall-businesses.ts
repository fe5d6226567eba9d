import * as businesses from '../lib/businesses.ts';
import { bad, fair, good, groupColours, steps } from '../lib/colours.ts';
import { column, kept } from '../lib/links.ts';
import type { Draw, Spec } from '../lib/panel.ts';
import { withNames } from '../lib/promql.ts';
import { targetOf } from '../lib/standard.ts';
import { table } from '../lib/table.ts';
import { units } from '../lib/units.ts';
import { nameLabel } from '../lib/words.ts';

const here: businesses.Of = { where: 'hall="$hall"' };
/** The busiest businesses only: what fits a wall is read, what scrolls is not. */
const rows = 7;
const busiest = `topk(${rows}, ${businesses.received(here)} > 0)`;
const ofBusiest = (expr: string) => withNames(`${expr} and on (business) ${busiest}`, 'business');

export const hallBusinesses = (id: number, at: Spec['at']): Draw =>
  table({
    id,
    at,
    title: ['来件最多的业务', 'Busiest businesses'],
    keys: [
      { label: 'business' },
      {
        label: nameLabel,
        title: ['业务', 'Business'],
        width: 300,
        drill: {
          to: 'business',
          title: ['看这项业务', 'See this business'],
          variables: { hall: kept('hall'), business: column('business') },
        },
      },
    ],
    columns: [
      {
        title: ['今日来件', 'Received'],
        expr: withNames(busiest, 'business'),
        decimals: 0,
        cell: 'bar',
        thresholds: steps(groupColours.etax),
      },
      { title: ['等候', 'Waiting'], expr: ofBusiest(businesses.waiting(here)), decimals: 0 },
      {
        title: ['目标内应答', 'In target'],
        expr: ofBusiest(businesses.inTarget(here)),
        unit: units.share,
        decimals: 0,
        thresholds: steps(bad, [targetOf('service-level') - 0.1, fair], [targetOf('service-level'), good]),
      },
      { title: ['平均等候', 'Mean wait'], expr: ofBusiest(businesses.wait(here)), unit: units.clock },
      { title: ['平均办理', 'Mean handling'], expr: ofBusiest(businesses.handle(here)), unit: units.clock },
    ],
    sort: { by: ['今日来件', 'Received'] },
  });
