import type { Bureau, StationConfig } from '../../config/schema.ts';
import type { Person } from '../../protocol/material.ts';
import type { Random } from '../random.ts';
import { between, chance, type Length, lognormal, seconds, weighted } from './draws.ts';
import { personOf } from './person.ts';
import { type CityChannel, cityChannels } from './profile.ts';
import { type Rating, ratingOf } from './rating.ts';
import { shares, takes } from './shares.ts';

/** A taxpayer with a request, drawn whole at arrival: who comes does not depend on how the others are served. */
export interface Visit {
  channel: CityChannel;
  hall: string;
  business: string;
  /** Gives up after waiting so long, in ms; `Infinity`: never. */
  patience: number;
  /** The line drops so long after arrival, for so long; `Infinity`: for good. In ms. */
  drop: { after: number; away: number } | null;
  /** How many calls are missed, of those before the first that is heard. */
  misses: number;
  /** Who it is, where that is said. */
  person: Required<Person> | null;
  /** Asks a supervisor for haste so long after sending in, or after hearing the place in the line; ms. */
  urges: number | null;
  /** Asks to be forgotten so long after arrival; ms. */
  forget: number | null;
  /** Comes, or is called, at a time that is booked, as far along the free ones as this (0–1), and what becomes of it. */
  booking: { pick: number; fate: 'comes' | 'moves' | 'cancels' | 'forgets' } | null;
  /** A caller who does not hold the line: from the beginning, or once that is offered. */
  callback: 'asked' | 'taken' | null;
  /** The call breaks so long after it was answered; ms. */
  breaks: number | null;
  /** What is thought of it, by whom it is asked on an own screen; the others are asked by letters. */
  rating: Rating | null;
}

/** What a visit asks for, in the words that all channels share. */
export function wanted({ hall, business, person }: Visit): object {
  const { name, idNumber: id_number, phone } = person ?? {};
  return { tax_unit: hall, matter: business, ...(person !== null && { name, id_number, phone }) };
}

/** Halls that get more than their people can do: they live by what others lend. */
export const strained: Record<string, number> = { tianhe: 1.5, baiyun: 1.4 };

/** How often each skill is asked for. */
const asked: Record<string, number> = {
  invoice: 24,
  declare: 27,
  register: 10,
  account: 8,
  certificate: 7,
  social: 10,
  iit: 9,
  property: 6,
  refund: 3,
  export: 1.2,
};

const patience: Record<CityChannel, Length> = {
  etax: seconds(15 * 60, 1),
  vtax: seconds(4 * 60, 1),
  booth: seconds(4 * 60, 1),
  phone: seconds(90, 1.2),
  realty: seconds(5 * 60, 1),
};

const serves: Record<CityChannel, (station: StationConfig) => boolean> = {
  etax: ({ capacity }) => capacity.document > 0,
  vtax: ({ capacity }) => capacity.video > 0,
  booth: ({ capacity }) => capacity.video > 0,
  phone: ({ capacity }) => capacity.voice > 0,
  realty: ({ capacity }) => capacity.document > 0,
};

/** Draws visits as a bureau's halls and catalogue make them likely. */
export function visitsOf(bureau: Bureau): (channel: CityChannel, random: Random) => Visit {
  const { halls, stations, businesses } = bureau;
  const hallsOf = (channel: CityChannel) =>
    [...halls.keys()].map((hall) => {
      const able = [...stations.values()].filter((station) => station.hall === hall && serves[channel](station));
      return [hall, able.length * (strained[hall] ?? 1)] as const;
    });
  const businessesOf = (channel: CityChannel) => {
    const taken = [...businesses.values()].filter((business) => channel in business.channels);
    const sharing = (skill: string) => taken.filter((business) => business.skill === skill).length;
    return taken.map(({ code, skill }) => [code, (asked[skill] ?? 0) / sharing(skill)] as const);
  };
  const tables = (channel: CityChannel) => ({ halls: hallsOf(channel), businesses: businessesOf(channel) });
  const of = new Map(cityChannels.map((channel) => [channel, tables(channel)]));

  return (channel, random) => ({
    ...drawPerson(random),
    urges: channel === 'etax' || channel === 'phone' ? drawUrge(channel, random) : null,
    channel,
    hall: weighted(random, of.get(channel)!.halls),
    business: weighted(random, of.get(channel)!.businesses),
    patience:
      channel === 'etax' && !chance(random, shares.withdraws)
        ? Number.POSITIVE_INFINITY
        : lognormal(random, patience[channel]),
    drop: hasScreen(channel) && chance(random, shares.drops) ? drawDrop(random) : null,
    misses: drawMisses(random),
    booking: chance(random, bookShare[channel] ?? 0) ? drawBooking(random) : null,
    callback: channel === 'phone' ? drawCallback(random) : null,
    breaks: channel === 'phone' && chance(random, shares.breaks) ? between(random, 10_000, 120_000) : null,
    rating: channel === 'vtax' && chance(random, shares.rates) ? ratingOf(bureau, random) : null,
  });
}

const bookShare: Partial<Record<CityChannel, number>> = { vtax: shares.books, phone: shares.booksCall };
const hasScreen = (channel: CityChannel) => channel === 'vtax' || channel === 'booth';

const drawUrge = (channel: 'etax' | 'phone', random: Random) =>
  chance(random, shares.urges[channel]) ? lognormal(random, takes.urge[channel]) : null;

function drawPerson(random: Random): Pick<Visit, 'person' | 'forget'> {
  if (!chance(random, shares.named)) return { person: null, forget: null };
  const forget = chance(random, shares.forgotten) ? lognormal(random, takes.forget) : null;
  return { person: personOf(random), forget };
}

function drawDrop(random: Random): Visit['drop'] {
  const after = between(random, 5_000, 300_000);
  const away = chance(random, shares.comesBack) ? between(random, 3_000, 40_000) : Number.POSITIVE_INFINITY;
  return { after, away };
}

function drawMisses(random: Random): number {
  if (chance(random, shares.missesAll)) return Number.POSITIVE_INFINITY;
  return chance(random, shares.missesOnce) ? 1 : 0;
}

function drawBooking(random: Random): Visit['booking'] {
  const { moves, cancels, forgets } = shares;
  const fates = [
    ['moves', moves],
    ['cancels', cancels],
    ['forgets', forgets],
    ['comes', 1 - moves - cancels - forgets],
  ] as const;
  return { pick: random.next(), fate: weighted(random, fates) };
}

function drawCallback(random: Random): Visit['callback'] {
  if (chance(random, shares.asksCallback)) return 'asked';
  return chance(random, shares.takesCallback) ? 'taken' : null;
}
