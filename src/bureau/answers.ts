import { hash } from 'node:crypto';
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
    for (const given of this.#given.values()) {
      if (given.at >= at) return;
      this.#given.delete(given.id);
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
}

/** A fingerprint of who asked for what: the same id with another one is a mistake of the client. */
export function printOf(command: Command): string {
  return hash('sha1', JSON.stringify(command), 'base64url').slice(0, 12);
}
