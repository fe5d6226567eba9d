import { CodedError } from '../../protocol/codes.ts';
import { blocking } from './b.ts';
import { checkLoad, checkServers, erlangs, type Figures, type Load } from './load.ts';

/**
 * Erlang C: the share of arrivals that waits where nobody gives up (M/M/n), from B as n B / (n − a + a B). For a < n.
 * Source: A. K. Erlang (1917); the identity as in R. B. Cooper, Introduction to Queueing Theory (1981), §3.4.
 */
export function waiting(a: number, n: number): number {
  const b = blocking(a, n);
  return (n * b) / (n - a + a * b);
}

/** The fewest servers for which a queue that nobody leaves does not grow without end. */
export const leastFor = (load: Load): number => Math.floor(erlangs(load)) + 1;

/**
 * A queue that nobody leaves. A wait, where there is one, is exponential with rate (n − a) / service time. Throws
 * `bad-message`, also where the load is not below the servers: then no finite wait exists.
 */
export function erlangC(load: Load, servers: number, withinS: number): Figures {
  checkLoad(load);
  checkServers(servers);
  const a = erlangs(load);
  if (a >= servers)
    throw new CodedError(
      'bad-message',
      `${servers} servers are offered ${a} erlangs: the queue grows without end and no finite wait exists; at least ${leastFor(load)} servers are needed, or a patience (Erlang A)`,
    );
  const pWait = waiting(a, servers);
  const asaS = (pWait * load.serviceS) / (servers - a);
  const serviceLevel = 1 - pWait * Math.exp((-(servers - a) * withinS) / load.serviceS);
  return { servers, pWait, pAbandon: null, pBlock: null, serviceLevel, asaS, occupancy: a / servers };
}
