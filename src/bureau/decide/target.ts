import type { Ticket } from '../../actors/ticket.ts';
import type { Bureau } from '../../config/schema.ts';
import type { Modality } from '../../protocol/modality.ts';
import type { Answer, Given } from '../commands.ts';
import type { Target } from '../events.ts';
import { ableTo } from '../matcher/load.ts';
import { refuse, type Turn } from '../turn.ts';

/** Whom a station has named to hand a ticket to or to ask, and whether it must be that one station. */
export interface Aim {
  to: Target;
  named: string | null;
}

type Refusal = Answer & { ok: false };
type Wish = Pick<Given<'consult'>, 'hall' | 'group' | 'business' | 'station'>;

/**
 * What was named takes the place of what the ticket is now: a hall (of a named station, its own), a business, a group
 * and its modality. All of it must exist and fit, and somebody else than the present station must be able to serve it.
 */
export function aimOf(turn: Turn, t: Ticket, wish: Wish): Aim | Refusal {
  const { bureau } = turn;
  if (wish.hall === undefined && wish.group === undefined && wish.business === undefined && wish.station === undefined)
    return refuse('bad-message', 'name a hall, a group, a business or a station');
  const station = wish.station === undefined ? undefined : bureau.stations.get(wish.station);
  if (wish.station !== undefined) {
    if (station === undefined) return refuse('not-found', `station ${wish.station}`);
    if (station.id === t.station) return refuse('bad-message', 'station: another than the own');
    if (wish.hall !== undefined && wish.hall !== station.hall)
      return refuse('not-found', `station ${station.id} in hall ${wish.hall}`);
  }
  const hall = wish.hall ?? station?.hall ?? t.hall;
  if (!bureau.halls.has(hall)) return refuse('unknown-hall', hall);
  const group = wish.group ?? t.group;
  if (wish.group !== undefined && !bureau.groups.has(group)) return refuse('not-found', `group ${group}`);
  const modality = wish.group === undefined ? t.modality : modalityOf(bureau, group, t.modality);
  const business = bureau.businesses.get(wish.business ?? t.business);
  if (business === undefined) return refuse('unknown-business', wish.business ?? t.business);
  if (!Object.values(business.channels).includes(modality))
    return refuse('channel-mismatch', `${business.code} is not served as ${modality}`);
  const to = { hall, group, business: business.code, skill: business.skill, modality };
  const missing = missingFor(bureau, to, station?.id ?? null, t.station);
  return missing === null ? { to, named: station?.id ?? null } : refuse('nobody-able', missing);
}

/** How a group serves: as its entry says, else as its channels do, in the present way where they may. */
function modalityOf(bureau: Bureau, group: string, present: Modality): Modality {
  const own = bureau.groups.get(group)?.modality;
  if (own !== undefined) return own;
  const ways = [...bureau.channels.values()].filter((c) => c.group === group).flatMap((c) => c.modalities);
  return ways.includes(present) ? present : (ways[0] ?? present);
}

/** Why nobody of those who are meant could ever serve it; null: somebody could. */
function missingFor(bureau: Bureau, to: Target, named: string | null, host: string | null): string | null {
  const meant = [...bureau.stations.values()].filter((s) =>
    named === null ? s.hall === to.hall && s.id !== host : s.id === named,
  );
  if (meant.some((s) => ableTo(s, to))) return null;
  const who = named ?? `every other station of ${to.hall}`;
  return meant.some((s) => s.capacity[to.modality] > 0)
    ? `${who} that carries ${to.modality} lacks the skill ${to.skill}`
    : `${who} has no capacity for ${to.modality}`;
}
