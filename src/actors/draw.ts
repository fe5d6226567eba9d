import { toDirectedGraph } from 'xstate/graph';
import type { Flat } from './flat.ts';

interface Move {
  from: string;
  to: string;
  event: string;
  guard: string | null;
  action: string;
}

/** A machine to draw. */
export interface Drawn<S extends string, C, I> {
  title: string;
  /** The file that defines it. */
  source: string;
  machine: Flat<S, C, I>;
  /** Its states in Chinese. */
  names: Record<S, string>;
}

/**
 * A page about a machine: a Mermaid drawing with one edge for each pair of states, and a table of what happens within
 * a state. The same definition gives the same text.
 */
export function drawMachine<S extends string, C, I>({ title, source, machine, names }: Drawn<S, C, I>): string {
  const states = toDirectedGraph(machine.machine).children;
  const moves = states.flatMap((state) =>
    state.edges.map(
      ({ source, target, transition: { eventType, guard, actions } }): Move => ({
        from: source.key,
        to: target.key,
        event: eventType,
        guard: guard === undefined ? null : String(guard),
        action: actions.map(String).join(', '),
      }),
    ),
  );
  const nodes = states.map(({ stateNode }) => stateNode);
  const entries = Map.groupBy(
    nodes.filter((node) => node.entry.length > 0),
    (node) => node.entry.map(String).join(', '),
  );
  return [
    `# ${title}`,
    '',
    `Generated from \`${source}\` by \`npm run -s yunting -- machines\`. An edge lists the events that lead over it; where`,
    'an event has several ways, the first whose [guard] holds is taken.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...nodes.map(({ key }) => `  state "${key} ${names[key as S]}" as ${key}`),
    `  [*] --> ${machine.machine.config.initial}`,
    ...edges(moves),
    ...nodes.filter((node) => node.type === 'final').map(({ key }) => `  ${key} --> [*]`),
    '```',
    '',
    ...[...entries].flatMap(([action, of]) => [
      `On entry to ${of.map(({ key }) => key).join(', ')}: \`${action}\`.`,
      '',
    ]),
    ...within(moves),
  ].join('\n');
}

function edges(moves: Move[]): string[] {
  const across = Map.groupBy(
    moves.filter((m) => m.from !== m.to),
    (m) => `${m.from} --> ${m.to}`,
  );
  return [...across].map(([edge, all]) => {
    const events = all.map((m) => (m.guard === null ? m.event : `${m.event} [${m.guard}]`));
    return `  ${edge}: ${events.join('<br/>')}`;
  });
}

/** What leaves the state as it is, and changes what is known. */
function within(moves: Move[]): string[] {
  const rows = Map.groupBy(
    moves.filter((m) => m.from === m.to),
    (m) => `| \`${m.event}\` | ${m.guard === null ? '–' : `\`${m.guard}\``} | \`${m.action}\` |`,
  );
  if (rows.size === 0) return [];
  const lines = [...rows].map(([row, all]) => `| ${all.map((m) => m.from).join(', ')} ${row}`);
  return ['Without leaving the state:', '', '| In | Event | Guard | Action |', '|---|---|---|---|', ...lines, ''];
}
