import type { FormulaName } from '../config/standards.ts';
import type { Tally } from './tally.ts';

/** A figure from what was counted: a count, seconds, or a share from 0 to 1; null where there is nothing to divide by. */
export type Formula = (t: Tally) => number | null;

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

/** 服务次数: how often a service began, be it a ticket's first or a later one. */
const serviceCount: Formula = (t) => t.services;

/** 服务时长: time with work under way, s. Documents that are worked side by side count once; what waits does not. */
const serviceSeconds: Formula = (t) => seconds(t.busyMs);

/** 办理笔数: tickets that the station closed as resolved, refused or unreachable. */
const ticketsHandled: Formula = (t) => t.handled;

/** 暂离次数: how often the officer stepped away, for whatever reason was given; missed offers are none. */
const pauseCount: Formula = (t) => t.pauses;

/** 出勤率: time signed in ÷ opening time of the hall, both within these hours, for each who came that day. */
const attendance: Formula = (t) => ratio(t.presentMs, t.dueMs);

/**
 * 接通率: of a hall or group, tickets answered ÷ (answered + abandoned + sent home at closing time), the answer rate of
 * contact centres (1 − abandonment rate); of an officer, offers accepted ÷ (accepted + rejected + missed).
 */
const answerRate: Formula = (t) => ratio(t.taken, t.asked);

/**
 * 一次办结率: handled tickets that were resolved in the only service they had (no supplement, transfer, question or
 * return) ÷ tickets handled; first contact resolution, as ISO 18295-1 asks contact centres to know it.
 */
const firstTimeRate: Formula = (t) => ratio(t.firstTime, t.handled);

/** 超时率 (限时办结): handled tickets whose promised time was over ÷ those with a promised time. */
const overdueRate: Formula = (t) => ratio(t.overdue, t.promised);

/**
 * 满意率: ratings of 基本满意, 满意 or 非常满意 (3 to 5) ÷ all ratings given that day. That the lower two of the five
 * grades are 差评 is said by 国办发〔2019〕51号 (政务服务“好差评”制度).
 */
const satisfaction: Formula = (t) => ratio(t.satisfied, t.ratings);

/**
 * Service level of contact centres: answered within the target of their rules ÷ (answered + lost before an answer).
 * Whoever gives up counts against it, however soon.
 */
const serviceLevel: Formula = (t) => ratio(t.inTarget, t.answered + t.lost);

/** Average speed of answer: from entry into the queue to the first acceptance, s, over the tickets answered. */
const speedOfAnswer: Formula = (t) => seconds(ratio(t.waitMs, t.answered));

/** Average handle time: time given to a piece of work, wrap-up included, s, over the pieces that left the desk. */
const handleTime: Formula = (t) => seconds(ratio(t.workedMs, t.ended));

/** Occupancy: time with work under way ÷ (that + time ready without any). Time away is in neither. */
const occupancy: Formula = (t) => ratio(t.busyMs, t.busyMs + t.availableMs);

/**
 * Adherence: time as planned ÷ time planned. The plan is the hall's opening hours: ready, at work, or away on duty
 * (training, a meeting, documents) is as planned; any other pause, and not being there, is not.
 */
const adherence: Formula = (t) => ratio(t.adherentMs, t.dueMs);

/** The formulas that an indicator of the standards may name. */
export const formulas: Readonly<Record<FormulaName, Formula>> = {
  serviceCount,
  serviceSeconds,
  ticketsHandled,
  pauseCount,
  attendance,
  answerRate,
  firstTimeRate,
  overdueRate,
  satisfaction,
  serviceLevel,
  speedOfAnswer,
  handleTime,
  occupancy,
  adherence,
};
