import { bars } from '../lib/bars.ts';
import * as businesses from '../lib/businesses.ts';
import { bad, fair, good, groupColours, quiet, steps } from '../lib/colours.ts';
import * as figures from '../lib/figures.ts';
import { column, kept, label } from '../lib/links.ts';
import { outcomeWords } from '../lib/outcomes.ts';
import type { Draw, Spec } from '../lib/panel.ts';
import { grown, withNames } from '../lib/promql.ts';
import { targetOf } from '../lib/standard.ts';
import { table } from '../lib/table.ts';
import { now } from '../lib/targets.ts';
import { units } from '../lib/units.ts';
import { named, nameLabel, type Words } from '../lib/words.ts';

type At = Spec['at'];
const goal = targetOf('service-level');
const inTargetColours = steps(bad, [goal - 0.1, fair], [goal, good]);
const where = 'hall=~"$hall",business=~"$business"';

const ofBusiness = (expr: string) => withNames(expr, 'business');
/** Every business that is chosen and came at all, the busiest first; each leads to itself alone. */
export const businessTable = (id: number, at: At): Draw =>
  table({
    id,
    at,
    title: ['各项业务', 'Businesses'],
    keys: [
      { label: 'business' },
      {
        label: nameLabel,
        title: ['业务', 'Business'],
        width: 290,
        drill: {
          to: 'business',
          title: ['只看这项业务', 'This business alone'],
          variables: { hall: kept('hall'), group: kept('group'), business: column('business') },
        },
      },
    ],
    columns: [
      {
        title: ['今日来件', 'Received'],
        expr: ofBusiness(businesses.received({ where })),
        decimals: 0,
        cell: 'bar',
        thresholds: steps(groupColours.etax),
      },
      { title: ['等候', 'Waiting'], expr: ofBusiness(businesses.waiting({ where })), decimals: 0 },
      {
        title: ['目标内应答', 'In target'],
        expr: ofBusiness(businesses.inTarget({ where })),
        unit: units.share,
        decimals: 0,
        thresholds: inTargetColours,
      },
      { title: ['平均等候', 'Mean wait'], expr: ofBusiness(businesses.wait({ where })), unit: units.clock },
      { title: ['平均办理', 'Mean handling'], expr: ofBusiness(businesses.handle({ where })), unit: units.clock },
    ],
    sort: { by: ['今日来件', 'Received'] },
  });

const slice: figures.Slice = { hall: 'hall=~"$hall"', group: 'group=~"$group"', by: ['group'] };
const ofGroup = (expr: string) => withNames(expr, 'group');

/** The groups that are chosen, over all their businesses: the way back up. */
export const businessGroups = (id: number, at: At): Draw =>
  table({
    id,
    at,
    title: ['所选业务受理组 · 全部业务', 'Groups chosen · all their businesses'],
    keys: [
      { label: 'group' },
      {
        label: nameLabel,
        title: ['业务受理组', 'Group'],
        width: 290,
        drill: {
          to: 'business',
          title: ['只看这个组', 'This group alone'],
          variables: { hall: kept('hall'), group: column('group') },
        },
      },
    ],
    columns: [
      { title: ['今日来件', 'Received'], expr: ofGroup(figures.received(slice)), unit: units.count, decimals: 0 },
      { title: ['等候', 'Waiting'], expr: ofGroup(figures.waiting(slice)), decimals: 0 },
      {
        title: ['服务水平', 'Service level'],
        expr: ofGroup(figures.serviceLevel(slice)),
        unit: units.share,
        decimals: 0,
        thresholds: inTargetColours,
      },
      {
        title: ['平均等候', 'Mean wait'],
        expr: ofGroup(figures.mean('yunting_ticket_wait_seconds', slice)),
        unit: units.clock,
      },
      {
        title: ['平均办理', 'Mean handling'],
        expr: ofGroup(figures.mean('yunting_ticket_handle_seconds', slice)),
        unit: units.clock,
      },
    ],
  });

/** The same businesses, hall by hall. */
export const businessHalls = (id: number, at: At): Draw =>
  bars({
    id,
    at,
    title: ['各厅目标内应答 · 所选业务', 'Answered in target by hall · businesses chosen'],
    targets: [now(`sort_desc(${withNames(businesses.inTarget({ where, by: ['hall'] }), 'hall')})`, named)],
    unit: units.share,
    decimals: 0,
    max: 1,
    thresholds: inTargetColours,
    drills: [{ to: 'hall', title: ['看这个厅', 'See this hall'], variables: { hall: label('hall') } }],
  });

const ended = (outcome: string, words: Words) =>
  now(`sum(${grown(`yunting_business_tickets_closed_total{business=~"$business",outcome="${outcome}"}`)})`, words);

/** How tickets of the businesses ended; the metric knows no halls. */
export const businessOutcomes = (id: number, at: At): Draw =>
  bars({
    id,
    at,
    title: ['怎样了结 · 全市', 'How they ended · city'],
    targets: Object.entries(outcomeWords).map(([outcome, words]) => ended(outcome, words)),
    unit: units.count,
    decimals: 0,
    thresholds: steps(quiet),
    each: {
      0: { thresholds: steps(good) },
      4: { thresholds: steps(fair) },
      6: { thresholds: steps(fair) },
    },
  });
