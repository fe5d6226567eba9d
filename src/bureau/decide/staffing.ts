import type { Station } from '../../actors/station.ts';
import type { Bureau } from '../../config/schema.ts';
import type { Modality } from '../../protocol/modality.ts';
import { loadOf } from '../matcher/load.ts';
import type { Turn } from '../turn.ts';
import { toPause } from './pause.ts';

/** Who carries several modalities is staffed for the first of these: documents are done beside it. */
const staffedFor: readonly Modality[] = ['voice', 'video', 'document'];

/** 受理组: the group that a station is staffed for; null when no group serves what it carries. */
export function groupOf(bureau: Bureau, { capacity }: Pick<Station, 'capacity'>): string | null {
  const modality = staffedFor.find((m) => capacity[m] > 0);
  if (modality === undefined) return null;
  for (const [code, group] of bureau.groups) if (group.modality === modality) return code;
  const channels = [...bureau.channels.values()].filter((c) => bureau.groups.get(c.group)?.modality === undefined);
  const main = channels.find((c) => c.modalities[0] === modality);
  return (main ?? channels.find((c) => c.modalities.includes(modality)))?.group ?? null;
}

/** Those of a hall's group who are at work, or are away only until their line is back. */
function crewOf(turn: Turn, hall: string, group: string): Station[] {
  return [...turn.state.stations()]
    .map(({ context }) => context)
    .filter((s) => s.hall === hall && s.wants === 'ready' && groupOf(turn.bureau, s) === group);
}

/** Why a station may not begin to work now; null: it may. */
export function noPlaceFor(turn: Turn, s: Station): string | null {
  const group = groupOf(turn.bureau, s);
  const number = group === null ? null : turn.state.orders.staffing(s.hall, group);
  if (group === null || number === null) return null;
  const working = crewOf(turn, s.hall, group).length;
  return working < number ? null : `${working} of ${number} stations of group ${group} in ${s.hall} are at work`;
}

/** Those who are too many pause, now or when their work is done: the least loaded first, then the longest idle. */
export function followStaffing(turn: Turn): void {
  for (const order of turn.state.orders.all()) {
    if (order.of !== 'staffing' || order.set === null) continue;
    const crew = crewOf(turn, order.hall, order.group).sort(
      (a, b) => loadOf(a) - loadOf(b) || a.idleSince - b.idleSince || (a.id < b.id ? -1 : 1),
    );
    for (const s of crew.slice(0, Math.max(0, crew.length - order.set))) toPause(turn, s.id, 'staffing');
  }
}
