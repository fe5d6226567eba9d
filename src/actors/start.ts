import { type Actor, createActor, type Snapshot } from 'xstate';
import type { Flat, FlatSnapshot } from './flat.ts';

export type FlatActor<S extends string, C, I> = Actor<Flat<S, C, I>['logic']>;

/**
 * Starts a root actor, new from its input or again from a snapshot. `onError` hears of a guard or action
 * that threw: XState then leaves the actor in `error` while `send` returns as if nothing had happened.
 */
export function startActor<S extends string, C, I>(
  machine: Flat<S, C, I>,
  id: string,
  from: { input: I } | { snapshot: FlatSnapshot<S, C> },
  onError: (error: unknown) => void,
): FlatActor<S, C, I> {
  const options =
    'input' in from
      ? { id, input: from.input }
      : { id, snapshot: from.snapshot as Snapshot<unknown>, input: undefined as I };
  const actor = createActor(machine.logic, options as never) as FlatActor<S, C, I>;
  actor.subscribe({ error: onError });
  actor.start();
  return actor;
}
