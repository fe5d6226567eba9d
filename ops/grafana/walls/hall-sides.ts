import { bad, badFrom, fair, plain, steps } from '../lib/colours.ts';
import { kept } from '../lib/links.ts';
import type { Draw, Spec } from '../lib/panel.ts';
import { grown, withNames } from '../lib/promql.ts';
import { stat } from '../lib/stat.ts';
import { table } from '../lib/table.ts';
import { now } from '../lib/targets.ts';
import { nameLabel } from '../lib/words.ts';

/** Loans of the hall with each other hall: lent to it, and borrowed from it. */
export function hallLoans(id: number, at: Spec['at']): Draw {
  const lent = `label_replace(sum by (to) (${grown('yunting_loans_started_total{from="$hall"}')}), "hall", "$1", "to", "(.*)")`;
  const borrowed = `label_replace(sum by (from) (${grown('yunting_loans_started_total{to="$hall"}')}), "hall", "$1", "from", "(.*)")`;
  const busiest = `topk(3, sum by (hall) (${lent} or ${borrowed}) > 0)`;
  const shown = (expr: string) =>
    withNames(`(sum by (hall) (${expr}) or ${busiest} * 0) and on (hall) ${busiest}`, 'hall');
  return table({
    id,
    at,
    title: ['今日与他厅互助', 'Loans with other halls today'],
    keys: [{ label: nameLabel, title: ['对方云税厅', 'Other hall'] }],
    columns: [
      { title: ['借出次数', 'Lent'], expr: shown(lent), decimals: 0 },
      { title: ['借入次数', 'Borrowed'], expr: shown(borrowed), decimals: 0 },
    ],
    sort: { by: ['借出次数', 'Lent'] },
  });
}

/** What does not move on; where and with whom is on the wall of stuck work. */
export const hallStuck = (id: number, at: Spec['at']): Draw =>
  stat({
    id,
    at,
    title: ['停着的工作', 'What does not move'],
    targets: [
      now('sum(yunting_tickets_parked{hall="$hall",reason="supplement"})', ['待补正', 'Supplements']),
      now('sum(yunting_tickets_limit{hall="$hall",status="warned"})', ['临近时限', 'Nearly late']),
      now('sum(yunting_tickets_limit{hall="$hall",status="breached"})', ['已超时限', 'Late']),
      now('sum(yunting_follow_ups_open{hall="$hall"})', ['差评待整改', 'Bad ratings']),
    ],
    decimals: 0,
    names: true,
    thresholds: steps(plain),
    each: {
      1: { thresholds: steps(plain, [1, fair]) },
      2: { thresholds: steps(plain, [1, bad]) },
      3: { thresholds: badFrom(5, 1) },
    },
    drills: [{ to: 'stuck', title: ['看卡在哪里', 'Where it is stuck'], variables: { hall: kept('hall') } }],
  });
