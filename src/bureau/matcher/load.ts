import type { Station } from '../../actors/station.ts';
import type { Policy } from '../../config/schema.ts';
import { type Modality, modalities } from '../../protocol/modality.ts';

/** How many pieces of work a station carries, a pending offer included. */
export function loadOf(s: Station): number {
  return s.work.length + (s.offer === null ? 0 : 1);
}

/** Whether a station wants work at all: signed in, ready, its line up, no offer pending, its pace kept. */
export function wantsWork(s: Station): boolean {
  return s.officer !== null && s.wants === 'ready' && s.online && s.offer === null && s.paceUntil === null;
}

/**
 * The capacity table: a station may take a modality while it carries fewer of it than its capacity, and while
 * each other modality that it works may be interrupted by it.
 */
function hasRoom(s: Station, modality: Modality, interrupts: Policy['interrupts']): boolean {
  let same = 0;
  for (const work of s.work) {
    if (work.modality === modality) same++;
    else if (!interrupts[work.modality].includes(modality)) return false;
  }
  return same < s.capacity[modality];
}

/** Whether a station could ever serve such a ticket: it has the skill, and carries the modality. */
export function ableTo(s: Pick<Station, 'capacity' | 'skills'>, t: { modality: Modality; skill: string }): boolean {
  return s.capacity[t.modality] > 0 && (s.skills[t.skill] ?? 0) > 0;
}

const nothing: readonly Modality[] = [];

/** What a station may take now. */
export function takes(s: Station, interrupts: Policy['interrupts']): readonly Modality[] {
  return wantsWork(s) ? modalities.filter((m) => hasRoom(s, m, interrupts)) : nothing;
}
