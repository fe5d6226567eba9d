import { Failed } from '../stage.ts';

/** What somebody was told, in order; each thing is waited for once. */
export class Ear<T> {
  readonly #name: string;
  readonly #withinMs: number;
  #heard: T[] = [];
  #listening: () => void = () => {};

  /** `withinMs`: longer than anything of the story takes. */
  constructor(name: string, withinMs = 15_000) {
    this.#name = name;
    this.#withinMs = withinMs;
  }

  hear(news: T): void {
    this.#heard.push(news);
    this.#listening();
  }

  /** The first news since the last that `look` makes something of. Rejects with `Failed` when none comes in time. */
  async waitFor<R>(what: string, look: (news: T) => R | undefined): Promise<R> {
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    const late = setTimeout(() => reject(new Failed(`等不到 waited in vain: ${this.#name}, ${what}`)), this.#withinMs);
    this.#listening = () => {
      for (const [n, news] of this.#heard.entries()) {
        const found = look(news);
        if (found === undefined) continue;
        this.#heard = this.#heard.slice(n + 1);
        this.#listening = () => {};
        return resolve(found);
      }
    };
    this.#listening();
    return promise.finally(() => clearTimeout(late));
  }
}
