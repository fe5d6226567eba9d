import type { Host } from '../host/host.ts';
import type { CityClock } from '../simulate/city/clock.ts';
import type { CityProcess } from './city-process.ts';
import type { People } from './people.ts';

export interface Pacing {
  people: People;
  clock: CityClock;
  city: Pick<CityProcess, 'pace'>;
  host: Pick<Host, 'clockSet'>;
  /** Of the day while nobody is there. */
  speed: number;
  /** Whether there is anything for people to do. */
  isOpen(): boolean;
}

const lookMs = 200;
/** The city's process hears of another pace before it begins, however busy the machine is. */
const aheadMs = 400;

/**
 * Lets the day pass at the wall's pace while somebody is at a page and the halls are open, else at `speed`, and tells
 * all sessions whenever the rate of the clock has changed, as also at dusk and dawn. Answers how to stop.
 */
export function paceByPeople({ people, clock, city, host, speed, isOpen }: Pacing): () => void {
  let wanted = speed;
  let told = clock.rate();
  const look = () => {
    const now = people.here && isOpen() ? Math.min(1, speed) : speed;
    if (now !== wanted) {
      wanted = now;
      const pace = { speed: now, since: Date.now() + aheadMs };
      clock.pace(pace);
      city.pace(pace);
    }
    if (clock.rate() === told) return;
    told = clock.rate();
    host.clockSet();
  };
  const timer = setInterval(look, lookMs);
  return () => clearInterval(timer);
}
