import { overseers } from './moves/overseers.ts';
import { stations } from './moves/stations.ts';
import { taxpayers } from './moves/taxpayers.ts';
import { world } from './moves/world.ts';
import type { Scene } from './scene.ts';

/** Moves by what the player itself does with the time and the process. */
const players = { wait: 6, late: 1, night: 0.3, kill: 1, checkpoint: 1 } as const;

const acts = { ...taxpayers, ...stations, ...overseers, ...world };
type Act = keyof typeof acts;
export type MoveKind = Act | keyof typeof players;

/** What happens, to whom and how (all choices follow from the number), after how many ms. */
export type Move = [kind: MoveKind, pick: number, wait: number];

/** How often a kind comes about beside the others. */
export const weights: Record<MoveKind, number> = {
  ...(Object.fromEntries(Object.entries(acts).map(([kind, [weight]]) => [kind, weight])) as Record<Act, number>),
  ...players,
};
export const moveKinds = Object.keys(weights) as MoveKind[];

export function act(kind: MoveKind, scene: Scene): void {
  if (kind in acts) acts[kind as Act][1](scene);
}
