import type { Bureau, HallConfig, Policy } from '../config/schema.ts';
import { CodedError } from '../protocol/codes.ts';
import type { Modality } from '../protocol/modality.ts';
import type { Bookings } from './bookings.ts';
import { calendarOf } from './calendar.ts';
import { rolloutOf } from './hours.ts';
import { ableTo } from './matcher/load.ts';

const dayMs = 86_400_000;

/** What a slot is asked for. */
export interface Wanted {
  hall: string;
  modality: Modality;
  skill: string;
}

/** A time that may be booked; ms. */
export interface Slot {
  slot: number;
  until: number;
  /** How many more appointments it takes. */
  free: number;
}

/** What slots are counted from: the configuration in force, and who has booked. */
export interface Desks {
  readonly bureau: Bureau;
  readonly bookings: Bookings;
}

interface Places {
  all: number;
  skilled: number;
}

/**
 * Places of one slot: ⌊share × what the hall's configured stations carry of the modality at once⌋, and at least one
 * where anybody does; the same again for those of its stations that have the skill, so that a business which few can
 * do is not promised to many. A slot is as long as an appointment may take: one for each place.
 */
function placesOf({ stations, policy }: Bureau, { hall, modality, skill }: Wanted): Places {
  const share = policy.appointments?.share ?? 0;
  let all = 0;
  let skilled = 0;
  for (const station of stations.values()) {
    if (station.hall !== hall) continue;
    all += station.capacity[modality];
    if (ableTo(station, { modality, skill })) skilled += station.capacity[modality];
  }
  const given = (capacity: number) => (capacity > 0 && share > 0 ? Math.max(1, Math.floor(share * capacity)) : 0);
  return { all: given(all), skilled: given(skilled) };
}

function freeOf({ bookings }: Desks, { hall, modality, skill }: Wanted, places: Places, slot: number): number {
  const all = places.all - bookings.taken(hall, modality, slot);
  return Math.max(0, Math.min(all, places.skilled - bookings.taken(hall, modality, slot, skill)));
}

/** Why a slot cannot be booked at `now`; null when it can. */
export function refusalOf(desks: Desks, wanted: Wanted, slot: number, now: number): string | null {
  const { bureau } = desks;
  const { appointments } = bureau.policy;
  const hall = bureau.halls.get(wanted.hall);
  if (appointments === undefined || hall === undefined) return 'there are no appointments here';
  if (slot <= now) return 'it is past';
  if (slot > now + appointments.ahead) return 'it is too far ahead';
  if (![...slotsBetween(bureau, hall, appointments, slot, slot)].includes(slot)) return 'no slot begins then';
  return freeOf(desks, wanted, placesOf(bureau, wanted), slot) > 0 ? null : 'it is full';
}

export interface SlotQuestion {
  hall: string;
  business: string;
  channel: string;
  /** From this time on, ms; without it, from now. */
  from?: number | undefined;
  /** How many days of 24 hours to look at. */
  days: number;
}

/**
 * The free slots of a business by a channel at a hall, in order of time.
 * Throws `unknown-hall`, `unknown-business` or `channel-mismatch`.
 */
export function slotsFor(desks: Desks, asked: SlotQuestion, now: number): Slot[] {
  const { bureau } = desks;
  const hall = bureau.halls.get(asked.hall);
  if (hall === undefined) throw new CodedError('unknown-hall', asked.hall);
  const business = bureau.businesses.get(asked.business);
  if (business === undefined) throw new CodedError('unknown-business', asked.business);
  const modality = business.channels[asked.channel];
  if (modality === undefined) throw new CodedError('channel-mismatch', `${asked.business} by ${asked.channel}`);
  const { appointments } = bureau.policy;
  if (appointments === undefined) return [];
  const wanted = { hall: asked.hall, modality, skill: business.skill };
  const from = Math.max(now + 1, asked.from ?? 0);
  const to = Math.min(now + appointments.ahead, from + asked.days * dayMs);
  if (from > to) return [];
  const places = placesOf(bureau, wanted);
  const found: Slot[] = [];
  for (const slot of slotsBetween(bureau, hall, appointments, from, to)) {
    const free = freeOf(desks, wanted, places, slot);
    if (free > 0) found.push({ slot, until: slot + appointments.slot, free });
  }
  return found;
}

/** The beginnings of slots in `[from, to]`: one after the other from each day's opening, none past its closing. */
function* slotsBetween(
  { days, timezone }: Bureau,
  hall: HallConfig,
  { slot: length }: NonNullable<Policy['appointments']>,
  from: number,
  to: number,
): Iterable<number> {
  const calendar = calendarOf(hall.hours, days, timezone);
  const first = Math.max(from, rolloutOf(hall, timezone));
  const last = calendar.dayOf(to);
  // From yesterday on: its work may last past midnight.
  for (let day = calendar.dayOf(first) - 1; day <= last; day++) {
    const span = calendar.spanOf(day);
    if (span === null) continue;
    const passed = Math.max(0, Math.ceil((first - span.open) / length));
    for (let at = span.open + passed * length; at <= to && at + length <= span.close; at += length) yield at;
  }
}
