import { blocking } from './b.ts';
import { checkLoad, checkServers, erlangs, type Figures, type Load, positive } from './load.ts';
import { OfferedWait } from './offered-wait.ts';

/** A load of people who give up after a time that is exponential with this mean. */
export interface ImpatientLoad extends Load {
  patienceS: number;
}

/**
 * Erlang A: a queue (M/M/n+M) that who has no more patience leaves. With B of n − 1 servers, the
 * offered wait V of density f, and θ = 1 / patience: P(wait) = 1 / (1 + f(0) / (B λ ∫ f)); who waits gives up with
 * probability E[1 − e^(−θV)] and is answered by T with E[e^(−θV); V ≤ T]. Source: C. Palm, "Research on telephone
 * traffic carried by full availability groups", Tele 1 (1957); S. Zeltyn, A. Mandelbaum, QUESTA 51 (2005), §3. The
 * service level is of all arrivals, those who gave up included; `asaS` is of those who were answered. Throws `bad-message`.
 */
export function erlangA(load: ImpatientLoad, servers: number, withinS: number): Figures {
  checkLoad(load);
  checkServers(servers);
  positive('patience', load.patienceS);
  const { arrivals, serviceS, patienceS } = load;
  const a = erlangs(load);
  const offered = new OfferedWait({ arrivals, servers: servers / serviceS, impatience: 1 / patienceS });
  const odds = (blocking(a, servers - 1) * arrivals * offered.total) / offered.atZero;
  const [pWait, atOnce] = [1 / (1 + 1 / odds), 1 / (1 + odds)];
  const stays = (v: number) => Math.exp(-v / patienceS);
  const answered = atOnce + pWait * offered.mean(stays);
  return {
    servers,
    pWait,
    pAbandon: pWait * offered.mean((v) => -Math.expm1(-v / patienceS)),
    pBlock: null,
    // What is rounded must not show as more than everything.
    serviceLevel: Math.min(1, atOnce + pWait * offered.meanUntil(withinS, stays)),
    asaS: (pWait * offered.mean((v) => v * stays(v))) / answered,
    occupancy: Math.min(1, (a * answered) / servers),
  };
}
