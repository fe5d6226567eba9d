import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../src/main.ts', import.meta.url));

/** A command that goes on, as a process of its own with a folder of its own for temporary files. */
export class Speaking {
  readonly child: ChildProcess;
  readonly folder = mkdtempSync(join(tmpdir(), 'yunting-speaking-'));
  /** Resolves with the exit status when it has ended. */
  readonly ended: Promise<number | null>;
  out = '';
  #heard = new Set<() => void>();

  constructor(...args: string[]) {
    const env = { ...process.env, TMPDIR: this.folder, NO_COLOR: '1' };
    this.child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const hear = (text: Buffer) => {
      this.out += text;
      for (const look of this.#heard) look();
    };
    this.child.stdout!.on('data', hear);
    this.child.stderr!.on('data', hear);
    this.ended = once(this.child, 'close').then(([status]) => status);
  }

  /** Resolves with the first match of what it has said. Rejects when it ends without. */
  said(what: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = what.exec(this.out);
        if (found) resolve(found);
      };
      this.#heard.add(look);
      look();
      void this.ended.then(() => reject(new Error(`it ended without having said ${what}: ${this.out}`)));
    });
  }

  /** Resolves with its exit status. */
  stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }

  /** Ends it, if it has not, and removes what it left. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
