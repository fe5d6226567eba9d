import type { Step } from '../../bureau/commands.ts';
import { type BureauEvent, stationsOf } from '../../bureau/events.ts';
import { type Day, Days } from '../../performance/days.ts';
import { type StationSnapshot, Stations } from '../../performance/stations.ts';
import type { Shift } from './day.ts';
import type { RecordedDay, RecordedRequest, RecordedStretch } from './recorded.ts';
import { follow, type Trace, type TracedStretch, traceOf } from './trace.ts';

/**
 * Reads a day off a journal, as a fold over its steps: who came, when, with how much work, and who was at work. The
 * hands of a desk are shared equally by what lies there uninterrupted, as `Hands` gives them out again.
 */
export class Recorder {
  readonly #days: Days;
  readonly #asked: Day | null;
  readonly #stations = new Stations();
  /** Up to when the work on a desk is counted. */
  readonly #since = new Map<string, number>();
  readonly #working = new Map<string, number>();
  readonly #traces = new Map<string, Trace>();
  #shifts: Shift[] = [];
  #day: Day | null = null;
  #last = 0;

  /** `day`: an ISO date; without it the last day on which somebody came. Throws `RangeError` when it is no date. */
  constructor(timezone: string, day?: string) {
    this.#days = new Days(timezone);
    this.#asked = day === undefined ? null : this.#days.of(day);
  }

  /** Takes the next step of the journal. False: nothing that follows matters. */
  add({ at, events }: Step): boolean {
    if (this.#asked !== null && at >= this.#asked.to) return false;
    this.#last = at;
    for (const e of events) {
      for (const id of stationsOf(e)) this.#station(id, e);
      this.#ticket(e);
    }
    return true;
  }

  /** The day; null when nobody came on it. */
  recorded(): RecordedDay | null {
    const day = this.#asked ?? this.#day;
    if (day === null) return null;
    const to = this.#last >= day.from && this.#last < day.to && this.#asked === null ? this.#last : day.to;
    const open = [...this.#working].map(([station, from]) => ({ station, from, to }));
    const shifts = [...this.#shifts, ...open]
      .filter((shift) => shift.to > day.from && shift.from < to)
      .map(({ station, from, to: end }) => ({ station, from: Math.max(from, day.from), to: Math.min(end, to) }))
      .sort((a, b) => a.from - b.from);
    const requests = [...this.#traces.values()]
      .flatMap((trace) => requestOf(trace, day.from, to))
      .sort((a, b) => a.at - b.at);
    return requests.length === 0 ? null : { date: day.day, from: day.from, to, requests, shifts };
  }

  #station(id: string, e: BureauEvent): void {
    this.#spend(id, e.at);
    const after = this.#stations.send(id, e);
    const works = isWorking(after);
    const from = this.#working.get(id);
    if (works && from === undefined) this.#working.set(id, e.at);
    else if (!works && from !== undefined) {
      this.#working.delete(id);
      if (e.at > from) this.#shifts.push({ station: id, from, to: e.at });
    }
  }

  /** Shares the time of a desk until `at` among what was worked on there. */
  #spend(id: string, at: number): void {
    const since = this.#since.get(id) ?? at;
    this.#since.set(id, at);
    const work = this.#stations.get(id)?.context.work.filter((w) => w.since !== null) ?? [];
    const share = (at - since) / work.length;
    for (const { ticket, phase } of work) {
      const stretch = this.#traces.get(ticket)?.stretches.at(-1);
      if (stretch === undefined || phase === 'consulting') continue;
      stretch[phase === 'wrapUp' ? 'wrapUp' : 'service'] += share;
    }
  }

  #ticket(e: BureauEvent): void {
    if (e.type === 'ticket.submitted') {
      this.#begin(e.at);
      this.#traces.set(e.ticket, traceOf(e));
    } else if ('ticket' in e) {
      const trace = this.#traces.get(e.ticket);
      if (trace !== undefined) follow(trace, e);
    }
  }

  /** Somebody comes: of the days before, only what is still open matters, unless one of them was asked for. */
  #begin(at: number): void {
    if (this.#day !== null && at < this.#day.to) return;
    this.#day = this.#days.at(at);
    if (this.#asked !== null) return;
    const { from } = this.#day;
    for (const [id, { closed }] of this.#traces) if (closed !== null && closed <= from) this.#traces.delete(id);
    this.#shifts = this.#shifts.filter(({ to }) => to > from);
  }
}

/** A pause for missed offers is what comes of them: it comes again when they are missed again. */
const isWorking = (s: StationSnapshot | undefined): boolean =>
  s?.context.online === true && (s.context.wants === 'ready' || s.context.reason === 'missed');

/** What of a ticket happened in [from, to); what began before comes in at once. */
function requestOf(t: Trace, from: number, to: number): RecordedRequest[] {
  const seen = t.stretches.filter(({ entered, ended }) => entered < to && (ended === null || ended > from));
  const first = seen[0];
  if (first === undefined) return [];
  const at = Math.max(first.entered, from);
  const stays = first.entered < from || first !== t.stretches[0];
  const answered = first.answered !== null;
  const waited = first.answered ?? first.ended ?? to;
  const { hall, business, channel, priority, callback, reaction, considered, letGo, left } = t;
  return [
    {
      ...{ at, hall, business, channel, priority, reaction, considered, letGo, stays },
      callback: stays && callback !== null ? 0 : callback,
      wait: Math.max(0, Math.min(waited, to) - at),
      end: answered ? 'answered' : left ? 'left' : 'open',
      inTarget: first.inTarget,
      stretches: seen.map(recordedStretch),
    },
  ];
}

/** What is handed on is worked on as one piece; only what is closed is wrapped up. */
function recordedStretch({ service, wrapUp, next, answered, ended }: TracedStretch): RecordedStretch {
  const whole = answered !== null && ended !== null;
  return next === null ? { service, wrapUp, next, whole } : { service: service + wrapUp, wrapUp: 0, next, whole };
}
