import type { BoardView } from '../protocol/views.ts';
import type { Tally } from '../simulate/city/world.ts';
import { quantile, type Sample, total } from './scrape.ts';
import { clockTime, count, each, listing, share, sum } from './text.ts';

/** How a demonstration went, at its end. */
export interface Summary {
  /** Wall time, in ms, and the city's, in ms since the Unix epoch. */
  wallMs: number;
  from: number;
  to: number;
  arrivals: Tally['arrived'] & { total: number };
  answered: number;
  answeredInTarget: number;
  abandoned: number;
  closed: Record<string, number>;
  open: number;
  loans: number;
  /** Tickets that were taken in and are neither open nor closed, or that the city was promised and nobody knows. */
  unaccounted: number;
  matchMs: { p50: number; p99: number };
  journalSteps: number;
  deliveries: number;
  forgedDeliveries: number;
  linesCut: number;
  /** Times that somebody who waits was told the place in the line. */
  placesTold: number;
  refused: Record<string, number>;
}

export interface Ended {
  wallMs: number;
  from: number;
  board: BoardView;
  tally: Tally;
  metrics: readonly Sample[];
  /** The last sequence of the journal. */
  seq: number;
}

/** Taken in, but neither open nor closed. */
export const imbalance = ({ submitted, states, closed }: BoardView): number => submitted - sum(states) - sum(closed);

export function summaryOf({ wallMs, from, board, tally, metrics, seq }: Ended): Summary {
  return {
    wallMs: Math.round(wallMs),
    from,
    to: board.at,
    arrivals: { ...tally.arrived, total: sum(tally.arrived) },
    answered: board.answered,
    answeredInTarget: board.answeredInTarget,
    abandoned: board.closed.abandoned ?? 0,
    closed: board.closed,
    open: sum(board.states),
    loans: total(metrics, 'yunting_loans_started_total'),
    unaccounted: Math.abs(imbalance(board)) + Math.max(0, tally.taken - board.submitted),
    matchMs: {
      p50: quantile(metrics, 'yunting_match_duration_seconds', 0.5) * 1000,
      p99: quantile(metrics, 'yunting_match_duration_seconds', 0.99) * 1000,
    },
    journalSteps: seq,
    deliveries: tally.delivered,
    forgedDeliveries: tally.forged,
    linesCut: tally.cut,
    placesTold: tally.places,
    refused: tally.refused,
  };
}

export function summaryText(s: Summary): string {
  const { total: arrived, ...channels } = s.arrivals;
  return listing([
    ['时间 time', `${clockTime(s.from)} – ${clockTime(s.to)} (${(s.wallMs / 1000).toFixed(1)} s)`],
    ['到达 arrivals', `${count(arrived)}  (${each(channels)})`],
    ['接办 answered', `${count(s.answered)}, 按时 in target ${share(s.answeredInTarget, s.answered)}`],
    ['放弃 abandoned', `${count(s.abandoned)} (${share(s.abandoned, s.answered + s.abandoned)})`],
    ['办结 closed', each(s.closed)],
    ['在办 open', count(s.open)],
    ['借调 loans', count(s.loans)],
    ['断线 lines cut', count(s.linesCut)],
    ['位次 places told', count(s.placesTold)],
    ['派件 match', `p50 ${s.matchMs.p50.toFixed(2)} ms · p99 ${s.matchMs.p99.toFixed(2)} ms`],
    ['日志 journal steps', count(s.journalSteps)],
    [
      '回传 deliveries',
      s.forgedDeliveries === 0
        ? count(s.deliveries)
        : `${count(s.deliveries)}, ${s.forgedDeliveries} with a wrong signature`,
    ],
    ['去向不明 unaccounted', count(s.unaccounted)],
  ]);
}
