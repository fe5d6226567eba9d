/** A token bucket: `burst` at once, then `perSecond` in the long run. */
export interface Rate {
  perSecond: number;
  burst: number;
}

export interface Limits {
  /** Messages of one session; what is over is refused with `too-fast`. */
  messages: Rate;
  /** Refused messages (bad ones and too fast ones) of one session; what is over closes it with `abuse`. */
  faults: Rate;
  /** Requests over HTTP of one address that read, and those that write; what is over is refused with `too-fast`. */
  reads: Rate;
  writes: Rate;
  /** Bytes that wait for a session's reader before it is cut. */
  backlogBytes: number;
  /** Milliseconds within which hello must come. */
  helloMs: number;
  /** Milliseconds between two pings; a session that has not answered the last one is closed. */
  pingMs: number;
}

export const defaultLimits: Limits = {
  messages: { perSecond: 100, burst: 200 },
  faults: { perSecond: 1, burst: 50 },
  // Many who share an address, as behind an operator's NAT, are one here.
  reads: { perSecond: 40, burst: 200 },
  writes: { perSecond: 2, burst: 60 },
  backlogBytes: 2 ** 20,
  helloMs: 5_000,
  pingMs: 20_000,
};

/** Takes one token; false when there is none. Runs on real time, whatever the clock of the bureau. */
export function bucket({ perSecond, burst }: Rate, now: () => number = () => performance.now()): () => boolean {
  let left = burst;
  let at = now();
  return () => {
    const time = now();
    if (time > at) left = Math.min(burst, left + ((time - at) / 1000) * perSecond);
    at = time;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
