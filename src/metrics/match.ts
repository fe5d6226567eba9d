import { createHistogram } from 'node:perf_hooks';
import type { Instruments } from './registry.ts';

/** How long matches took, in real time. */
export interface MatchTimes {
  /** One match, from its command's arrival to its offer's sending. */
  record(seconds: number): void;
  /** 99th percentile of the last minute in ms, to within 1 %; 0 when nothing was matched. */
  p99Ms(): number;
}

const slices = 6;
const sliceMs = 10_000;
/** In µs. HDR histograms of two digits over this range take 20 KB each. */
const scale = { lowest: 1, highest: 60_000_000, figures: 2 };

/** The minute is kept in slices of 10 s, each forgotten as a whole; `now` is monotonic, in ms. */
export function matchTimes(instruments: Instruments, now: () => number = () => performance.now()): MatchTimes {
  const ring = Array.from({ length: slices }, () => ({ turn: -1, times: createHistogram(scale) }));
  const turnNow = () => Math.floor(now() / sliceMs);

  return {
    record(seconds) {
      instruments.matchDuration.observe(seconds);
      const turn = turnNow();
      const slice = ring[turn % slices]!;
      if (slice.turn !== turn) {
        slice.times.reset();
        slice.turn = turn;
      }
      slice.times.record(Math.min(Math.max(Math.round(seconds * 1e6), scale.lowest), scale.highest));
    },
    p99Ms() {
      const oldest = turnNow() - slices + 1;
      const minute = createHistogram(scale);
      for (const { turn, times } of ring) if (turn >= oldest && times.count > 0) minute.add(times);
      return minute.count === 0 ? 0 : minute.percentile(99) / 1000;
    },
  };
}
