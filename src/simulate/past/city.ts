import { expandBureau } from '../../config/expand.ts';
import type { BureauFiles } from '../../config/schema.ts';
import { Days } from '../../performance/days.ts';
import { lengths } from '../city/desk.ts';
import { lognormal, seconds } from '../city/draws.ts';
import { type CityChannel, cityChannels, nextArrival, volumeOf } from '../city/profile.ts';
import { shiftOn } from '../city/shift.ts';
import { visitsOf } from '../city/visit.ts';
import { type Random, seededRandom } from '../random.ts';
import type { PastDay, Request, Shift } from './day.ts';

/** The day that is simulated: a Monday without anything particular. */
export const cityDate = '2026-11-23';
const reaction = seconds(3, 0.5);

/**
 * A working day of the simulated city with about `tickets` requests: the volumes, lengths and shifts of `src/simulate/city`,
 * without its ways of the practice. Each seed is another day.
 */
export function cityDay(files: BureauFiles, tickets: number, seed: number): PastDay {
  const bureau = expandBureau(files);
  const { from, to } = new Days(bureau.timezone).of(cityDate);
  const seeds = seededRandom(seed);
  const stream = () => seededRandom(Math.floor(seeds.next() * 2 ** 32) | 0);
  const usual = cityChannels.reduce((sum, channel) => sum + volumeOf(channel, bureau), 0);
  const draw = visitsOf(bureau);

  const requestsOf = (channel: CityChannel, random: Random): Request[] => {
    const requests: Request[] = [];
    const volume = (volumeOf(channel, bureau) * tickets) / usual;
    for (let at = nextArrival(channel, from, random, volume); at < to; at = nextArrival(channel, at, random, volume)) {
      const { hall, business, patience, callback } = draw(channel, random);
      const modality = bureau.businesses.get(business)!.channels[channel]!;
      requests.push({
        ...{ at: Math.round(at), hall, business, channel, priority: 0, patience: Math.round(patience) },
        callback: callback === 'asked' ? 0 : null,
        letGo: [],
        reactions: Array.from({ length: 3 }, () => Math.round(lognormal(random, reaction))),
        stretches: [
          {
            service: Math.round(lognormal(random, lengths.serving[modality])),
            wrapUp: Math.round(lognormal(random, lengths.wrapUp[modality])),
            next: null,
          },
        ],
      });
    }
    return requests;
  };

  const requests = cityChannels.flatMap((channel) => requestsOf(channel, stream())).sort((a, b) => a.at - b.at);
  const shifts = [...bureau.stations.values()].flatMap(({ id, hall }) =>
    shiftsOf(id, shiftOn(from, bureau.halls.get(hall)!, stream())),
  );
  return { from, to, requests, shifts };
}

/** At work from coming to leaving, less the rests; a line that drops is not part of it. */
function shiftsOf(station: string, { come, rests, leave }: ReturnType<typeof shiftOn>): Shift[] {
  const shifts: Shift[] = [];
  let from = come;
  for (const { at, until } of rests.toSorted((a, b) => a.at - b.at)) {
    if (at > from) shifts.push({ station, from, to: at });
    from = Math.max(from, until);
  }
  return [...shifts, { station, from, to: leave }];
}

/** The same bureau with so many times as many stations: a larger city at the same load. */
export function largerCity(files: BureauFiles, times: number): BureauFiles {
  const halls = files.halls.map((hall) => ({
    ...hall,
    stations: hall.stations.map((row) => ({ ...row, count: Math.min(99, Math.max(1, Math.round(row.count * times))) })),
  }));
  return { ...files, halls };
}
