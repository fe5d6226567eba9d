import type { Clock } from '../../clock.ts';
import type { Bureau } from '../../config/schema.ts';
import { type Random, seededRandom } from '../random.ts';
import { Bridge } from './bridge.ts';
import { Officer } from './officer.ts';
import { type CityChannel, cityChannels, nextArrival, volumeOf } from './profile.ts';
import { visitors } from './taxpayer.ts';
import { Timers } from './timers.ts';
import { visitsOf } from './visit.ts';
import { emptyTally, type Lines, seer, type Tally, type Tokens, type World } from './world.ts';

export interface CityOptions {
  bureau: Bureau;
  clock: Clock;
  lines: Lines;
  tokens: Tokens;
  /** Who comes, how patient they are and how long things take follow from it. A 32-bit integer. */
  seed: number;
  tally?: Tally;
}

export interface City {
  tally: Tally;
  /** Nobody comes any more and nobody acts; resolves when all that was asked of the server is answered. */
  stop(): Promise<void>;
}

/** Brings a city to life: an officer at every station, taxpayers by every channel, day after day. */
export function startCity({ bureau, clock, lines, tokens, seed, tally = emptyTally() }: CityOptions): City {
  const timers = new Timers(clock);
  const { seeTo, settled } = seer(tally);
  const world: World = { bureau, timers, lines, tokens, bridge: new Bridge(), tally, seeTo };

  // A stream of draws of its own for each channel and officer: what one does changes nothing for the others. Their
  // seeds are drawn too: neighbouring seeds of this generator begin alike.
  const seeds = seededRandom(seed);
  const stream = () => seededRandom(Math.floor(seeds.next() * 2 ** 32) | 0);

  const draw = visitsOf(bureau);
  for (const channel of cityChannels) arrive(channel, stream());
  for (const station of bureau.stations.values()) new Officer(world, station, stream()).plan(clock.now());

  function arrive(channel: CityChannel, random: Random): void {
    const volume = volumeOf(channel, bureau);
    let last = clock.now();
    const next = () => {
      last = nextArrival(channel, last, random, volume);
      const visit = draw(channel, random);
      timers.at(last, () => {
        seeTo(visitors[channel](world, visit, `${channel}-${seed}-${++tally.arrived[channel]}`));
        next();
      });
    };
    next();
  }

  return {
    tally,
    async stop() {
      timers.stop();
      await settled();
    },
  };
}
