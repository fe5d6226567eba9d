import { bad, badFrom, fair, plain, quiet, steps } from '../lib/colours.ts';
import { column } from '../lib/links.ts';
import { grown, share, withHallAndGroup, withNames } from '../lib/promql.ts';
import { type Column, table } from '../lib/table.ts';
import { units } from '../lib/units.ts';
import { nameLabel, type Words } from '../lib/words.ts';

const here = 'hall=~"$hall"';
const hour = 3600;

/** Zeros recede, so that the eye finds what is there. */
const count = (title: Words, expr: string, kind: 'hall' | 'department', limit?: number): Column => ({
  title,
  expr: withNames(expr, kind),
  unit: units.count,
  decimals: 0,
  width: 76,
  thresholds: limit === undefined ? steps(quiet, [0.5, plain]) : steps(quiet, [0.5, fair], [limit, bad]),
});
const age = (title: Words, expr: string, kind: 'hall' | 'department', near: number, limit: number): Column => ({
  title,
  expr: withNames(expr, kind),
  unit: units.clock,
  decimals: 0,
  width: 112,
  thresholds: steps(quiet, [1, plain], [near, fair], [limit, bad]),
});

const parked = (reason: string) => `sum by (hall) (yunting_tickets_parked{${here}, reason="${reason}"})`;
const oldest = (reason: string) => `max by (hall) (yunting_ticket_oldest_parked_seconds{${here}, reason="${reason}"})`;
const limit = (status: string) => `sum by (hall) (yunting_tickets_limit{${here}, status="${status}"})`;

/** A row for each hall: what its tickets wait for, and for how long the oldest has. */
const halls = table({
  id: 10,
  at: [0, 3, 13, 15],
  title: ['各厅停办、时限与差评', 'Parked, promised and rated, by hall'],
  about: [
    '时长按市局时间计，夜间也算。点厅名看该厅。',
    'Times are bureau time, nights included. A hall’s name leads to the hall.',
  ],
  keys: [
    { label: 'hall' },
    {
      label: nameLabel,
      title: ['云税厅', 'Hall'],
      width: 208,
      drill: { to: 'hall', title: ['看这个厅', 'This hall'], variables: { hall: column('hall') } },
    },
  ],
  columns: [
    count(['补正', 'Material'], parked('supplement'), 'hall'),
    age(['补正最久', 'Oldest'], oldest('supplement'), 'hall', 24 * hour, 48 * hour),
    count(['未到', 'No-show'], parked('noShow'), 'hall'),
    age(['未到最久', 'Longest'], oldest('noShow'), 'hall', hour, 4 * hour),
    count(['预约', 'Booked'], parked('booked'), 'hall'),
    count(['临近时限', 'Near'], limit('warned'), 'hall', 10),
    count(['超时限', 'Broken'], limit('breached'), 'hall', 0.5),
    count(['差评', 'Ratings'], `sum by (hall) (yunting_follow_ups_open{${here}})`, 'hall'),
    age(
      ['差评最久', 'Open for'],
      `max by (hall) (yunting_follow_up_oldest_seconds{${here}})`,
      'hall',
      24 * hour,
      72 * hour,
    ),
  ],
  sort: { by: ['补正', 'Material'] },
});

const of = (metric: string) => `sum by (department) (${metric})`;

/** A row for each department: what it was asked, and how fast it answers. */
const departments = table({
  id: 11,
  at: [13, 3, 11, 15],
  title: ['各部门快速响应', 'Questions, by department'],
  about: [
    '来问、均时、逾期率为所选时段内；均时为提问到答复，夜间也算。',
    'Asked, mean and late are of the time that is looked at; the mean is from question to answer, nights included.',
  ],
  keys: [{ label: nameLabel, title: ['业务部门', 'Department'], width: 316 }],
  columns: [
    count(['待答', 'Open'], of('yunting_questions_open'), 'department'),
    count(['逾期', 'Overdue'], of('yunting_questions_overdue'), 'department', 0.5),
    age(['最久', 'Oldest'], 'max by (department) (yunting_question_oldest_seconds)', 'department', 2 * hour, 8 * hour),
    count(['来问', 'Asked'], of(grown('yunting_questions_asked_total')), 'department'),
    {
      title: ['均时', 'Mean answer'],
      expr: withNames(
        share(of(grown('yunting_question_answer_seconds_sum')), of(grown('yunting_question_answer_seconds_count'))),
        'department',
      ),
      unit: units.clock,
      decimals: 0,
      width: 112,
      thresholds: badFrom(8 * hour, 4 * hour),
    },
    {
      title: ['逾期率', 'Late'],
      expr: withNames(
        share(of(grown('yunting_questions_late_total')), of(grown('yunting_questions_asked_total'))),
        'department',
      ),
      unit: units.share,
      decimals: 0,
      width: 76,
      thresholds: badFrom(0.2, 0.1),
    },
  ],
  sort: { by: ['待答', 'Open'] },
});

/** Where promised time is lost, in hall and group. */
const promises = table({
  id: 12,
  at: [13, 18, 6, 9],
  title: ['超时限的厅与组', 'Promises broken, by hall and group'],
  about: ['在办：现在已超时限；本期：所选时段内超出。', 'Now: open and over; grown: went over in the time looked at.'],
  keys: [{ label: nameLabel, title: ['厅 · 组', 'Hall · group'], width: 302 }],
  columns: [
    {
      title: ['在办', 'Open'],
      expr: withHallAndGroup(`sum by (hall, group) (yunting_tickets_limit{${here}, status="breached"})`),
      width: 76,
      thresholds: steps(quiet, [0.5, bad]),
    },
    {
      title: ['本期', 'In all'],
      expr: withHallAndGroup(`sum by (hall, group) (${grown(`yunting_limits_breached_total{${here}}`)})`),
      decimals: 0,
      width: 76,
      thresholds: steps(quiet, [0.5, fair]),
    },
  ],
  sort: { by: ['本期', 'In all'] },
});

export const stuckWhere = [halls, departments, promises];
