/** The only names that a label may have. None of them ever holds the id of a ticket, a station or a person. */
export type LabelName =
  | 'again'
  | 'business'
  | 'channel'
  | 'code'
  | 'collector'
  | 'department'
  | 'from'
  | 'grade'
  | 'group'
  | 'hall'
  | 'kind'
  | 'outcome'
  | 'queue'
  | 'reason'
  | 'result'
  | 'role'
  | 'stat'
  | 'state'
  | 'to'
  | 'type';

/** One row: all that is to be known of a metric. A histogram has at most two labels, each bucket being a series. */
export interface MetricRow {
  readonly name: `yunting_${string}`;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly unit:
    | 'seconds'
    | 'tickets'
    | 'offers'
    | 'loans'
    | 'stations'
    | 'halls'
    | 'sessions'
    | 'steps'
    | 'jobs'
    | 'events'
    | 'questions'
    | 'calls'
    | 'ratings'
    | 'orders';
  readonly labels: readonly LabelName[];
  /** Upper bounds in the metric's unit; of histograms only. */
  readonly buckets?: readonly number[];
  /** Who decides something by it. */
  readonly readBy: 'manager' | 'supervisor' | 'operator' | 'engineer';
}
