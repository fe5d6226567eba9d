import type { Bureau } from '../../config/schema.ts';
import type { Line } from '../forecast/half-hours.ts';
import type { History } from '../forecast/history.ts';

/** What the rules want for a share of a line's tickets: so many of them (`goal`, 0–1) answered within so long. */
export interface Target {
  share: number;
  withinS: number;
  goal: number;
}

/** The targets of lines by what people came for there; where nobody came yet, of all that may be asked, each alike. */
export function targetsOf(bureau: Bureau, history: History, lines: readonly Line[]): Target[] {
  const seen = lines.flatMap((line) => history.mix(line));
  const shares = new Map<string, Target>();
  let all = 0;
  for (const { business, channel, count } of seen.length > 0 ? seen : possible(bureau, lines[0]?.group)) {
    const modality = bureau.businesses.get(business)?.channels[channel];
    // The files take it no more.
    if (modality === undefined) continue;
    const { target, goal } = bureau.rulesOf(business, channel, modality);
    const found = shares.get(`${target} ${goal}`) ?? { share: 0, withinS: target / 1000, goal };
    shares.set(`${target} ${goal}`, found);
    found.share += count;
    all += count;
  }
  return [...shares.values()].map((target) => ({ ...target, share: target.share / all }));
}

/** The share of all that should be answered in target. */
export const goalOf = (targets: readonly Target[]): number => targets.reduce((sum, t) => sum + t.share * t.goal, 0);

function possible({ businesses, channels }: Bureau, group: string | undefined) {
  return [...businesses].flatMap(([business, config]) =>
    Object.keys(config.channels)
      .filter((channel) => channels.get(channel)?.group === group)
      .map((channel) => ({ business, channel, count: 1 })),
  );
}
