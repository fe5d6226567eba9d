import { callDay } from '../../../simulate/calls/day.ts';
import type { Call } from '../../../simulate/calls/recorded.ts';
import { halfHours } from '../../forecast/half-hours.ts';
import { patience } from '../../patience.ts';
import { slotMs, type WorldFigures } from '../figures.ts';
import { type CallStaff, prepare } from '../source.ts';
import { byErlangA } from './erlang.ts';
import { nobody, type Outcome, plus, times } from './outcome.ts';

/**
 * Ways to tell a day. `happened`: as recorded. `whatIf`: the core on the virtual clock, agents as far as one can see
 * when they were there; `whole`: the same with agents there from their first to their last service. `erlangA`: each
 * half hour on its own by the day's own arrivals, agents, services and patience; `forecast`: the same by the arrivals
 * that were forecast on the evening before and the services and patience of the days before.
 */
export const ways = ['happened', 'whatIf', 'whole', 'erlangA', 'forecast'] as const;
export type Way = (typeof ways)[number];
export type ByWay = Record<Way, Outcome>;

export const staffings = ['observed', 'whole'] as const satisfies CallStaff[];

/** What is known on the evening before. */
export interface Known {
  arrivals: readonly number[];
  serviceS: number;
  patienceS: number;
}

/** A day by half hours, in all ways; without a forecast that one tells of nobody. */
export function tell(date: string, calls: Call[], worlds: readonly WorldFigures[], forecast: Known | null): ByWay[] {
  const { callers } = callDay(date, calls, 1);
  const { day } = prepare({ kind: 'calls', date, calls, staff: 'observed' }, 1);
  const work = day.requests.map(({ stretches: [one] }) => (one === undefined ? 0 : one.service + one.wrapUp) / 1000);
  const serviceS = work.reduce((sum, s) => sum + s, 0) / work.length;
  const afterS = serviceS - callers.reduce((sum, { service }) => sum + service, 0) / callers.length;
  const own = patience(callers.map(({ recorded }) => ({ waitS: recorded.wait, abandoned: !recorded.answered })));
  const patienceS = own.meanS ?? 1e9;
  const perStaffing = worlds.length / staffings.length;

  return Array.from({ length: halfHours }, (_, slot): ByWay => {
    const here = callers.filter(({ arrival }) => Math.floor((arrival * 1000) / slotMs) === slot);
    const happened = here
      .map(({ recorded: { wait, answered } }) => ({
        ...{ offered: 1, answered: answered ? 1 : 0, abandoned: answered ? 0 : 1, waitedS: wait },
      }))
      .reduce(plus, nobody);
    const played = (staff: CallStaff) => {
      const from = staffings.indexOf(staff) * perStaffing;
      return times(
        worlds
          .slice(from, from + perStaffing)
          .map((w) => slotOutcome(w, slot))
          .reduce(plus, nobody),
        1 / perStaffing,
      );
    };
    const agents = agentsIn(day, slot);
    return {
      happened,
      whatIf: played('observed'),
      whole: played('whole'),
      erlangA: byErlangA({ offered: here.length, agents, serviceS, patienceS }),
      forecast:
        forecast === null
          ? nobody
          : byErlangA({
              ...{ offered: forecast.arrivals[slot] ?? 0, agents },
              ...{ serviceS: forecast.serviceS + afterS, patienceS: forecast.patienceS },
            }),
    };
  });
}

function slotOutcome({ slots }: WorldFigures, slot: number): Outcome {
  const found = Object.values(slots)[0]?.[slot];
  if (found === undefined) return nobody;
  const { answered, left, waitedMs } = found;
  return { offered: answered + left, answered, abandoned: left, waitedS: waitedMs / 1000 };
}

/** Mean number of agents who are there in a half hour. */
function agentsIn({ from, shifts }: ReturnType<typeof prepare>['day'], slot: number): number {
  const begin = from + slot * slotMs;
  return shifts.reduce(
    (sum, shift) => sum + Math.max(0, Math.min(shift.to, begin + slotMs) - Math.max(shift.from, begin)) / slotMs,
    0,
  );
}
