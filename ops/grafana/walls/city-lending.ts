import { bars } from '../lib/bars.ts';
import { groupColours, steps } from '../lib/colours.ts';
import { withBothNames } from '../lib/loans.ts';
import type { Draw, Spec } from '../lib/panel.ts';
import { grown } from '../lib/promql.ts';
import { now } from '../lib/targets.ts';
import { units } from '../lib/units.ts';

/** 厅间借调流向: the halls that help others most. */
export const lending = (id: number, at: Spec['at']): Draw =>
  bars({
    id,
    at,
    title: ['今日借调 · 前四', 'Loans between halls today · top four'],
    targets: [
      now(withBothNames(`topk(4, sum by (from, to) (${grown('yunting_loans_started_total')}) > 0)`), [
        '{{lender}} → {{name}}',
        '{{lender_en}} → {{en}}',
      ]),
    ],
    unit: units.count,
    decimals: 0,
    thresholds: steps(groupColours.phone),
    drills: [{ to: 'performance', title: ['看借调台账', 'The lending ledger'] }],
  });
