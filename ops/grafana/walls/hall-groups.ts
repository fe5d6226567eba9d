import { bad, fair, good, steps } from '../lib/colours.ts';
import * as figures from '../lib/figures.ts';
import { column, kept } from '../lib/links.ts';
import type { Draw, Spec } from '../lib/panel.ts';
import { withNames } from '../lib/promql.ts';
import { table } from '../lib/table.ts';
import { units } from '../lib/units.ts';
import { nameLabel } from '../lib/words.ts';

const slice = { hall: 'hall="$hall"', by: ['group'] } as const;
const half = { ...slice, over: '30m' } as const;
const goal = 'sum by (group) (yunting_service_level_goal{hall="$hall"})';

const ofGroup = (expr: string) => withNames(expr, 'group');

/** A row for each group of the hall; its name leads down to its businesses. */
export const hallGroups = (id: number, at: Spec['at']): Draw =>
  table({
    id,
    at,
    title: ['各业务受理组', 'Groups'],
    about: [
      '服务水平与目标差为最近半小时；在岗、应需与预计来件为本半小时。',
      'Service level: the last half hour; staffed, required and expected: this half hour.',
    ],
    keys: [
      { label: 'group' },
      {
        label: nameLabel,
        title: ['业务受理组', 'Group'],
        width: 260,
        drill: {
          to: 'business',
          title: ['看这个组的业务', 'Businesses of this group'],
          variables: { hall: kept('hall'), group: column('group') },
        },
      },
    ],
    columns: [
      { title: ['今日来件', 'Received'], expr: ofGroup(figures.received(slice)), unit: units.count, decimals: 0 },
      { title: ['等候', 'Waiting'], expr: ofGroup(figures.waiting(slice)), decimals: 0 },
      { title: ['最长等候', 'Longest wait'], expr: ofGroup(figures.longestWait(slice)), unit: units.clock },
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
      {
        title: ['服务水平', 'Service level'],
        expr: ofGroup(figures.serviceLevel(half)),
        unit: units.share,
        decimals: 0,
      },
      { title: ['目标', 'Goal'], expr: ofGroup(goal), unit: units.share, decimals: 0 },
      {
        title: ['差(百分点)', 'Points over goal'],
        expr: ofGroup(`(${figures.serviceLevel(half)} - ${goal}) * 100`),
        decimals: 0,
        thresholds: steps(bad, [-10, fair], [0, good]),
        cell: 'alarm',
      },
      { title: ['在岗', 'Staffed'], expr: ofGroup(figures.staffed(slice)), decimals: 0 },
      { title: ['应需', 'Required'], expr: ofGroup(figures.required(slice)), decimals: 0 },
      {
        title: ['余缺', 'Gap'],
        expr: ofGroup(figures.staffGap(slice)),
        decimals: 0,
        thresholds: steps(bad, [-2, fair], [0, good]),
        cell: 'alarm',
      },
      {
        title: ['本半小时预计', 'Expected, ½ h'],
        expr: ofGroup('sum by (group) (yunting_plan_arrivals_expected{hall="$hall"})'),
        decimals: 0,
      },
    ],
    tall: true,
  });
