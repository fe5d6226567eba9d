const firstMs = 200;
const mostMs = 10_000;

/** Milliseconds to wait before try `n` (from 0): doubled each time, half of it random so that clients spread. */
export function backoff(n: number, random: () => number = Math.random): number {
  const full = Math.min(firstMs * 2 ** n, mostMs);
  return full / 2 + (full / 2) * random();
}
