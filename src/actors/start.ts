import { type Actor, type ActorLogic, type ActorRefFrom, type AnyActorRef, createActor, type Snapshot } from 'xstate';
import type { Flat, FlatSnapshot } from './flat.ts';

export type FlatActor<S extends string, C, I> = Actor<Flat<S, C, I>['logic']>;

/** Everything that a root can be told; it hears of the ends and errors of its actors too and leaves them be. */
type ToRoot = { type: 'stop'; actor: AnyActorRef };

const idle: Snapshot<undefined> = { status: 'active', output: undefined, error: undefined };

const rootLogic: ActorLogic<Snapshot<undefined>, ToRoot> = {
  getInitialSnapshot: () => idle,
  transition(snapshot, event, { stopChild }) {
    if (event.type === 'stop') stopChild(event.actor);
    return snapshot;
  },
  getPersistedSnapshot: () => idle,
};

/**
 * An idle actor in whose XState system others live: a system for each would be most of what a small actor costs.
 * Its own snapshot does not hold them, as that of a machine would that spawned them, so their number costs nothing.
 */
export type Root = ActorRefFrom<typeof rootLogic>;
export const startRoot = (): Root => createActor(rootLogic).start();

/**
 * Starts an actor, new from its input or again from a snapshot. When a guard or action throws, XState leaves it in
 * `error` while `send` returns as if nothing had happened: a callback hears of it, for an actor that stands alone.
 * Under a root nobody needs to: whoever sends looks at the status. There it leaves the system by its end or error.
 */
export function startActor<S extends string, C, I>(
  machine: Flat<S, C, I>,
  id: string,
  from: { input: I } | { snapshot: FlatSnapshot<S, C> },
  under: Root | ((error: unknown) => void),
): FlatActor<S, C, I> {
  const alone = typeof under === 'function';
  // XState keeps what an actor began with for its life: a snapshot is what it needs anyway, an input would be a copy.
  const snapshot = 'input' in from ? machine.initial(from.input) : from.snapshot;
  const actor = restored(machine.logic, id, snapshot, alone ? undefined : under);
  if (alone) actor.subscribe({ error: under });
  return actor.start();
}

/** Starts an actor like another again, from what that was before. */
export function restartActor<S extends string, C, I>(
  like: FlatActor<S, C, I>,
  snapshot: FlatSnapshot<S, C>,
  root: Root,
): FlatActor<S, C, I> {
  return restored<S, C, I>(like.logic, like.id, snapshot, root).start();
}

function restored<S extends string, C, I>(
  logic: Flat<S, C, I>['logic'],
  id: string,
  snapshot: FlatSnapshot<S, C>,
  parent: Root | undefined,
): FlatActor<S, C, I> {
  return createActor(logic, { id, parent, snapshot: snapshot as Snapshot<unknown> } as never) as FlatActor<S, C, I>;
}

/** Stops an actor before its end: it leaves the system. */
export function stopActor(root: Root, actor: AnyActorRef): void {
  root.send({ type: 'stop', actor });
}
