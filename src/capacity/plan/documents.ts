import { halfHourMs, halfHours, noHalfHours, sum } from '../forecast/half-hours.ts';
import type { Limits } from './limits.ts';
import type { Outlook } from './live.ts';
import type { Target } from './targets.ts';

const halfHourS = halfHourMs / 1000;
const minutes = halfHours * 30;

/** A day's documents at a hall or group of halls. */
export interface Papers {
  /** That come in each half hour of the day, and those that came since the last closing time. */
  arrivals: readonly number[];
  overnight: number;
  /** Share of each half hour that the hall is open. */
  open: readonly number[];
  /** A pair of hands' time for one. */
  serviceS: number;
  targets: readonly Target[];
}

/**
 * Documents wait hours and many lie on the desks, so that what counts is the work, not the chance of the moment: a fluid.
 * What has come in until a time bounds what can have been begun from above; what has become due, from below. The shortest
 * string between the two curves is the work with the least peak that begins each document in time (A. Yao, A. Demers,
 * S. Shenker, "A scheduling model for reduced CPU energy", FOCS 1995, where all wait alike long: the taut string).
 * Answers the stations at work, by half hour, that do so while they are busy up to the limit of occupancy; that limit
 * is what is left for chance. What comes when the hall is closed comes when it opens; what becomes due after closing
 * time is begun before it.
 */
export function paperNeed(papers: Papers, { occupancy }: Limits): number[] {
  const { come, due, worked } = curves(papers);
  const string = tautString(worked.map((at, i) => ({ at, low: due[i]!, high: come[i]! })));
  return papers.open.map((open, slot) => {
    if (open === 0) return 0;
    const begun = string[slot + 1]! - string[slot]!;
    return Math.ceil((begun * papers.serviceS) / (open * halfHourS * occupancy) - 1e-9);
  });
}

/** How documents fare with so many stations at work by half hour: those that come in it, begun in order of due time. */
export function paperOutlook(papers: Papers, atWork: readonly number[]): Outlook[] {
  const { come, due, opening, closing } = byMinute(papers);
  const begun = [0];
  const busy = noHalfHours();
  for (let minute = 0; minute < minutes; minute++) {
    const slot = Math.floor(minute / 30);
    const able = (atWork[slot]! * papers.open[slot]! * 60) / papers.serviceS;
    const more = Math.min(able, come[minute + 1]! - begun[minute]!);
    if (able > 0) busy[slot]! += more / able / 30;
    begun.push(begun[minute]! + more);
  }
  const inTime = (minute: number, withinS: number) => {
    const until = Math.max(minute, opening) + Math.ceil(withinS / 60);
    // What may wait until after closing time is only behind what came before it.
    const ahead = until < closing ? due[until]! : come[minute + 1]!;
    return begun[Math.min(until, closing)]! >= ahead - 1e-6;
  };
  return papers.arrivals.map((arrivals, slot) => {
    const occupancy = atWork[slot]! * papers.open[slot]! > 0 ? busy[slot]! : null;
    if (arrivals <= 0 || slot * 30 >= closing) return { serviceLevel: null, occupancy };
    let serviceLevel = 0;
    for (let minute = slot * 30; minute < (slot + 1) * 30; minute++)
      for (const { share, withinS } of papers.targets) if (inTime(minute, withinS)) serviceLevel += share;
    return { serviceLevel: Math.min(1, serviceLevel / 30), occupancy };
  });
}

/** At the end of each half hour (and at 0): what has come, what is due, and how long the hall was open, in half hours. */
function curves(papers: Papers) {
  const fine = byMinute(papers);
  const at = (curve: readonly number[]) => Array.from({ length: halfHours + 1 }, (_, i) => curve[i * 30]!);
  const worked = [0];
  for (const open of papers.open) worked.push(worked.at(-1)! + open);
  return { come: at(fine.come), due: at(fine.due), worked };
}

/** The same at the end of each minute. `due` never exceeds `come`, and reaches it when the hall closes. */
function byMinute({ arrivals, overnight, open, targets }: Papers) {
  const first = open.findIndex((share) => share > 0);
  const last = open.findLastIndex((share) => share > 0);
  const opening = first * 30;
  const closing = (last + 1) * 30;
  const come = [0];
  for (let minute = 0; minute < minutes; minute++) {
    const comes = minute < closing ? arrivals[Math.floor(minute / 30)]! / 30 : 0;
    come.push(come.at(-1)! + comes + (minute === 0 ? overnight : 0));
  }
  // What came before opening time is due as if it came then.
  const dueFrom = (minute: number) => (minute < opening ? 0 : come[Math.min(minute, closing)]!);
  const due = come.map((all, minute) => {
    if (minute >= closing) return come[closing]!;
    const now = sum(targets.map(({ share, withinS }) => share * dueFrom(minute - Math.ceil(withinS / 60))));
    return Math.min(all, now);
  });
  return { come, due, opening, closing };
}

interface Gate {
  at: number;
  low: number;
  high: number;
}

/** Heights of the shortest line through gates in order of `at`, from the first one's `low` to the last one's `high`. */
function tautString(gates: readonly Gate[]): number[] {
  const last = gates.length - 1;
  const heights = [gates[0]!.low];
  let from = 0;
  while (from < last) {
    const start = { at: gates[from]!.at, height: heights[from]! };
    const slopeTo = (i: number, height: number) => {
      const width = gates[i]!.at - start.at;
      return width === 0 ? 0 : (height - start.height) / width;
    };
    // What the gates passed so far allow; where a later one does not fit, the string bends at the one that binds.
    let most = { slope: Number.POSITIVE_INFINITY, gate: last };
    let least = { slope: Number.NEGATIVE_INFINITY, gate: last };
    let bend = { slope: slopeTo(last, gates[last]!.high), gate: last };
    for (let i = from + 1; i <= last; i++) {
      // No time passes: nothing is begun.
      if (gates[i]!.at === start.at) continue;
      const up = slopeTo(i, gates[i]!.high);
      const down = slopeTo(i, i === last ? gates[i]!.high : gates[i]!.low);
      if (down > most.slope || up < least.slope) {
        bend = down > most.slope ? most : least;
        break;
      }
      if (up <= most.slope) most = { slope: up, gate: i };
      if (down >= least.slope) least = { slope: down, gate: i };
    }
    for (let i = from + 1; i <= bend.gate; i++) heights[i] = start.height + bend.slope * (gates[i]!.at - start.at);
    from = bend.gate;
  }
  return heights;
}
