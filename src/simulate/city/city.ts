import type { Clock } from '../../clock.ts';
import type { Bureau } from '../../config/schema.ts';
import { type Random, seededRandom } from '../random.ts';
import { Bridge } from './bridge.ts';
import { midnightOf, nextWorkday } from './clock.ts';
import { DepartmentOfficer } from './department.ts';
import { type Letter, reader } from './mail.ts';
import { Officer } from './officer.ts';
import { type CityChannel, cityChannels, nextArrival, rushOf, volumeOf } from './profile.ts';
import { Supervisor } from './supervisor.ts';
import { emptyTally, type Tally } from './tally.ts';
import { visitors } from './taxpayer.ts';
import { Timers } from './timers.ts';
import { strained, type Visit, visitsOf } from './visit.ts';
import { type Lines, seer, type Tokens, type World } from './world.ts';

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
  /** A letter of the server to a channel has come. */
  read(channel: string, letter: Letter): void;
  /** Nobody comes any more and nobody acts; resolves when all that was asked of the server is answered. */
  stop(): Promise<void>;
}

/** Brings a city to life: people at every station, department and hall, taxpayers by every channel, day after day. */
export function startCity({ bureau, clock, lines, tokens, seed, tally = emptyTally() }: CityOptions): City {
  const timers = new Timers(clock);
  const { seeTo, take, settled } = seer(tally);
  const supervisors = new Map<string, Supervisor>();
  const plead: World['plead'] = (hall, plea) => supervisors.get(hall)?.hear(plea);
  const world: World = { bureau, timers, lines, tokens, bridge: new Bridge(), tally, plead, seeTo, take };

  // A stream of draws of its own for each channel and officer: what one does changes nothing for the others. Their
  // seeds are drawn too: neighbouring seeds of this generator begin alike.
  const seeds = seededRandom(seed);
  const stream = () => seededRandom(Math.floor(seeds.next() * 2 ** 32) | 0);

  const draw = visitsOf(bureau);
  const come = (visit: Visit, random: Random) => {
    const { channel } = visit;
    seeTo(visitors[channel](world, visit, `${channel}-${seed}-${++tally.arrived[channel]}`, random));
  };

  for (const channel of cityChannels) arrive(channel, stream());
  hurry(midnightOf(clock.now()), stream());
  for (const station of bureau.stations.values()) {
    const officer = new Officer(world, station, stream());
    // Without a token it is left to somebody else.
    if (station.id in tokens.stations) officer.plan(clock.now());
  }
  for (const code of bureau.departments.keys()) new DepartmentOfficer(world, code, stream());
  const centre = lines.connect(tokens.chief, { onView: () => {}, onPush: () => {} });
  for (const hall of bureau.halls.keys()) {
    const supervisor = new Supervisor(world, hall, centre, stream());
    supervisors.set(hall, supervisor);
    supervisor.plan(midnightOf(clock.now()));
  }
  const read = reader(world, stream());

  function arrive(channel: CityChannel, random: Random): void {
    const volume = volumeOf(channel, bureau);
    const reactions = stream();
    let last = clock.now();
    const next = () => {
      last = nextArrival(channel, last, random, volume);
      const visit = draw(channel, random);
      timers.at(last, () => {
        come(visit, reactions);
        next();
      });
    };
    next();
  }

  function hurry(midnight: number, random: Random): void {
    const hall = random.pick(Object.keys(strained).filter((code) => bureau.halls.has(code)));
    for (const at of rushOf(midnight, bureau, random)) {
      const visit = draw('phone', random);
      timers.at(at, () => come(hall === undefined ? visit : { ...visit, hall }, random));
    }
    const tomorrow = nextWorkday(midnight);
    timers.at(tomorrow, () => hurry(tomorrow, random));
  }

  return {
    tally,
    read,
    async stop() {
      timers.stop();
      await settled();
    },
  };
}
