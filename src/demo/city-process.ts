import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Pace } from '../simulate/city/clock.ts';
import type { Orders, Report } from '../simulate/city/orders.ts';
import { emptyTally, type Tally } from '../simulate/city/tally.ts';

const entry = fileURLToPath(new URL('../simulate/city/main.ts', import.meta.url));
const stopMs = 10_000;

export interface CityProcess {
  /** `host:port` where it takes the channels' results. */
  readonly mailbox: string;
  /** The latest that it told. */
  readonly tally: Tally;
  begin(orders: Orders): void;
  /** Once it has begun. */
  pace(pace: Pace): void;
  /** Resolves when it has ended, in good order or (after 10 s) by force; with whether it told its last figures. */
  stop(): Promise<boolean>;
  /** Ends it now. */
  kill(): void;
}

/**
 * Starts the city as a process of its own; `died` hears of an end that nobody asked for. Rejects when it ends before
 * it is ready for its orders.
 */
export async function spawnCity(died: (how: string) => void): Promise<CityProcess> {
  const child: ChildProcess = spawn(process.execPath, [entry], { stdio: ['pipe', 'pipe', 'inherit'] });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('the city has no pipes');
  const ended = once(child, 'exit');
  const mailbox = Promise.withResolvers<string>();
  let tally = emptyTally();
  let complete = false;
  let stopping = false;
  // What is written to a process that has died; `died` tells.
  stdin.on('error', () => {});

  const lines = createInterface({ input: stdout });
  lines.on('line', (line) => {
    const report = JSON.parse(line) as Report;
    if ('mailbox' in report) return mailbox.resolve(report.mailbox);
    tally = report.tally;
    complete = report.ended;
  });
  const closed = once(lines, 'close');
  void ended.then(([code, signal]) => {
    const how = signal ?? `status ${code}`;
    mailbox.reject(new Error(`the city ended: ${how}`));
    if (!stopping) died(how);
  });

  const tell = (order: Orders | Pace) => void stdin.write(`${JSON.stringify(order)}\n`);
  return {
    mailbox: await mailbox.promise,
    get tally() {
      return tally;
    },
    begin: tell,
    pace: tell,
    async stop() {
      stopping = true;
      stdin.end();
      const giveUp = setTimeout(() => child.kill('SIGKILL'), stopMs);
      await Promise.all([ended, closed]);
      clearTimeout(giveUp);
      return complete;
    },
    kill() {
      stopping = true;
      child.kill('SIGKILL');
    },
  };
}
