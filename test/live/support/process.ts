import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export type Env = Record<string, string>;
export type LogLine = Record<string, unknown> & { msg?: string };

const main = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));

/** A command of the command line, as a process of its own; only what it is given of our environment. */
function run(args: string[], env: Env): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, [main, ...args], { env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs a command to its end. */
export async function yunting(
  args: string[],
  env: Env = {},
): Promise<{ status: number | null; out: string; err: string }> {
  const child = run(args, env);
  const [out, err, [status]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')]);
  return { status, out, err };
}

/** A server as a process of its own. */
export class Served {
  readonly child: ChildProcess;
  readonly lines: LogLine[] = [];
  /** Resolves with exit status and signal. */
  readonly ended: Promise<[number | null, NodeJS.Signals | null]>;
  err = '';
  #waiting: { like: (line: LogLine) => boolean; found: (line: LogLine) => void }[] = [];

  constructor(env: Env) {
    this.child = run(['serve'], env);
    this.child.stderr!.on('data', (data) => {
      this.err += data;
    });
    createInterface(this.child.stdout!).on('line', (written) => {
      const line: LogLine = JSON.parse(written);
      this.lines.push(line);
      this.#waiting = this.#waiting.filter(({ like, found }) => !like(line) || found(line));
    });
    this.ended = once(this.child, 'close') as Served['ended'];
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The first log line from `from` on that is like this. Rejects when the process ends without one. */
  async line(like: (line: LogLine) => boolean, from = 0): Promise<LogLine> {
    const there = this.lines.slice(from).find(like);
    if (there !== undefined) return there;
    const heard = new Promise<LogLine>((found) => this.#waiting.push({ like, found }));
    const ended = this.ended.then(([status, signal]): never => {
      throw new Error(`the server ended (${signal ?? status}): ${this.err || JSON.stringify(this.lines.slice(-5))}`);
    });
    return Promise.race([heard, ended]);
  }

  /** Resolves when it takes requests. */
  async up(): Promise<this> {
    await this.line((line) => line.msg === 'the server takes requests');
    return this;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<[number | null, NodeJS.Signals | null]> {
    if (this.child.exitCode === null && this.child.signalCode === null) process.kill(this.pid, signal);
    return this.ended;
  }
}
