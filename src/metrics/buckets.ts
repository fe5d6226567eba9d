const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Upper bounds of histograms, in seconds. */
export const buckets = {
  /** A caller waits seconds (20 s is the usual promise), a document hours: one set spans both. */
  wait: [1, 5, 10, 20, 30, minute, 120, 300, 600, 1800, hour, 2 * hour, 4 * hour, 8 * hour],
  handle: [15, 30, minute, 120, 180, 300, 600, 900, 1800, hour, 2 * hour, 4 * hour, 8 * hour, day],
  /** A department may answer within minutes, or after the weekend. */
  answer: [5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 8 * hour, day, 2 * day, 4 * day],
  decide: [5e-6, 10e-6, 20e-6, 50e-6, 100e-6, 200e-6, 500e-6, 1e-3, 2e-3, 5e-3, 10e-3, 50e-3],
  match: [50e-6, 100e-6, 200e-6, 500e-6, 1e-3, 2e-3, 5e-3, 10e-3, 20e-3, 50e-3, 0.1, 0.2, 0.5, 1],
  append: [100e-6, 200e-6, 500e-6, 1e-3, 2e-3, 5e-3, 10e-3, 20e-3, 50e-3, 0.1, 0.2, 0.5, 1, 3],
} as const;
