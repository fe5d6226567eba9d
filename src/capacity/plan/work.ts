import { keyOf, type Line, sum } from '../forecast/half-hours.ts';
import type { History } from '../forecast/history.ts';

/** What a ticket of a line takes. */
export interface Work {
  /** A pair of hands' time, with wrap-up and whatever brings it back. */
  serviceS: number;
  /** Mean patience; null where nobody was ever seen to give up. */
  patienceS: number | null;
}

/** Fewer services than this say less about a line than those of its group in all halls. */
const credible = 30;

/**
 * What tickets took before a day (ISO date): the line's mean, moved towards its group's as far as it has few
 * services. Patience is the group's in all halls, as few give up in one: waited time ÷ those who gave up, the maximum
 * likelihood of exponential patience under right censoring. Lines of whose group no work is known are left out.
 */
export function workOf(history: History, before: string): (line: Line) => Work | null {
  const groups = new Map(
    [...Map.groupBy(history.lines(), ({ group }) => group)].map(([group, lines]) => {
      const all = lines.map((line) => history.work(line, before));
      const services = sum(all.map((w) => w.services));
      const abandoned = sum(all.map((w) => w.abandoned));
      return [
        group,
        {
          serviceS: services === 0 ? null : sum(all.map((w) => w.seconds)) / services,
          patienceS: abandoned === 0 ? null : sum(all.map((w) => w.waitS)) / abandoned,
        },
      ] as const;
    }),
  );
  const known = new Map<string, Work | null>();
  return (line) => {
    const found = known.get(keyOf(line));
    if (found !== undefined) return found;
    const { serviceS = null, patienceS = null } = groups.get(line.group) ?? {};
    const own = history.work(line, before);
    const made =
      serviceS === null
        ? null
        : { serviceS: (own.seconds + credible * serviceS) / (own.services + credible), patienceS };
    known.set(keyOf(line), made);
    return made;
  };
}
