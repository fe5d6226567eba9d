import { badFrom, neutral } from '../lib/colours.ts';
import { grown, share } from '../lib/promql.ts';
import { statRow } from '../lib/stat-row.ts';
import { now } from '../lib/targets.ts';
import { units } from '../lib/units.ts';

const here = 'hall=~"$hall"';
const hour = 3600;
const none = badFrom(1, 0.5);

/** The figures on top: how much is stuck at this moment. */
export const stuckNow = statRow(
  [0, 0, 3, 3],
  {
    id: 1,
    title: ['等候补正', 'Awaiting material'],
    about: ['已一次性告知、等纳税人补交材料的办件。', 'Tickets whose taxpayer was asked for all missing material.'],
    targets: [now(`sum(yunting_tickets_parked{${here}, reason="supplement"})`)],
    thresholds: neutral,
  },
  {
    id: 2,
    title: ['最久停办', 'Longest parked'],
    about: [
      '补正或未到中停办最久的一件，按市局时间计；预约未到时间的不算。',
      'The ticket that has waited longest for material or for its next call, in bureau time; appointments are not stuck.',
    ],
    targets: [now(`max(yunting_ticket_oldest_parked_seconds{${here}, reason!="booked"})`)],
    unit: units.clock,
    thresholds: badFrom(48 * hour, 24 * hour),
  },
  {
    id: 3,
    title: ['快速响应待答', 'Questions open'],
    about: ['业务部门尚未答复的提问（全市）。', 'Questions that departments have yet to answer, of the whole city.'],
    targets: [now('sum(yunting_questions_open)')],
    thresholds: neutral,
  },
  {
    id: 4,
    title: ['逾期未答', 'Questions overdue'],
    targets: [now('sum(yunting_questions_overdue)')],
    thresholds: none,
  },
  {
    id: 5,
    title: ['临近时限', 'Promise near'],
    about: ['承诺时限已用去大半、尚未办结的办件。', 'Open tickets of whose promised handling time most is over.'],
    targets: [now(`sum(yunting_tickets_limit{${here}, status="warned"})`)],
    thresholds: badFrom(20, 1),
  },
  {
    id: 6,
    title: ['已超时限', 'Promise broken'],
    about: ['承诺时限已过、尚未办结的办件。', 'Open tickets whose promised handling time is over.'],
    targets: [now(`sum(yunting_tickets_limit{${here}, status="breached"})`)],
    thresholds: none,
  },
  {
    id: 7,
    title: ['差评待整改', 'Bad ratings open'],
    about: ['尚未核实办结的差评。', 'Bad ratings that no supervisor has closed yet.'],
    targets: [now(`sum(yunting_follow_ups_open{${here}})`)],
    thresholds: neutral,
  },
  {
    id: 8,
    title: ['呼叫未到率', 'No-shows'],
    about: [
      '所选时段内，呼叫后无人应到的占比。',
      'Calls of taxpayers that nobody came to, of all that ended in the time that is looked at.',
    ],
    targets: [
      now(
        share(
          `sum(${grown(`yunting_calls_ended_total{${here}, result="noShow"}`)})`,
          `sum(${grown(`yunting_calls_ended_total{${here}}`)})`,
        ),
      ),
    ],
    unit: units.share,
    decimals: 1,
    thresholds: badFrom(0.25, 0.15),
  },
);
