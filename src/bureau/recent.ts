/** How much is kept of what was written to one station or hall, and for how long, ms; the journal keeps it all. */
const KEPT = 50;
const KEPT_MS = 24 * 3600_000;

/** The last words that were written, by whom they are for, the newest last. */
export class Recent<T extends { at: number }> {
  readonly #lists = new Map<string, readonly T[]>();
  readonly #changed = new Set<string>();

  add(to: string, word: T): void {
    this.#lists.set(to, [...this.of(to, word.at), word].slice(-KEPT));
    this.#changed.add(to);
  }

  /** Those of the day before `at`. */
  of(to: string, at: number): readonly T[] {
    return this.#lists.get(to)?.filter((word) => word.at > at - KEPT_MS) ?? [];
  }

  /** All of the day before `at`. */
  *all(at: number): Iterable<[to: string, words: readonly T[]]> {
    for (const to of this.#lists.keys()) {
      const words = this.of(to, at);
      if (words.length > 0) yield [to, words];
    }
  }

  /** What a checkpoint keeps; undefined when there is nothing any more. */
  get(to: string): readonly T[] | undefined {
    return this.#lists.get(to);
  }

  restore(to: string, words: readonly T[]): void {
    this.#lists.set(to, words);
  }

  /** Forgets what is older than a day; answers whose list is another than when this was last asked. */
  takeChanged(at: number): string[] {
    for (const [to, words] of this.#lists) {
      const left = this.of(to, at);
      if (left.length === words.length) continue;
      if (left.length === 0) this.#lists.delete(to);
      else this.#lists.set(to, left);
      this.#changed.add(to);
    }
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }
}
