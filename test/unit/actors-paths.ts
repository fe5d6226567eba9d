import { expect } from 'vitest';
import { createActor, type StateFrom } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import type { Flat } from '../../src/actors/flat.ts';
import { startActor } from '../../src/actors/start.ts';
import type { BureauEvent } from '../../src/bureau/events.ts';

type Machine = Flat<string, object, unknown>['machine'];
type Transition = ReturnType<Machine['getTransitionData']>[number];
type Oracle = StateFrom<Machine>;

/** What is walked through: a machine, and which of its many contexts are told apart. */
export interface Walked<S extends string, C, I> {
  machine: Flat<S, C, I>;
  input: I;
  events: BureauEvent[];
  /** All of a context that guards and `plausible` look at: contexts of the same key are taken as one. */
  key(context: C): string;
  /** Whether the bureau could say this of an actor like that. */
  plausible(context: C, event: BureauEvent, state: S): boolean;
}

const nameOf = ({ source, eventType, guard, target }: Transition) =>
  `${source.key}: ${eventType}${guard === undefined ? '' : ` [${guard}]`} → ${target?.[0]?.key ?? source.key}`;
const refusalOf = ({ source, eventType, guard }: Transition) => `${source.key}: ${eventType} [not ${guard}]`;

/** What paths must do, by name: take every transition, and find every guard false. */
function goalsOf({ states }: Machine): string[] {
  const all = Object.values(states).flatMap((state) => [...state.transitions.values()].flat());
  return all.flatMap((t) => (t.guard === undefined ? [nameOf(t)] : [nameOf(t), refusalOf(t)]));
}

/** Which of the goals an event reaches here, as XState's interpreter chooses. */
function reached(machine: Machine, snapshot: Oracle, event: BureauEvent): string[] {
  const candidates = machine.states[String(snapshot.value)]?.transitions.get(event.type) ?? [];
  const [taken] = machine.getTransitionData(snapshot, event);
  const refused = taken === undefined ? candidates : candidates.slice(0, candidates.indexOf(taken));
  return [...refused.map(refusalOf), ...(taken === undefined ? [] : [nameOf(taken)])];
}

/** The shortest paths over XState's own machine to every key, by each transition that leads there. */
function pathsOf<S extends string, C, I>({ machine, input, events, key, plausible }: Walked<S, C, I>) {
  const oracle = machine.machine;
  const paths = getShortestPaths(oracle, {
    input,
    events,
    filterEvents: (snapshot, event) =>
      reached(oracle, snapshot, event as BureauEvent).length > 0 &&
      plausible(snapshot.context as C, event as BureauEvent, snapshot.value as S),
    serializeState: (snapshot, event, before) => {
      const last = before === undefined ? 'start' : reached(oracle, before, event as BureauEvent).join(', ');
      return `${snapshot.value} ${key(snapshot.context as C)} by ${last}`;
    },
  });
  // The first step is XState's own start.
  return paths.map(({ steps }) => steps.slice(1).map(({ event }) => event as BureauEvent));
}

/**
 * Walks every generated path by the table and by XState's interpreter, which must agree at every step, a second apart.
 * Answers the goals that no path reached.
 */
export function explore<S extends string, C, I>(walked: Walked<S, C, I>): string[] {
  const { machine, input } = walked;
  const missed = new Set(goalsOf(machine.machine));
  for (const path of pathsOf(walked)) {
    const table = startActor(machine, 'table', { input }, () => {});
    const oracle = createActor(machine.machine, { input }).start();
    for (const [i, sample] of path.entries()) {
      const event = { ...sample, at: sample.at + i * 1_000 };
      for (const goal of reached(machine.machine, oracle.getSnapshot(), event)) missed.delete(goal);
      table.send(event);
      oracle.send(event);
      expect(seen(table.getSnapshot()), path.map(({ type }) => type).join(' → ')).toBe(seen(oracle.getSnapshot()));
    }
  }
  return [...missed];
}

/** By text: the order of a context's keys is part of what is hashed. */
const seen = ({ value, status, context }: { value: unknown; status: string; context: unknown }) =>
  JSON.stringify([value, status, context]);
