import type { Bureau } from '../../config/schema.ts';
import { CodedError } from '../../protocol/codes.ts';
import { bankBureau, bankHall, seatOf } from '../../simulate/calls/bank.ts';
import { callDay } from '../../simulate/calls/day.ts';
import { type Recording, readCalls } from '../../simulate/calls/recorded.ts';
import { HalfHours } from '../forecast/half-hours.ts';
import { History } from '../forecast/history.ts';
import { Presences } from '../roster/presence.ts';

/** Recorded calls as the past of a bureau of one hall, with the agents of one of its days (ISO date) as its seats. */
export interface RecordedPast {
  bureau: Bureau;
  halfHours: HalfHours;
  history: History;
  presences: Presences;
  /** The end of the last day, ms. */
  now: number;
}

/** Reads the recorded calls of a CSV file; the agents are those of `day`, by default its last. Throws `bad-file`. */
export async function readRecorded(path: string, day?: string): Promise<RecordedPast> {
  const { calls } = await readCalls(path);
  const last = calls.at(-1)?.date;
  if (last === undefined) throw new CodedError('bad-file', `${path} holds no calls`);
  const date = day ?? last;
  const own = callDay(
    date,
    calls.filter((call) => call.date === date),
    0,
  );
  const bureau = bankBureau(own);
  const halfHours = new HalfHours(bureau);
  const presences = new Presences();
  const at = (seconds: number) => Date.parse(date) + seconds * 1000;
  own.agents.forEach(({ shifts }, agent) => {
    for (const { from, to } of shifts) presences.all.push({ station: seatOf(agent), from: at(from), to: at(to) });
  });
  const history = historyOf(calls, halfHours);
  return { bureau, halfHours, history, presences, now: halfHours.of(last).to };
}

function historyOf(calls: Recording['calls'], halfHours: HalfHours): History {
  const history = new History(halfHours);
  const line = { hall: bankHall, group: 'phone' };
  for (const { date, type, arrival, wait, answered, service } of calls) {
    const midnight = Date.parse(date);
    const came = midnight + arrival * 1000;
    history.covers(midnight, halfHours.of(date).to);
    history.arrived(line, came);
    history.asked(line, type.toLowerCase(), 'phone');
    history.waited(line, came, wait, !answered);
    if (service !== null) history.served(line, came, service);
  }
  return history;
}
