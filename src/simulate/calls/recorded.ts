import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { CodedError } from '../../protocol/codes.ts';

/**
 * A recorded caller who came to the agents: queued, or was served at once. Times are in seconds since the midnight
 * with which `date` began, so a call may end beyond 86,400.
 */
export interface Call {
  date: string;
  type: CallType;
  priority: number;
  /** When the menu was left for the agents. */
  arrival: number;
  /** Time in the queue: to the answer, or to the hanging up. */
  wait: number;
  answered: boolean;
  /** With the agent; null when it was not served, or the length was not recorded. */
  service: number | null;
  /** Who served; null when nobody is named. */
  agent: string | null;
  /** When the service began; null when it was not served, or only the agent was recorded. */
  served: number | null;
}

/** PS regular service, NE stock exchange, NW potential customer, IN internet help, PE in English, TT call back. */
export const callTypes = ['PS', 'NE', 'NW', 'IN', 'PE', 'TT'] as const;
export type CallType = (typeof callTypes)[number];

export interface Recording {
  /** In order of arrival, day by day. */
  calls: Call[];
  /** Marked to be disregarded, or hung up in the menu before they queued. */
  leftOut: { date: string; why: 'phantom' | 'menu' }[];
}

/** A service that lasts longer was left open by its agent: nobody knows when it ended. */
export const longestServiceS = 3600;

const clockTime = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d:[0-5]\d$/, 'expected a time of day such as 9:05:00')
  .transform((text) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0));

const columns = {
  date: z.iso.date(),
  type: z.enum(callTypes),
  priority: z.string().regex(/^\d$/, 'expected a digit').transform(Number),
  vru_exit: clockTime,
  q_start: clockTime,
  q_exit: clockTime,
  outcome: z.enum(['AGENT', 'HANG', 'PHANTOM']),
  ser_start: clockTime,
  ser_exit: clockTime,
  server: z.string().min(1),
};
const row = z.object(columns);
type Row = z.output<typeof row>;

/** Reads the recorded calls of a CSV file, plain or gzipped. Throws `bad-file`, with line and column. */
export async function readCalls(path: string): Promise<Recording> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new CodedError('bad-file', error.message);
  });
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return parseCalls((zipped ? unzip(bytes) : bytes).toString('utf8'));
}

/** The same, of the text. The columns may stand in any order and others may stand between; no field is quoted. */
export function parseCalls(text: string): Recording {
  const [head = '', ...lines] = text.split(/\r?\n/);
  const names = head.split(',');
  const missing = Object.keys(columns).filter((name) => !names.includes(name));
  if (missing.length > 0) throw new CodedError('bad-file', `line 1: no column ${missing.join(', ')}`);

  const recording: Recording = { calls: [], leftOut: [] };
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const fields = line.split(',');
    const parsed = row.safeParse(Object.fromEntries(names.map((name, i) => [name, fields[i]])));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new CodedError('bad-file', `line ${index + 2}, ${issue?.path.join('.')}: ${issue?.message}`);
    }
    const { date, outcome } = parsed.data;
    if (outcome === 'PHANTOM') recording.leftOut.push({ date, why: 'phantom' });
    else if (outcome === 'HANG' && !queued(parsed.data)) recording.leftOut.push({ date, why: 'menu' });
    else recording.calls.push(callOf(parsed.data));
  }
  recording.calls.sort((a, b) => (a.date === b.date ? a.arrival - b.arrival : a.date < b.date ? -1 : 1));
  return recording;
}

/** 0:00:00 stands for "did not happen". */
const queued = (r: Row) => r.q_start > 0 || r.q_exit > 0;

function callOf(r: Row): Call {
  const answered = r.outcome === 'AGENT';
  const timed = answered && (r.ser_start > 0 || r.ser_exit > 0);
  const left = queued(r) ? since(r.vru_exit, r.q_start) : r.vru_exit;
  const queueEnd = queued(r) ? since(left, r.q_exit) : left;
  const served = timed ? since(queueEnd, r.ser_start) : null;
  const length = served === null ? null : since(served, r.ser_exit) - served;
  return {
    date: r.date,
    type: r.type,
    priority: r.priority,
    arrival: queued(r) ? left : (served ?? left),
    wait: Math.max(queueEnd - left, 0),
    answered,
    service: length !== null && length >= 0 && length <= longestServiceS ? length : null,
    agent: answered && r.server !== 'NO_SERVER' ? r.server : null,
    served,
  };
}

/**
 * A clock time that lies more than half a day before the one it follows has passed midnight: it belongs to the next
 * day. This explains every service that seems to end before it starts. Smaller steps back stay as they are: the
 * agent's clock ran a second or two ahead of the queue's.
 */
function since(before: number, time: number): number {
  return time + Math.max(0, Math.round((before - time) / 86_400)) * 86_400;
}

function unzip(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new CodedError('bad-file', (error as Error).message);
  }
}
