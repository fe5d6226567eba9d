import type { History } from '../history.ts';

/** Without a terminal a line comes so often, ms. */
const PAUSE = 5_000;

interface Failure {
  /** `<seed>/<number>`. */
  seed: string;
  rule: string;
  says: string;
  /** The rule that a kept history broke when it was found. */
  was?: string;
}

/** Tells how a run goes on, and how it ends; each ending answers the exit status. */
export class Report {
  readonly #histories: number;
  readonly #json: boolean;
  readonly #began = performance.now();
  #from = 0;
  #played = 0;
  #told = 0;

  constructor(histories: number, json: boolean) {
    this.#histories = histories;
    this.#json = json;
  }

  begins(from: number): void {
    this.#from = from;
    if (from > 0) this.#say(`goes on from history ${from}\n`);
  }

  at(next: number, played: number): void {
    this.#played = played;
    const tty = process.stderr.isTTY === true;
    if (!tty && performance.now() - this.#told < PAUSE) return;
    this.#told = performance.now();
    this.#say(`${tty ? '\r' : ''}${next} of ${this.#histories}, ${this.#rate} histories/s${tty ? '  ' : '\n'}`);
  }

  shrinking(seed: string, says: string): void {
    this.#say(`\nhistory ${seed} breaks ${says.slice(0, 400)}\nmaking it shorter …\n`);
  }

  failed(failure: Failure, { variant, moves }: History): number {
    const { seed, rule, says, was } = failure;
    const kept = was === undefined ? '' : ` (kept, it once broke ${was})`;
    const lines = moves.map((move) => `  ${JSON.stringify(move)}`).join('\n');
    this.#end(
      { failure: { ...failure, variant, moves } },
      `history ${seed}${kept} breaks ${rule}\n${says}\nvariant ${variant}, ${moves.length} moves:\n${lines}\n`,
    );
    return 1;
  }

  held(): number {
    this.#end({ failure: null }, `${this.#played} histories hold, ${this.#rate} histories/s\n`);
    return 0;
  }

  interrupted(next: number): number {
    this.#end({ failure: null, interrupted: next }, `interrupted: the same command goes on from history ${next}\n`);
    return 130;
  }

  get #rate(): number {
    return Math.round((this.#played / (performance.now() - this.#began)) * 1_000);
  }

  /** What goes on is told beside the result. */
  #say(text: string): void {
    process.stderr.write(text);
  }

  #end(result: object, text: string): void {
    const told = { from: this.#from, histories: this.#played, perSecond: this.#rate, ...result };
    process.stdout.write(this.#json ? `${JSON.stringify(told)}\n` : `\n${text}`);
  }
}
