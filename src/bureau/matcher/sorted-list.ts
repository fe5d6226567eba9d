const CHUNK = 256;

/**
 * A list kept in order, in chunks: insert, delete and rank cost O(√n)-ish with tiny constants, the head O(1).
 * `compare` must be a total order: no two different items may compare as 0.
 */
export class SortedList<T> {
  readonly #compare: (a: T, b: T) => number;
  /** None of them is empty, but for the only one of an empty list. */
  readonly #chunks: T[][] = [[]];
  #size = 0;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  first(): T | undefined {
    return this.#chunks[0]?.[0];
  }

  add(item: T): void {
    this.#size++;
    const c = Math.min(this.#chunkOf(item), this.#chunks.length - 1);
    const chunk = this.#chunks[c] as T[];
    const i = this.#indexIn(chunk, item);
    if (i === chunk.length) chunk.push(item);
    else chunk.splice(i, 0, item);
    if (chunk.length > 2 * CHUNK) this.#chunks.splice(c + 1, 0, chunk.splice(CHUNK));
  }

  /** Removes the item that compares equal; false when there is none. */
  delete(item: T): boolean {
    const c = this.#chunkOf(item);
    const chunk = this.#chunks[c];
    if (chunk === undefined) return false;
    const i = this.#indexIn(chunk, item);
    const found = chunk[i];
    if (found === undefined || this.#compare(found, item) !== 0) return false;
    if (i === 0) chunk.shift();
    else chunk.splice(i, 1);
    if (chunk.length === 0 && this.#chunks.length > 1) this.#chunks.splice(c, 1);
    this.#size--;
    return true;
  }

  has(item: T): boolean {
    const chunk = this.#chunks[this.#chunkOf(item)];
    const found = chunk?.[this.#indexIn(chunk, item)];
    return found !== undefined && this.#compare(found, item) === 0;
  }

  /** How many items stand before this one. */
  rankOf(item: T): number {
    const c = this.#chunkOf(item);
    let before = 0;
    for (let i = 0; i < c; i++) before += this.#chunks[i]?.length ?? 0;
    const chunk = this.#chunks[c];
    return chunk === undefined ? before : before + this.#indexIn(chunk, item);
  }

  /** Most walks look at the first item only: an array's own iterator costs a fraction of a generator. */
  [Symbol.iterator](): Iterator<T> {
    return this.#chunks.length > 1 ? this.#throughChunks() : (this.#chunks[0] ?? []).values();
  }

  *#throughChunks(): Generator<T> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  /** The first chunk whose last item is not before `item`; the number of chunks when all are. */
  #chunkOf(item: T): number {
    const chunks = this.#chunks;
    // Most come in at the end and leave at the head, and whom a search would compare on its way is in no cache.
    if (this.#isBefore(chunks.at(-1)?.at(-1), item)) return chunks.length;
    if (!this.#isBefore(chunks[0]?.at(-1), item)) return 0;
    let low = 1;
    let high = chunks.length - 1;
    while (low < high) {
      const mid = (low + high) >>> 1;
      if (this.#isBefore(chunks[mid]?.at(-1), item)) low = mid + 1;
      else high = mid;
    }
    return low;
  }

  #indexIn(chunk: T[], item: T): number {
    if (this.#isBefore(chunk.at(-1), item)) return chunk.length;
    if (!this.#isBefore(chunk[0], item)) return 0;
    let low = 1;
    let high = chunk.length - 1;
    while (low < high) {
      const mid = (low + high) >>> 1;
      if (this.#isBefore(chunk[mid], item)) low = mid + 1;
      else high = mid;
    }
    return low;
  }

  #isBefore(one: T | undefined, item: T): boolean {
    return one !== undefined && this.#compare(one, item) < 0;
  }
}
