import { bankFiles, bankHall, seatOf, submission } from '../calls/bank.ts';
import { type CallDay, endOf } from '../calls/day.ts';
import type { Observed } from '../calls/presence.ts';
import type { PastDay } from './day.ts';

/**
 * A recorded day of calls in the words of any day: calls are answered at once. Without what is observed of them, agents
 * are there from their first to their last service, and done with a call when it ends.
 */
export function pastCalls(day: CallDay, seen?: Observed): PastDay {
  const midnight = Date.parse(day.date);
  const at = (second: number) => midnight + second * 1000;
  const shifts = seen?.shifts ?? day.agents.map((agent) => agent.shifts);
  return {
    from: midnight,
    to: at(endOf(day)),
    requests: day.callers.map((caller, index) => {
      const { business, channel, priority } = submission(caller, index);
      const wrapUp = (seen?.afterCall[index] ?? 0) * 1000;
      return {
        ...{ at: at(caller.arrival), hall: bankHall, business, channel, priority },
        ...{ patience: caller.patience * 1000, callback: null, letGo: [], reactions: [0] },
        stretches: [{ service: caller.service * 1000, wrapUp, next: null }],
      };
    }),
    shifts: shifts
      .flatMap((own, agent) => own.map(({ from, to }) => ({ station: seatOf(agent), from: at(from), to: at(to) })))
      .sort((a, b) => a.from - b.from),
  };
}

/** The bank of that day as a bureau's files. */
export const callFiles = (day: CallDay) => bankFiles(day, {});
