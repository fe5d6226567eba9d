import { seededRandom } from '../random.ts';
import type { CallDay, Shift } from './day.ts';
import type { Call } from './recorded.ts';

/** A gap up to this long while somebody waits is work after the call; a longer one is a rest. As long as wrap-up may last. */
const longestAfterCallS = 60;

/** What the recording lets one see of the agents. Seconds since the day's midnight. */
export interface Observed {
  /** By agent, as in the day. */
  shifts: Shift[][];
  /** By call, as in the day: how long its agent was busy with it after it had ended. */
  afterCall: number[];
}

/**
 * When the agents of a day were there. An agent who takes nobody while somebody waits whom it could serve is not: up to
 * a minute it is still busy with its last call, longer than that it rests, until its next service. While nobody waited
 * nobody can tell: then the agent counts as there, and the work after such a call is drawn from the others of the day,
 * by the seed.
 */
export function observed(day: CallDay, calls: readonly Call[], seed: number): Observed {
  const random = seededRandom(seed);
  const waits = calls.filter(({ wait }) => wait > 0);
  const seen = new Map<Call, number>();
  const names = [...new Set(calls.filter(isServed).map(({ agent }) => agent))];
  const shifts = day.agents.map(({ types, shifts: whole }, index) => {
    const own = calls.filter((call) => isServed(call) && call.agent === names[index]);
    const able = waits.filter(({ type }) => types.includes(type));
    return whole.flatMap((shift) => partsOf(shift, own, able, seen));
  });
  const known = [...seen.values()];
  return { shifts, afterCall: calls.map((call) => seen.get(call) ?? random.pick(known) ?? 0) };
}

const isServed = ({ agent, served }: Call): boolean => agent !== null && served !== null;

/** A shift without its rests; what is seen of the work after calls goes into `seen`. */
function partsOf(shift: Shift, own: readonly Call[], able: readonly Call[], seen: Map<Call, number>): Shift[] {
  const within = own.filter(({ served }) => served! >= shift.from && served! <= shift.to);
  within.sort((a, b) => a.served! - b.served!);
  const parts: Shift[] = [];
  let { from } = shift;
  for (const [i, call] of within.entries()) {
    const next = within[i + 1]?.served;
    const end = call.served! + (call.service ?? 0);
    if (next == null || next <= end) continue;
    const idle = firstWait(able, end, next);
    if (idle === end && next - end <= longestAfterCallS) seen.set(call, next - end);
    else if (next - idle > longestAfterCallS) {
      parts.push({ from, to: idle });
      from = next;
    }
  }
  return [...parts, { from, to: shift.to }];
}

/** From when on, between two times, somebody waits; the end of them when nobody does. */
function firstWait(waits: readonly Call[], from: number, to: number): number {
  let first = to;
  for (const { arrival, wait } of waits)
    if (arrival + wait > from && arrival < to) first = Math.min(first, Math.max(arrival, from));
  return first;
}
