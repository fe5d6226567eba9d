import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { scaledClock } from '../clock.ts';
import { readSettings } from '../config/env.ts';
import { startServer } from '../server.ts';
import { bankBureau } from '../simulate/calls/bank.ts';
import { type CallDay, startOf } from '../simulate/calls/day.ts';
import { playLive } from '../simulate/calls/live.ts';
import { type ReplayArgs, replayCalls } from '../simulate/calls/replay-calls.ts';
import { formatReport } from '../simulate/calls/report.ts';

/** Real time before the first agent comes, so that everything stands by then, ms. */
const HEAD_START_MS = 500;

export interface ReplayCallsOptions {
  day?: string;
  seed: number;
  live?: boolean;
  speed: number;
  json?: boolean;
}

/** Plays a recording of calls through the core, or live through a server's real sockets, and prints the comparison. */
export async function replayCallsCommand(
  path: string,
  { day, seed, live, speed, json }: ReplayCallsOptions,
): Promise<void> {
  const args: ReplayArgs = { path, seed };
  if (day !== undefined) args.day = day;
  if (live) args.play = (recorded) => playInServer(recorded, speed);
  if (json !== true && process.stderr.isTTY)
    args.progress = ({ date, wallMs }) => process.stderr.write(`${date} ${wallMs} ms\n`);
  const report = await replayCalls(args);
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : formatReport(report));
}

/** A server of the bank's own for one day: embedded Redis in a folder of its own, free ports, a faster clock. */
async function playInServer(day: CallDay, speed: number) {
  const dataDir = await mkdtemp(join(tmpdir(), 'yunting-calls-'));
  const origin = Date.parse(day.date) + startOf(day) * 1000 - HEAD_START_MS * speed;
  const clock = scaledClock(speed, origin, Date.now());
  try {
    const settings = readSettings({ YUNTING_DATA_DIR: dataDir, YUNTING_PORT: '0', YUNTING_METRICS_PORT: '0' });
    const server = await startServer(settings, { bureau: bankBureau(day), clock, log: pino({ level: 'fatal' }) });
    try {
      return await playLive(day, { url: server.wsUrl, clock, sign: (by) => server.tokens.sign(by, 24 * 3600) });
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
