import type { BoardView } from '../protocol/views.ts';
import type { Tally } from '../simulate/city/tally.ts';
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
  /** What went the ways of the practice, as the city counted it. */
  paths: Tally['paths'];
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
    paths: tally.paths,
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
    ...practice(s.paths),
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

/** The ways of the practice, a line each. */
const practice = (p: Tally['paths']): [label: string, value: string][] => [
  ['补正 supplements', `${count(p.supplements)}, 已补 supplied ${count(p.supplies)}`],
  [
    '快速响应 escalations',
    `${count(p.escalations)}, 答复 answered ${count(p.answers)}, 转办 handed on ${count(p.handedOn)}`,
  ],
  [
    '协同 together',
    `会商 consults ${count(p.consults)} · 转办 transfers ${count(p.transfers)} · 留言 messages ${count(p.messages)}`,
  ],
  [
    '回拨 callbacks',
    `${count(p.callbacks + p.callbacksTaken)}, 接通 answered ${count(p.calledBack)}, 未接 missed ${count(p.callsMissed)}`,
  ],
  ['叫号 called', `到线 joined ${count(p.joins)}`],
  [
    '预约 appointments',
    `${count(p.bookings)}, 电话 by phone ${count(p.bookedCalls)}, 签到 checked in ${count(p.checkIns)}, 改期 moved ${count(p.moved)}, 取消 cancelled ${count(p.cancelled)}`,
  ],
  [
    '评价 ratings',
    `${count(p.ratings + p.badRatings)}, 差评 bad ${count(p.badRatings)}, 核实 findings ${count(p.findings)}, 申诉 appeals ${count(p.appeals)}`,
  ],
  [
    '督办 supervised',
    `查因 asked why ${count(p.asked)}, 提级 prioritised ${count(p.prioritised)}, 指派 assigned ${count(p.assigned)}, 收回 pulled ${count(p.pulled)}, 移送 moved ${count(p.moves)}, 重派 requeued ${count(p.requeued)}`,
  ],
  [
    '调度 orders',
    `${count(p.orders)}, 撤销 taken back ${count(p.ordersEnded)}, 台席 stations steered ${count(p.steered)}, 广播 broadcasts ${count(p.broadcasts)}`,
  ],
  ['个人信息 persons', `查看 revealed ${count(p.revealed)}, 清除 erased ${count(p.erased)}`],
];
