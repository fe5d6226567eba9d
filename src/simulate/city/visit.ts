import type { Bureau, StationConfig } from '../../config/schema.ts';
import type { Random } from '../random.ts';
import { between, chance, type Length, lognormal, seconds, weighted } from './draws.ts';
import type { CityChannel } from './profile.ts';

/** A taxpayer with a request, drawn whole at arrival: who comes does not depend on how the others are served. */
export interface Visit {
  channel: CityChannel;
  hall: string;
  business: string;
  /** Gives up after waiting so long, in ms; `Infinity`: never. */
  patience: number;
  /** The line drops so long after arrival, for so long; `Infinity`: for good. In ms. */
  drop: { after: number; away: number } | null;
}

/** Halls that get more than their people can do: they live by what others lend. */
const strained: Record<string, number> = { tianhe: 1.5, baiyun: 1.4 };

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
};

/** Of documents: the others wait for whatever comes of them. */
const withdrawnShare = 0.005;
/** Of those who sit before a screen. */
const dropShare = 0.04;
const backAgainShare = 0.75;

const serves: Record<CityChannel, (station: StationConfig) => boolean> = {
  etax: ({ capacity }) => capacity.document > 0,
  vtax: ({ capacity }) => capacity.video > 0,
  booth: ({ capacity }) => capacity.video > 0,
  phone: ({ capacity }) => capacity.voice > 0,
};

/** Draws visits as a bureau's halls and catalogue make them likely. */
export function visitsOf({ halls, stations, businesses }: Bureau): (channel: CityChannel, random: Random) => Visit {
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
  const of = { etax: tables('etax'), vtax: tables('vtax'), booth: tables('booth'), phone: tables('phone') };

  return (channel, random) => ({
    channel,
    hall: weighted(random, of[channel].halls),
    business: weighted(random, of[channel].businesses),
    patience:
      channel === 'etax' && !chance(random, withdrawnShare)
        ? Number.POSITIVE_INFINITY
        : lognormal(random, patience[channel]),
    drop: (channel === 'vtax' || channel === 'booth') && chance(random, dropShare) ? drawDrop(random) : null,
  });
}

function drawDrop(random: Random): { after: number; away: number } {
  const after = between(random, 5_000, 300_000);
  return { after, away: chance(random, backAgainShare) ? between(random, 3_000, 40_000) : Number.POSITIVE_INFINITY };
}
