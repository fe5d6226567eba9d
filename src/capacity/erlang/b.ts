import { checkLoad, checkServers, erlangs, type Figures, type Load } from './load.ts';

/**
 * Erlang B: the share of arrivals that finds all servers busy where nobody waits (M/M/n/n). B(0) = 1,
 * B(k) = a B(k−1) / (k + a B(k−1)): every term is positive, so nothing cancels, and no power or factorial is formed.
 * Source: A. K. Erlang (1917); the recursion as in R. B. Cooper, Introduction to Queueing Theory (1981), §3.3. For any
 * a > 0 and whole n ≥ 0; what is below the least double is 0.
 */
export function blocking(a: number, n: number): number {
  let b = 1;
  for (let k = 1; k <= n; k++) b = (a * b) / (k + a * b);
  return b;
}

/** A group that turns away whoever finds it busy. Throws `bad-message`. */
export function erlangB(load: Load, servers: number): Figures {
  checkLoad(load);
  checkServers(servers);
  const a = erlangs(load);
  const pBlock = blocking(a, servers);
  const occupancy = (a * (1 - pBlock)) / servers;
  return { servers, pWait: null, pAbandon: null, pBlock, serviceLevel: null, asaS: null, occupancy };
}
