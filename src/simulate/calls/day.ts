import { kaplanMeier } from '../../capacity/kaplan-meier.ts';
import { type Random, seededRandom } from '../random.ts';
import { type Call, type CallType, callTypes } from './recorded.ts';

/** A recorded day made ready to be played again. Times are seconds since the midnight with which it began. */
export interface CallDay {
  date: string;
  callers: Caller[];
  agents: Agent[];
}

export interface Caller {
  type: CallType;
  priority: number;
  arrival: number;
  /** Hangs up when it has waited so long. */
  patience: number;
  /** How long it takes to serve, once answered. */
  service: number;
  recorded: { wait: number; answered: boolean };
}

/** One of the day's agents, by number: no name leaves the recording. */
export interface Agent {
  types: CallType[];
  shifts: Shift[];
}

export interface Shift {
  from: number;
  to: number;
}

/** A service that began before this belongs to the shift of the evening before; the lines open at 7:00. */
const dawn = 5 * 3600;

/**
 * What the recording does not tell is drawn, by `seed` and date alone, so that a caller is the same whatever is tried
 * on it. Patience of one who hung up: its wait. Of one who was served: beyond the wait that it had, by the
 * Kaplan-Meier curve of the day. Service that was not recorded: one of its type's of the day, or else of the day's.
 */
export function callDay(date: string, calls: readonly Call[], seed: number): CallDay {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ (Date.parse(date) / 86_400_000));
  const patience = kaplanMeier(calls.map((call) => ({ time: call.wait, event: !call.answered })));
  const services = recordedServices(calls);
  const callers = calls.map(({ type, priority, arrival, wait, answered, service }) => {
    const drawn = { patience: patience.beyond(wait, random.next()), service: services(type, random) };
    return {
      type,
      priority,
      arrival,
      patience: answered ? drawn.patience : wait,
      service: service ?? drawn.service,
      recorded: { wait, answered },
    };
  });
  return { date, callers, agents: agentsOf(calls) };
}

/** When the first agent signs in or the first caller comes. */
export function startOf({ callers, agents }: CallDay): number {
  const begun = agents.flatMap(({ shifts }) => shifts.map(({ from }) => from));
  return Math.min(...begun, ...callers.map(({ arrival }) => arrival));
}

/** A moment by which everybody has been served or has hung up, and every agent has gone. */
export function endOf({ callers, agents }: CallDay): number {
  const served = callers.map(({ arrival, patience, service }) => arrival + patience + service);
  const gone = agents.flatMap(({ shifts }) => shifts.map(({ to }) => to));
  return Math.max(0, ...served, ...gone);
}

/** A day without any recorded service has no agents either: what is drawn then is never used. */
function recordedServices(calls: readonly Call[]): (type: CallType, random: Random) => number {
  const all = calls.flatMap(({ service }) => service ?? []);
  const byType = new Map(
    callTypes.map((type) => [type, calls.flatMap((call) => (call.type === type ? (call.service ?? []) : []))]),
  );
  return (type, random) => {
    const own = byType.get(type) ?? [];
    return random.pick(own.length > 0 ? own : all) ?? 0;
  };
}

/** Signed in from the first to the last service of the day, able to do the types that they served in it. */
function agentsOf(calls: readonly Call[]): Agent[] {
  const byName = Map.groupBy(
    calls.filter(({ agent, served }) => agent !== null && served !== null),
    ({ agent }) => agent,
  );
  return [...byName.values()].map((own) => ({
    types: callTypes.filter((type) => own.some((call) => call.type === type)),
    shifts: [
      shiftOf(own.filter(({ served }) => served! < dawn)),
      shiftOf(own.filter(({ served }) => served! >= dawn)),
    ].filter(({ from, to }) => from <= to),
  }));
}

function shiftOf(calls: readonly Call[]): Shift {
  return {
    from: Math.min(...calls.map(({ served }) => served!)),
    to: Math.max(...calls.map(({ served, service }) => served! + (service ?? 0))),
  };
}
