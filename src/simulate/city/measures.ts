import { groupOf } from '../../bureau/decide/staffing.ts';
import type { ClientCommand } from '../../client/connect.ts';
import type { Bureau } from '../../config/schema.ts';
import type { Order } from '../../protocol/commands.ts';
import type { Random } from '../random.ts';
import { between, chance, lognormal } from './draws.ts';
import { shares, takes } from './shares.ts';
import type { Path } from './tally.ts';

/** What a supervisor does by the clock; `at` is ms after midnight. */
export interface Measure {
  at: number;
  path: Path;
  command: ClientCommand;
  /** What ends it so many ms later. */
  end: { after: number; path: Path; command: ClientCommand } | null;
}

const hour = 3_600_000;

/** A supervisor's day in a hall: orders that rule for half an hour, and a hand on a station. */
export function measuresOn(bureau: Bureau, hall: string, random: Random): Measure[] {
  const own = [...bureau.stations.values()].filter((station) => station.hall === hall);
  const measures: Measure[] = [];
  // Between the breaks: whoever is at table is not led.
  const when = () => (chance(random, 0.5) ? between(random, 9.5, 11) : between(random, 14.5, 16)) * hour;

  const order = (share: number, order: Order) => {
    if (!chance(random, share)) return;
    const back = { type: 'order', order: { ...order, set: null } } as const;
    const end = { after: lognormal(random, takes.order), path: 'ordersEnded', command: back } as const;
    measures.push({ at: when(), path: 'orders', command: { type: 'order', order }, end });
  };
  const steer = (share: number, to: 'paused' | 'signedOut') => {
    const station = random.pick(own)?.id;
    if (station === undefined || !chance(random, share)) return;
    const back = { type: 'steer', station, to: 'ready' } as const;
    const end = { after: lognormal(random, takes.held), path: 'steered', command: back } as const;
    const command = { type: 'steer', station, to } as const;
    // Who was signed out comes back by own hand.
    measures.push({ at: when(), path: 'steered', command, end: to === 'paused' ? end : null });
  };

  const group = random.pick(
    [...bureau.groups.keys()].filter((code) => own.some((one) => groupOf(bureau, one) === code)),
  );
  const crew = own.filter((station) => groupOf(bureau, station) === group).length;
  const carrier = random.pick(own.filter(({ capacity }) => capacity.document > 1));
  if (group !== undefined) order(shares.staffing, { of: 'staffing', hall, group, set: Math.ceil(shares.crew * crew) });
  order(shares.lending, { of: 'lend', hall, set: { on: false } });
  if (carrier !== undefined) {
    const capacity = { ...carrier.capacity, document: carrier.capacity.document - 1 };
    order(shares.capacity, { of: 'station', station: carrier.id, set: { capacity } });
  }
  steer(shares.steersPause, 'paused');
  steer(shares.steersOut, 'signedOut');
  return measures;
}
