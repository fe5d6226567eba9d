/** Labels whose values the bureau's files give. */
export type CodeLabel =
  | 'bureau'
  | 'business'
  | 'channel'
  | 'department'
  | 'from'
  | 'group'
  | 'hall'
  | 'indicator'
  | 'to';

/** Labels whose few values stand in the row, because they mean something else in every metric. */
export type WordLabel =
  | 'again'
  | 'code'
  | 'collector'
  | 'grade'
  | 'kind'
  | 'outcome'
  | 'queue'
  | 'reason'
  | 'result'
  | 'resume'
  | 'role'
  | 'stat'
  | 'state'
  | 'status'
  | 'type';

/** Labels of an info metric that tell about the thing which its first label names. */
export type NameLabel = 'batch' | 'en' | 'maturity' | 'modality' | 'name' | 'node' | 'version';

/** The only names that a label may have. None of them ever holds the id of a ticket, a station or a person. */
export type LabelName = CodeLabel | WordLabel | NameLabel;

/** One row: all that is to be known of a metric. A histogram has at most two labels, each bucket being a series. */
export interface MetricRow {
  readonly name: `yunting_${string}`;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly unit:
    | 'seconds'
    | 'bytes'
    | 'share'
    | 'tickets'
    | 'offers'
    | 'loans'
    | 'stations'
    | 'halls'
    | 'sessions'
    | 'messages'
    | 'steps'
    | 'jobs'
    | 'events'
    | 'questions'
    | 'calls'
    | 'ratings'
    | 'orders'
    | 'actors'
    | 'info'
    | 'flag'
    | 'target';
  readonly labels: readonly LabelName[];
  /** Every value that the row's word labels may have. */
  readonly values?: { readonly [L in WordLabel]?: readonly string[] };
  /** One series for each thing that the first label names; the other labels tell about it. */
  readonly info?: true;
  /** Whether every series is there at 0 from the start. By default those of counters are, and no others. */
  readonly atZero?: boolean;
  /** Upper bounds in the metric's unit; of histograms only. */
  readonly buckets?: readonly number[];
  /** Who decides something by it. */
  readonly readBy: 'manager' | 'supervisor' | 'operator' | 'engineer';
}
