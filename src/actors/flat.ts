import { type ActorLogic, assign, createMachine, type Snapshot } from 'xstate';

/** A transition out of a state: taken when its guard holds, the first of several that does. */
interface Arm<S extends string, G extends string, A extends string> {
  readonly target?: S;
  readonly guard?: G;
  readonly actions?: A;
}

/** A flat XState machine definition: states and events, no nesting, no `after`, no `invoke`, no effects. */
export interface FlatDefinition<S extends string, G extends string, A extends string> {
  readonly id: string;
  readonly initial: S;
  readonly states: {
    readonly [K in S]: {
      readonly type?: 'final';
      readonly entry?: A;
      readonly on?: { readonly [event: string]: Arm<S, G, A> | readonly Arm<S, G, A>[] };
    };
  };
}

/** What an actor of a flat machine is at a moment. Immutable: a view may keep it. */
export interface FlatSnapshot<S extends string, C> {
  status: 'active' | 'done' | 'error' | 'stopped';
  output: undefined;
  error: unknown;
  readonly value: S;
  readonly context: C;
}

type Fn<C, R> = (context: C, event: never) => R;

interface FlatParts<S extends string, C, I, G extends string, A extends string> {
  definition: FlatDefinition<S, G, A>;
  /** The context of a new actor. */
  context: (input: I) => C;
  guards: { [K in G]: Fn<C, boolean> };
  /** What an event changes in the context. */
  actions: { [K in A]: Fn<C, Partial<C>> };
}

interface Event {
  type: string;
}

export interface Flat<S extends string, C, I> {
  /** XState's own machine of the same definition: for drawing, and the oracle of the conformance test. */
  readonly machine: ReturnType<typeof createMachine>;
  readonly logic: ActorLogic<FlatSnapshot<S, C> & Snapshot<undefined>, Event, I>;
  /** What a new actor is. */
  initial(input: I): FlatSnapshot<S, C>;
  /** Whether the event would be taken in this snapshot. */
  can(snapshot: FlatSnapshot<S, C>, event: Event): boolean;
}

/**
 * One flat definition, two ways to run it: XState's machine, and a table under XState's `createActor`.
 * The interpreter costs 10–13 µs a send, the table about 1 µs; a conformance test holds them equal.
 */
export function flat<S extends string, C extends object, I, G extends string, A extends string>(
  parts: FlatParts<S, C, I, G, A>,
): Flat<S, C, I> {
  const { definition, guards, actions } = parts;
  type Row = {
    target: S;
    guard: Fn<C, boolean> | null;
    action: Fn<C, Partial<C>> | null;
    entry: Fn<C, Partial<C>> | null;
  };
  const table = new Map<S, Map<string, Row[]>>();
  const finals = new Set<S>();
  for (const from of Object.keys(definition.states) as S[]) {
    const state = definition.states[from];
    if (state.type === 'final') finals.add(from);
    const rows = new Map<string, Row[]>();
    for (const [event, arms] of Object.entries(state.on ?? {})) {
      rows.set(
        event,
        ([arms].flat() as Arm<S, G, A>[]).map((arm) => {
          const target = arm.target ?? from;
          const entry = target === from ? undefined : definition.states[target].entry;
          return {
            target,
            guard: arm.guard === undefined ? null : guards[arm.guard],
            action: arm.actions === undefined ? null : actions[arm.actions],
            entry: entry === undefined ? null : actions[entry],
          };
        }),
      );
    }
    table.set(from, rows);
  }

  const rowFor = (snapshot: FlatSnapshot<S, C>, event: Event) => {
    for (const row of table.get(snapshot.value)?.get(event.type) ?? []) {
      if (row.guard === null || row.guard(snapshot.context, event as never)) return row;
    }
    return undefined;
  };

  const make = (value: S, context: C): FlatSnapshot<S, C> & Snapshot<undefined> => ({
    status: finals.has(value) ? 'done' : 'active',
    output: undefined,
    error: undefined,
    value,
    context,
  });

  const initial = (input: I) => make(definition.initial, parts.context(input));

  return {
    machine: interpreted(parts),
    initial,
    can: (snapshot, event) => rowFor(snapshot, event) !== undefined,
    logic: {
      getInitialSnapshot: (_scope, input) => initial(input),
      transition(snapshot, event) {
        const row = rowFor(snapshot, event);
        if (row === undefined) return snapshot;
        const context = { ...snapshot.context };
        if (row.action !== null) Object.assign(context, row.action(context, event as never));
        if (row.entry !== null) Object.assign(context, row.entry(context, event as never));
        return make(row.target, context);
      },
      getPersistedSnapshot: (snapshot) => snapshot,
      restoreSnapshot: (persisted) => persisted as FlatSnapshot<S, C> & Snapshot<undefined>,
    },
  };
}

/** The same parts as an XState machine: actions become `assign`s, guards predicates over `{ context, event }`. */
function interpreted<S extends string, C extends object, I, G extends string, A extends string>(
  parts: FlatParts<S, C, I, G, A>,
): ReturnType<typeof createMachine> {
  const named = <T>(fns: { [name: string]: Fn<C, T> }, wrap: (fn: Fn<C, T>) => unknown) =>
    Object.fromEntries(Object.entries(fns).map(([name, fn]) => [name, wrap(fn as Fn<C, T>)]));
  return createMachine(
    {
      ...parts.definition,
      context: ({ input }: { input: unknown }) => parts.context(input as I),
    } as never,
    {
      guards: named<boolean>(
        parts.guards,
        (fn) => (args: { context: C; event: never }) => fn(args.context, args.event),
      ),
      actions: named<Partial<C>>(parts.actions, (fn) =>
        assign((args: { context: C; event: never }) => fn(args.context, args.event) as never),
      ),
    } as never,
  );
}
