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
 * nobody gains by hiding one, since rights are checked before. It is FNV-1a (Fowler, Noll, Vo) over the names and values
 * in their order, as JSON would have them, without making that text.
 */
export function printOf(command: Command): string {
  return (addValue(0x811c9dc5, command) >>> 0).toString(36);
}

const add = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);
/** What no character can be: it parts values, and tells their kinds. */
const END = { text: 0x10000, other: 0x10001, object: 0x10002 };

function addValue(hash: number, value: unknown): number {
  if (typeof value === 'string') return addText(hash, value, END.text);
  if (typeof value !== 'object' || value === null) return addText(hash, String(value), END.other);
  let sum = hash;
  const fields = value as Record<string, unknown>;
  for (const name in fields) {
    const of = fields[name];
    if (of !== undefined) sum = addValue(addText(sum, name, END.text), of);
  }
  return add(sum, END.object);
}

function addText(hash: number, text: string, end: number): number {
  let sum = hash;
  for (let i = 0; i < text.length; i++) sum = add(sum, text.charCodeAt(i));
  return add(sum, end);
}
