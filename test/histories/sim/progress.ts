import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What is being played: another one has another place to go on from. */
export interface Plan {
  seed: number;
  length: number;
}

/** Where a run has come to, on disk: after an interrupt the same command goes on there. */
export class Progress {
  readonly #file: string;
  readonly #plan: Plan;

  constructor(plan: Plan, file = join(tmpdir(), `yunting-sim-${plan.seed}-${plan.length}.json`)) {
    this.#plan = plan;
    this.#file = file;
  }

  /** The first history that is not known to hold; 0 at the beginning, or where the file is of another plan. */
  get next(): number {
    try {
      const { next, ...plan } = JSON.parse(readFileSync(this.#file, 'utf8')) as Plan & { next: number };
      return plan.seed === this.#plan.seed && plan.length === this.#plan.length ? next : 0;
    } catch {
      return 0;
    }
  }

  save(next: number): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.next`, JSON.stringify({ ...this.#plan, next }));
    renameSync(`${this.#file}.next`, this.#file);
  }

  end(): void {
    rmSync(this.#file, { force: true });
  }
}
