import { z } from 'zod';
import type { Random } from '../random.ts';
import { between } from './draws.ts';
import { words } from './mail.ts';
import { Screen } from './screen.ts';
import { type Visit, wanted } from './visit.ts';
import type { World } from './world.ts';

const slots = z.array(z.looseObject({ slot: z.number() }));
const minute = 60_000;
const earlyMs = 12 * minute;

/** Free slots of the day for what a visit wants, in order of time. */
async function freeSlots({ lines, tokens }: World, { hall, business, channel }: Visit): Promise<number[]> {
  const own = tokens.taxpayers[hall];
  const token = own?.pop();
  if (own === undefined || token === undefined) return [];
  const session = lines.connect(token, { onView: () => {}, onPush: () => {} });
  try {
    const free = slots.parse(await session.ask({ type: 'slots', business, channel, days: 1 }));
    return free.map(({ slot }) => slot);
  } finally {
    session.close();
    own.push(token);
  }
}

/** How a visit by appointment begins. */
const asks = (channel: Visit['channel'], name: string): object =>
  channel === 'phone' ? { event: 'ringing', call_id: name } : { action: 'enter', room_no: name, taxpayer_id: name };

/**
 * Books a time with V-Tax instead of waiting, and is there then, or a call of the exchange; or books another, or takes
 * it back, or forgets it. Answers false where nothing is free.
 */
export async function book(world: World, visit: Visit, name: string, random: Random): Promise<boolean> {
  const { lines, timers, tally, take, seeTo } = world;
  const { booking, channel } = visit;
  if (booking === null) return false;
  const free = await freeSlots(world, visit);
  // Most want to come soon.
  const slot = free[Math.floor(booking.pick ** 2 * free.length)];
  if (slot === undefined) return false;
  const iso = (at: number) => new Date(at).toISOString();
  const word = words[channel];
  const asked = { ...asks(channel, name), ...wanted(visit), slot: iso(slot) };
  const { ticket, token } = await lines.post(channel, asked);
  tally.taken++;
  tally.paths[channel === 'phone' ? 'bookedCalls' : 'bookings']++;
  if (token === undefined) return true;
  const come = (at: number) => {
    // A caller need not come.
    if (channel === 'phone') return;
    timers.at(at - between(random, 0, earlyMs), () => {
      const screen = new Screen(world, visit, token, random);
      take('checkIns', screen.session.command({ type: 'checkIn', ticket }));
      screen.wait(ticket);
    });
  };
  const half = (timers.clock.now() + slot) / 2;
  const later = free.find((other) => other > slot);
  if (booking.fate === 'comes') come(slot);
  else if (booking.fate === 'cancels')
    timers.at(half, () => take('cancelled', lines.post(channel, { [word]: 'withdrawn', ticket })));
  else if (booking.fate === 'moves' && later !== undefined)
    timers.at(half, () => {
      const moved = lines.post(channel, { [word]: 'moved', ticket, slot: iso(later) });
      take('moved', moved);
      seeTo(
        moved.then(
          () => come(later),
          () => come(slot),
        ),
      );
    });
  return true;
}
