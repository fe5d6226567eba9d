import { crc32 } from 'node:zlib';
import type { Answer, Command } from './commands.ts';

/** An answer that was given, kept so that the same command id gets it again and has no second effect. */
export interface Given {
  id: string;
  print: string;
  answer: Answer;
  seq: number;
  at: number;
}

/** The commands of the last while, by id. Kept in order of time, so that old ones leave from the front. */
export class Answers {
  readonly #given = new Map<string, Given>();
  /**
   * Where forgetting has come to. A walk that began anew each time would pass over the place of every answer that was
   * deleted since the map last made itself smaller: with a day's answers that is a hundred times a step's own cost.
   */
  #walk = this.#given.values();
  #oldest: Given | undefined;
  /** Given since the last checkpoint. */
  #fresh: Given[] = [];

  get(id: string): Given | undefined {
    return this.#given.get(id);
  }

  remember(given: Given): void {
    this.#given.set(given.id, given);
    this.#fresh.push(given);
  }

  forgetBefore(at: number): void {
    for (;;) {
      this.#oldest ??= this.#next();
      if (this.#oldest === undefined || this.#oldest.at >= at) return;
      this.#given.delete(this.#oldest.id);
      this.#oldest = undefined;
    }
  }

  /** What a checkpoint has to add. */
  takeFresh(): Given[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  /** Puts back what was taken for a checkpoint that failed, or what a checkpoint kept. */
  putBack(fresh: Given[]): void {
    this.#fresh = [...fresh, ...this.#fresh];
  }

  restore(given: Given): void {
    this.#given.set(given.id, given);
  }

  get size(): number {
    return this.#given.size;
  }

  #next(): Given | undefined {
    const { value } = this.#walk.next();
    if (value !== undefined || this.#given.size === 0) return value;
    // A walk that came to the end stays there, whatever is added later.
    this.#walk = this.#given.values();
    return this.#walk.next().value;
  }
}

/**
 * A fingerprint of who asked for what: the same id with another one is a mistake of the client. 32 bits find a mistake;
 * nobody gains by hiding one, since rights are checked before.
 */
export function printOf(command: Command): string {
  return crc32(JSON.stringify(command)).toString(36);
}
