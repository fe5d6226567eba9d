import type { Flat, FlatSnapshot } from '../actors/flat.ts';
import { type FlatActor, type Root, restartActor, startActor, stopActor } from '../actors/start.ts';
import type { BureauEvent } from './events.ts';

/** Hears of an actor that threw: `again` when it did so a second time on the same event, which it did not take then. */
export type Threw = (id: string, event: BureauEvent, error: unknown, again: boolean) => void;

/** The actors of one kind, by id, in the XState system of the bureau's root. */
export class Cast<S extends string, C, I> {
  readonly #actors = new Map<string, FlatActor<S, C, I>>();
  readonly #root: Root;
  readonly #threw: Threw;

  constructor(root: Root, threw: Threw) {
    this.#root = root;
    this.#threw = threw;
  }

  get(id: string): FlatSnapshot<S, C> | undefined {
    return this.#actors.get(id)?.getSnapshot();
  }

  *all(): Iterable<FlatSnapshot<S, C>> {
    for (const actor of this.#actors.values()) yield actor.getSnapshot();
  }

  /** Starts an actor, new from its input or again from a snapshot. */
  start(machine: Flat<S, C, I>, id: string, from: { input: I } | { snapshot: FlatSnapshot<S, C> }): FlatSnapshot<S, C> {
    const actor = startActor(machine, id, from, this.#root);
    this.#actors.set(id, actor);
    return actor.getSnapshot();
  }

  /**
   * Sends, and sees to an actor whose guard or action threw: it is started again from what it was before and given
   * the event once more; if that throws too it stays as it was.
   */
  send(id: string, event: BureauEvent): FlatSnapshot<S, C> | undefined {
    const actor = this.#actors.get(id);
    if (actor === undefined) return undefined;
    const before = actor.getSnapshot();
    actor.send(event);
    const after = actor.getSnapshot();
    if (after.status !== 'error') return after;
    this.#threw(id, event, after.error, false);
    const second = restartActor(actor, before, this.#root);
    second.send(event);
    const again = second.getSnapshot();
    if (again.status !== 'error') {
      this.#actors.set(id, second);
      return again;
    }
    this.#actors.set(id, restartActor(actor, before, this.#root));
    this.#threw(id, event, again.error, true);
    return before;
  }

  /** Lets an actor go: one that reached its end has left the system by itself. */
  drop(id: string): void {
    const actor = this.#actors.get(id);
    if (actor === undefined) return;
    if (actor.getSnapshot().status === 'active') stopActor(this.#root, actor);
    this.#actors.delete(id);
  }
}
