import type { Random } from '../random.ts';
import { chance, lognormal, seconds } from './draws.ts';
import { type CityChannel, cityChannels } from './profile.ts';
import { ratingOf } from './rating.ts';
import { shares, takes } from './shares.ts';
import type { World } from './world.ts';

/** A letter of the server to a channel, in that channel's words. */
export type Letter = Record<string, unknown> & { ticket: string };

/** The field in which each channel says what happened. */
export const words = { etax: 'event', phone: 'event', booth: 'signal', realty: 'step', vtax: 'action' } as const;
/** What the letters are called of which somebody makes something. */
const asksForMaterial = new Set<unknown>(['supplement_wanted', 'material_wanted', 'ask_material', 'supplement']);
const asksForRating = new Set<unknown>(['rating_wanted', 'rating']);

const ringsFor = seconds(18, 0.2);

/**
 * What people do about the letters of their channels: send what was asked for, answer the telephone, rate. A taxpayer
 * before an own screen is called and rates there, and needs no letter for it.
 */
export function reader(world: World, random: Random): (channel: string, letter: Letter) => void {
  const { bureau, timers, lines, take } = world;
  const isOurs = (channel: string): channel is CityChannel => (cityChannels as readonly string[]).includes(channel);

  const supply = (channel: CityChannel, { ticket, items }: Letter) => {
    if (chance(random, shares.suppliesNever)) return;
    const all = Array.isArray(items) ? items.map((item) => ({ item, ref: `files/${ticket}/${item}` })) : [];
    const send = (materials: typeof all, done: boolean) =>
      take('supplies', lines.post(channel, { [words[channel]]: 'supplied', ticket, materials, done }));
    const later = lognormal(random, takes.supply);
    if (all.length < 2 || !chance(random, shares.suppliesHalf)) return timers.in(later, () => send(all, true));
    timers.in(later / 2, () => send(all.slice(0, 1), false));
    timers.in(later, () => send(all.slice(1), true));
  };

  /** The exchange rings at the caller's. */
  const ring = ({ ticket, call_id }: Letter) => {
    const call = { call_id, ticket };
    if (chance(random, shares.answersCall))
      timers.in(lognormal(random, takes.join), () =>
        take('calledBack', lines.post('phone', { event: 'answered', ...call })),
      );
    else
      timers.in(lognormal(random, ringsFor), () =>
        take('callsMissed', lines.post('phone', { event: 'no_answer', ...call })),
      );
  };

  const rate = (channel: CityChannel, { ticket }: Letter) => {
    if (!chance(random, shares.rates)) return;
    const rating = ratingOf(bureau, random);
    const path = rating.grade <= 2 ? 'badRatings' : 'ratings';
    timers.in(lognormal(random, takes.rating), () =>
      take(path, lines.post(channel, { [words[channel]]: 'rated', ticket, ...rating })),
    );
  };

  return (channel, letter) => {
    if (!isOurs(channel)) return;
    const told = letter[words[channel]];
    if (asksForMaterial.has(told)) supply(channel, letter);
    else if (asksForRating.has(told)) rate(channel, letter);
    else if (channel === 'phone' && told === 'dial') ring(letter);
  };
}
