import { grown, select, share } from './promql.ts';

/** Which tickets, and summed by what. Labels of channel counters: hall, channel; with `group` they are joined to it. */
export interface Slice {
  readonly by?: readonly ('hall' | 'group' | 'channel')[];
  /** Selectors without braces, e.g. `hall="$hall"`. */
  readonly hall?: string;
  readonly group?: string;
  /** Of the growth, e.g. 30m; $__range by default. */
  readonly over?: string;
}

const by = ({ by = [] }: Slice) => (by.length > 0 ? ` by (${by.join(', ')})` : '');

/** A figure by hall and channel, aggregated as the slice says; `of` is given the selector of the hall. */
export function summed(of: (hall: string | undefined) => string, slice: Slice, how = 'sum'): string {
  const joined = slice.group !== undefined || slice.by?.includes('group');
  const channels = `max by (channel, group) (${select('yunting_channel_info', slice.group)})`;
  const figure = joined ? `${of(slice.hall)} * on (channel) group_left (group) ${channels}` : of(slice.hall);
  return `${how}${by(slice)} (${figure})`;
}

const increase = (metric: string, slice: Slice, also?: string) =>
  summed((hall) => grown(select(metric, hall, also), slice.over), slice);

export const received = (slice: Slice = {}) => increase('yunting_tickets_submitted_total', slice);
export const closed = (slice: Slice = {}) => increase('yunting_tickets_closed_total', slice);
export const answered = (slice: Slice = {}) => increase('yunting_tickets_answered_total', slice);
const inTarget = (slice: Slice) => increase('yunting_tickets_answered_in_target_total', slice);
const lost = (slice: Slice) => increase('yunting_tickets_closed_total', slice, 'outcome=~"abandoned|hallClosed"');
const handled = (slice: Slice) =>
  increase('yunting_tickets_closed_total', slice, 'outcome=~"resolved|refused|unreachable"');
const firstTime = (slice: Slice) => increase('yunting_tickets_first_time_total', slice);

/** Answered, or lost before an answer: what service level and answer rate are measured against. */
export const asked = (slice: Slice = {}) => `(${answered(slice)} + ${lost(slice)})`;
/** 服务水平, 接通率 and 一次办结率 as src/performance/formulas.ts defines them. */
export const serviceLevel = (slice: Slice = {}) => share(inTarget(slice), asked(slice));
export const answerRate = (slice: Slice = {}) => share(answered(slice), asked(slice));
export const firstTimeRate = (slice: Slice = {}) => share(firstTime(slice), handled(slice));

export const waiting = (slice: Slice = {}) => summed((hall) => select('yunting_tickets_waiting', hall), slice);
export const longestWait = (slice: Slice = {}) =>
  summed((hall) => select('yunting_ticket_oldest_wait_seconds', hall), slice, 'max');

/** The metrics of the following have no channel: they are by hall, and some by group. */
const total = (metric: string, slice: Slice, ...also: (string | undefined)[]) =>
  `sum${by(slice)} (${grown(select(metric, slice.hall, ...also), slice.over)})`;

/** 满意率: ratings of 3 to 5 among all. */
export const satisfaction = (slice: Slice = {}) =>
  share(total('yunting_ratings_total', slice, 'grade=~"[345]"'), total('yunting_ratings_total', slice));

/** 超时率: promises that were broken among the tickets that stations closed. */
export const overdueRate = (slice: Slice = {}) =>
  share(total('yunting_limits_breached_total', slice, slice.group), handled(slice));

/** 工时利用率: time at work among time at work and time ready. */
export const occupancy = (slice: Slice = {}) => {
  const spent = (states: string) => total('yunting_station_seconds_total', slice, `state=~"${states}"`);
  return share(spent('serving|working|wrapUp'), spent('serving|working|wrapUp|ready|offered'));
};

/** Mean of a histogram by hall and group, s. */
export const mean = (histogram: string, slice: Slice = {}) =>
  share(total(`${histogram}_sum`, slice, slice.group), total(`${histogram}_count`, slice, slice.group));

/** Stations by the plan of this half hour. */
const planned = (which: 'staffed' | 'required' | 'gap', slice: Slice) =>
  `sum${by(slice)} (${select(`yunting_plan_stations_${which}`, slice.hall, slice.group)})`;
export const required = (slice: Slice = {}) => planned('required', slice);
export const staffGap = (slice: Slice = {}) => planned('gap', slice);
/** Where there is no plan: all that are signed in. */
export const staffed = (slice: Slice = {}) => {
  const byGroup = slice.group !== undefined || slice.by?.includes('group');
  const signedIn = byGroup
    ? select('yunting_group_stations', slice.hall, slice.group)
    : select('yunting_stations', slice.hall);
  return `${planned('staffed', slice)} or sum${by(slice)} (${signedIn})`;
};
