import { isDeepStrictEqual as same } from 'node:util';
import type { Capacity, StationConfig } from '../../config/schema.ts';
import type { Order } from '../../protocol/commands.ts';
import type { Principal } from '../../protocol/principal.ts';
import type { Answer, Given } from '../commands.ts';
import { keyOf } from '../orders.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { obey } from './obey.ts';
import { barredFrom } from './oversee.ts';

type Refusal = Answer & { ok: false };

/** 灵活设置: a standing order rules at once, and until it is taken back (`set: null`). */
export function order(turn: Turn, { by, order }: Given<'order'>): Answer {
  if (by.role !== 'supervisor') return refuse('forbidden', 'order: by a supervisor');
  const key = keyOf(order);
  const present = turn.state.orders.get(key);
  // What has left the files since an order was given may still be let go of.
  const known = order.set === null && present !== undefined;
  const refusal = (known ? null : missing(turn, order)) ?? barred(turn, by, order) ?? unfit(turn, order);
  if (refusal !== null) return refusal;
  if (present === undefined ? order.set === null : same(present, order)) return done;
  turn.emit({ type: 'order.given', key, order });
  obey(turn);
  return done;
}

/** What an order names must exist. */
function missing({ bureau }: Turn, order: Order): Refusal | null {
  if (order.of === 'station')
    return bureau.stations.has(order.station) ? null : refuse('not-found', `station ${order.station}`);
  if (order.hall !== undefined && !bureau.halls.has(order.hall)) return refuse('unknown-hall', order.hall);
  if (order.of === 'staffing' && !bureau.groups.has(order.group))
    return refuse('not-found', `group ${order.group}; there are ${[...bureau.groups.keys()].join(', ')}`);
  return null;
}

/** A hall's affairs are its supervisors'; what concerns more than one hall is for a supervisor of all. */
function barred(turn: Turn, by: Principal & { role: 'supervisor' }, order: Order): Refusal | null {
  const hall = order.of === 'station' ? turn.bureau.stations.get(order.station)?.hall : order.hall;
  if (hall !== undefined && order.of !== 'maturity') return barredFrom(turn, by, hall);
  return by.halls === '*' ? null : refuse('forbidden', `order ${order.of}: a supervisor of all halls`);
}

/** A station must remain what it is, and know what the bureau knows. */
function unfit({ bureau }: Turn, order: Order): Refusal | null {
  if (order.of !== 'station' || order.set === null) return null;
  const { skills, capacity } = order.set;
  if (skills === undefined && capacity === undefined) return refuse('bad-message', 'set: name skills or capacity');
  const known = bureau.files.bureau.skills;
  const unknown = Object.keys(skills ?? {}).filter((skill) => known[skill] === undefined);
  if (unknown.length > 0)
    return refuse('not-found', `skill ${unknown.join(', ')}; there are ${Object.keys(known).join(', ')}`);
  const station = bureau.stations.get(order.station);
  const wrong = station === undefined || capacity === undefined ? null : misfit(station, capacity);
  return wrong === null ? null : refuse('bad-message', wrong);
}

function misfit({ kind }: StationConfig, { document, video, voice }: Capacity): string | null {
  if (kind === 'seat') return voice > 0 && document + video === 0 ? null : 'set.capacity: a seat carries voice only';
  return document + video > 0 ? null : 'set.capacity: a window carries documents or video';
}
