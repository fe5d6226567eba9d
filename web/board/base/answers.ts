/** Answers whose shape the protocol leaves to the server. */
export interface Looked {
  id: string;
  verdict: 'chosen' | 'less-idle' | 'later-due' | 'avoided' | 'own-target' | 'reserve' | 'lending-off' | 'kept';
}

interface Reasons {
  side: 'ticket' | 'station';
  step: number;
  looked: Looked[];
}

export interface Fact {
  at: number;
  type: string;
  station?: string | null;
  why?: Reasons;
  /** Of the first, `ticket.submitted`. */
  data?: { hall: string; business: string; channel: string };
}

export interface Why {
  ticket: string;
  story: Fact[];
  /** Absent once it is closed. */
  now?: {
    state: string;
    position?: number;
    estimateMs?: number;
    looked: Looked[];
    step: number;
    stepUntil: number | null;
  };
}

export interface Loan {
  ticket: string;
  station: string;
  from: string;
  to: string;
  since: number;
  until: number | null;
}

export interface DeadLetter {
  job: string;
  kind: string;
  channel: string;
  ticket: string;
  attempts: number;
  error: string;
  /** Wall clock, ms. */
  at: number;
}

export interface AuditLine {
  seq: number;
  at: string;
  by: string | null;
  from: string | null;
  on: string | null;
  command: string;
  id: string;
  result: string;
  detail: string | null;
  tickets: string[];
}

export interface SheetRow {
  hall: string;
  group: string | null;
  officer: string | null;
  figures: Record<string, number | null>;
}

export interface Indicator {
  code: string;
  name: { zh: string; en: string };
  unit: 'count' | 'seconds' | 'share';
}

export interface Standards {
  version: string;
  previous: string | null;
  standards: { indicators: Indicator[] };
  difference?: { path: string; before?: unknown; after?: unknown }[];
}
