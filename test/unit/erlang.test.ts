import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erlangA } from '../../src/capacity/erlang/a.ts';
import { blocking, erlangB } from '../../src/capacity/erlang/b.ts';
import { erlangC, waiting } from '../../src/capacity/erlang/c.ts';
import { type Figures, maxServers } from '../../src/capacity/erlang/load.ts';
import { requiredA, requiredB, requiredC } from '../../src/capacity/erlang/required.ts';
import { exactA, exactBC, ratio } from './erlang-exact.ts';

/** To within so much of the value, or 1e-15 where it is as good as none. */
function near(value: number | null, expected: number, relative = 1e-9): void {
  expect(value).not.toBeNull();
  expect(Math.abs((value ?? 0) - expected)).toBeLessThanOrEqual(relative * Math.abs(expected) + 1e-15);
}

const calls = { arrivals: 100 / 1800, serviceS: 180 };
const minute = { arrivals: 48 / 60, serviceS: 60, patienceS: 120 };
const published: [string, number | null, number][] = [
  ['C, 100 calls in 30 min of 180 s, n = 14: P(wait)', erlangC(calls, 14, 20).pWait, 0.1741319336],
  ['the same: answered within 20 s', erlangC(calls, 14, 20).serviceLevel, 0.8883500192],
  ['the same: ASA', erlangC(calls, 14, 20).asaS, 7.835937012],
  ['C(3 servers, 2 erlangs)', erlangC({ arrivals: 2, serviceS: 1 }, 3, 0).pWait, 4 / 9],
  ['B(3 servers, 2 erlangs)', erlangB({ arrivals: 2, serviceS: 1 }, 3).pBlock, 4 / 19],
  ['A, 48 a minute of 1 min, patience 2 min, n = 50: P(wait)', erlangA(minute, 50, 20).pWait, 0.4677740686],
  ['the same: P(abandon)', erlangA(minute, 50, 20).pAbandon, 0.0309122492],
  ['A, θ = μ, a = n = 10', erlangA({ arrivals: 10, serviceS: 1, patienceS: 1 }, 10, 1).pAbandon, 0.125110035721],
];

test.each(published)('[ERL-1] %s', (_, value, expected) => {
  expect(Math.abs((value ?? 0) - expected)).toBeLessThan(1e-9);
});

describe('against the state probabilities in integers', () => {
  const load = fc.record({ lambda: fc.integer({ min: 1, max: 90 }), mu: fc.integer({ min: 1, max: 5 }) });
  const servers = fc.integer({ min: 1, max: 40 });

  test('[ERL-2] B and C', () => {
    fc.assert(
      fc.property(load, servers, ({ lambda, mu }, n) => {
        const exact = exactBC(lambda, mu, n);
        near(blocking(lambda / mu, n), exact.pBlock, 1e-12);
        if (lambda < n * mu) near(waiting(lambda / mu, n), exact.pWait, 1e-12);
      }),
    );
  });

  test('[ERL-3] A: waiting, giving up, service level, speed of answer, occupancy', () => {
    const rate = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 2_000 }));
    const fraction = fc.integer({ min: 1, max: 9_999 });
    fc.assert(
      fc.property(load, servers, rate, fraction, ({ lambda, mu }, n, theta, tenThousandths) => {
        const exact = exactA(lambda, mu, theta, n, [tenThousandths, 10_000]);
        const within = -Math.log(tenThousandths / 10_000);
        const found = erlangA({ arrivals: lambda, serviceS: 1 / mu, patienceS: 1 / theta }, n, within);
        for (const [name, value] of Object.entries(exact)) near(found[name as keyof Figures], value, 1e-11);
      }),
    );
  });

  test.each([
    // λ, μ, θ: a hundredth below, at and a tenth above what 10,000 servers can do; patient, alike, impatient.
    [9_900, 1, 1],
    [10_000, 1, 1],
    [11_000, 1, 1],
    [99_000, 10, 1],
    [100_000, 10, 1],
    [9_900, 1, 100],
    [10_000, 1, 100],
    [1_000_000, 1, 1_000_000],
  ])('[ERL-4] sound for 10,000 servers: λ %d, μ %d, θ %d', (lambda, mu, theta) => {
    const n = 10_000;
    const exact = exactA(lambda, mu, theta, n, [999_999, 1_000_000]);
    const found = erlangA({ arrivals: lambda, serviceS: 1 / mu, patienceS: 1 / theta }, n, -Math.log1p(-1e-6));
    for (const [name, value] of Object.entries(exact)) near(found[name as keyof Figures], value);
    const bc = exactBC(lambda, mu, n);
    near(blocking(lambda / mu, n), bc.pBlock);
    if (lambda < n * mu) near(waiting(lambda / mu, n), bc.pWait);
  });
});

/** Any load, its servers, and by when an answer is in time: from empty to far more than they can do. */
const any = fc.record({
  arrivals: fc.double({ min: 0.001, max: 50, noNaN: true }),
  serviceS: fc.double({ min: 1, max: 600, noNaN: true }),
  patienceS: fc.double({ min: 0.1, max: 100_000, noNaN: true }),
  servers: fc.integer({ min: 1, max: 10_000 }),
  within: fc.double({ min: 0, max: 600, noNaN: true }),
});

test('[ERL-5] shares are between 0 and 1, nobody is answered before no time has passed, and nothing overflows', () => {
  fc.assert(
    fc.property(any, ({ servers, within, ...load }) => {
      const all = [erlangA(load, servers, within), erlangB(load, servers)];
      if (load.arrivals * load.serviceS < servers) all.push(erlangC(load, servers, within));
      for (const { pWait, pAbandon, pBlock, serviceLevel, asaS, occupancy } of all) {
        for (const share of [pWait, pAbandon, pBlock, serviceLevel, occupancy]) {
          if (share === null) continue;
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(asaS ?? 0).toBeGreaterThanOrEqual(0);
        expect(asaS ?? 0).toBeLessThan(Number.POSITIVE_INFINITY);
      }
    }),
  );
});

test('[ERL-6] one server more never makes it worse, nor does an answer that may come later', () => {
  // Roundings of two figures that are the same.
  const hair = 1e-12;
  fc.assert(
    fc.property(any, ({ servers, within, ...load }) => {
      const pairs: [Figures, Figures][] = [
        [erlangA(load, servers, within), erlangA(load, servers + 1, within)],
        [erlangB(load, servers), erlangB(load, servers + 1)],
      ];
      if (load.arrivals * load.serviceS < servers)
        pairs.push([erlangC(load, servers, within), erlangC(load, servers + 1, within)]);
      for (const [fewer, more] of pairs) {
        for (const bad of ['pWait', 'pAbandon', 'pBlock', 'asaS', 'occupancy'] as const)
          expect(more[bad] ?? 0).toBeLessThanOrEqual((fewer[bad] ?? 0) * (1 + hair) + hair);
        expect(more.serviceLevel ?? 0).toBeGreaterThanOrEqual((fewer.serviceLevel ?? 0) - hair);
      }
      const [soon, later] = [erlangA(load, servers, within), erlangA(load, servers, within + 1)];
      expect(later.serviceLevel ?? 0).toBeGreaterThanOrEqual((soon.serviceLevel ?? 0) - hair);
    }),
  );
});

test('[ERL-7] who is served works the servers, and whoever waits in vain gives up: λ (1 − P(abandon)) = n μ occupancy', () => {
  fc.assert(
    fc.property(any, ({ servers, within, ...load }) => {
      const { pAbandon, pWait, serviceLevel, occupancy } = erlangA(load, servers, within);
      const a = load.arrivals * load.serviceS;
      near(occupancy * servers, a * (1 - (pAbandon ?? 0)), 1e-9);
      // At once, and at any time: all who do not give up.
      near(erlangA(load, servers, 0).serviceLevel, 1 - (pWait ?? 0));
      const ever = erlangA(load, servers, 1e12).serviceLevel ?? 0;
      expect(Math.abs(ever - (1 - (pAbandon ?? 0)))).toBeLessThan(1e-12);
      expect(serviceLevel ?? 0).toBeLessThanOrEqual(ever + 1e-12);
    }),
  );
});

describe('limits of A', () => {
  test('[ERL-8] patience without end makes it C', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.double({ min: 0.05, max: 0.999, noNaN: true }), (n, rho) => {
        const load = { arrivals: (rho * n) / 180, serviceS: 180 };
        const c = erlangC(load, n, 20);
        const a = erlangA({ ...load, patienceS: 1e18 }, n, 20);
        near(a.pWait, c.pWait ?? 0);
        near(a.asaS, c.asaS ?? 0);
        near(a.serviceLevel, c.serviceLevel ?? 0);
        near((a.pAbandon ?? 0) * 1e18, c.asaS ?? 0);
      }),
    );
  });

  test('[ERL-9] hardly any patience makes it B', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.double({ min: 0.05, max: 5, noNaN: true }), (n, rho) => {
        const load = { arrivals: (rho * n) / 180, serviceS: 180 };
        const b = erlangB(load, n);
        const a = erlangA({ ...load, patienceS: 1e-12 }, n, 20);
        near(a.pAbandon, b.pBlock ?? 0);
        near(a.occupancy, b.occupancy);
      }),
    );
  });

  test('[ERL-10] patience as long as service makes the number in the system Poisson', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (a, n) => {
        let [below, term] = [0, 1];
        for (let k = 0; k < n; k++) {
          below += term;
          term *= a / (k + 1);
        }
        const { pWait } = erlangA({ arrivals: a, serviceS: 1, patienceS: 1 }, n, 1);
        expect(Math.abs((pWait ?? 0) - (1 - below / Math.exp(a)))).toBeLessThan(1e-11);
      }),
    );
  });
});

test('[ERL-11] the number required meets the target, and one less does not', () => {
  const target = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  fc.assert(
    fc.property(any, target, ({ within, servers: _, ...load }, share) => {
      const erlangs = load.arrivals * load.serviceS;
      const a = requiredA(load, within, share);
      expect(a.serviceLevel).toBeGreaterThanOrEqual(share);
      if (a.servers > 1) expect(erlangA(load, a.servers - 1, within).serviceLevel).toBeLessThan(share);
      const c = requiredC(load, within, share);
      expect(c.serviceLevel).toBeGreaterThanOrEqual(share);
      if (c.servers - 1 > erlangs) expect(erlangC(load, c.servers - 1, within).serviceLevel).toBeLessThan(share);
      const b = requiredB(load, share);
      expect(b.pBlock).toBeLessThanOrEqual(share);
      if (b.servers > 1) expect(erlangB(load, b.servers - 1).pBlock).toBeGreaterThan(share);
    }),
    { numRuns: 40 },
  );
});

test('[ERL-12] where there is no answer it is said why', () => {
  expect(() => erlangC({ arrivals: 2, serviceS: 5 }, 10, 20)).toThrow(/no finite wait.*at least 11 servers/);
  expect(() => requiredC({ arrivals: maxServers, serviceS: 1 }, 20, 0.8)).toThrow(/more than 100000 servers/);
  for (const servers of [0, -1, 1.5, Number.NaN, maxServers + 1])
    expect(() => erlangB(calls, servers)).toThrow(/servers must be a whole number/);
  for (const share of [0, 1, 80, Number.NaN])
    expect(() => requiredA(minute, 20, share)).toThrow(/share between 0 and 1/);
  for (const serviceS of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => erlangC({ arrivals: 1, serviceS }, 10, 20)).toThrow(/service time/);
  for (const patienceS of [0, 1e-310, Number.POSITIVE_INFINITY])
    expect(() => erlangA({ ...calls, patienceS }, 10, 20)).toThrow(/patience/);
});

test('[ERL-2] the reference itself is that of the textbook: 4/9', () => {
  near(exactBC(2, 1, 3).pWait, 4 / 9, 1e-15);
  near(ratio(1n, 3n << 900n) * 2 ** 900, 1 / 3, 1e-15);
});
