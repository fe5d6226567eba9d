import type { Pool } from './staff.ts';

/** What a group of a hall needs in a half hour; the more urgent is given first. */
export interface Need {
  group: string;
  stations: number;
}

/**
 * A hall's stations in one half hour, by group, each counted once: first those that can serve one group only; then,
 * in the order of `needs`, who can serve several goes where stations are missing; what is left over is shared out
 * in proportion to the needs.
 */
export function shareOut(pools: readonly Pool[], slot: number, needs: readonly Need[]): Map<string, number> {
  const given = new Map(needs.map(({ group }) => [group, 0]));
  const give = (group: string, stations: number) => given.set(group, (given.get(group) ?? 0) + stations);
  const left = pools
    .map(({ groups, stations }) => ({ groups: groups.filter((g) => given.has(g)), stations: stations[slot]! }))
    .sort((a, b) => a.groups.length - b.groups.length);
  for (const pool of left) {
    if (pool.groups.length !== 1) continue;
    give(pool.groups[0]!, pool.stations);
    pool.stations = 0;
  }
  for (const { group, stations } of needs) {
    for (const pool of left) {
      if (!pool.groups.includes(group)) continue;
      const taken = Math.min(pool.stations, Math.max(0, stations - given.get(group)!));
      give(group, taken);
      pool.stations -= taken;
    }
  }
  for (const pool of left) {
    const wanted = needs.filter(({ group }) => pool.groups.includes(group));
    const all = wanted.reduce((sum, need) => sum + need.stations, 0);
    for (const { group, stations } of wanted)
      give(group, pool.stations * (all === 0 ? 1 / wanted.length : stations / all));
  }
  return given;
}
