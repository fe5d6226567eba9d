import { expect, test } from 'vitest';
import { yunting } from './support/process.ts';

const calls = ['--arrivals', '100', '--interval', '30m', '--aht', '180s'];
const erlang = (...args: string[]) => yunting(['erlang', ...args]);

test('[ERC-1] prints the figures of a number of servers as JSON, null where they have no meaning', async () => {
  const { status, out } = await erlang('c', ...calls, '--within', '20s', '--servers', '14', '--json');
  expect(status).toBe(0);
  const figures = JSON.parse(out);
  expect(figures).toMatchObject({ servers: 14, pAbandon: null, pBlock: null });
  expect(figures.pWait).toBeCloseTo(0.1741319336, 9);
  expect(figures.serviceLevel).toBeCloseTo(0.8883500192, 9);
  expect(figures.asaS).toBeCloseTo(7.835937012, 8);
  expect(figures.occupancy).toBeCloseTo(100 / 140, 9);
});

test('[ERC-2] finds the fewest servers for a target, and prints a table in both languages', async () => {
  const a = await erlang('a', ...calls, '--patience', '2m', '--within', '20s', '--target', '0.8');
  expect(a.out).toMatch(/^Erlang A, 10\.00 erlangs\n {2}servers 坐席数 +12$/m);
  expect(a.out).toMatch(/answered in time 及时接通 +82\.56 %/);
  const b = await erlang('b', ...calls, '--target', '0.01', '--json');
  expect(JSON.parse(b.out)).toMatchObject({ servers: 18, pWait: null, serviceLevel: null, asaS: null });
});

test.each([
  ['c', ['--within', '20s', '--servers', '10'], 'no finite wait exists; at least 11 servers'],
  ['c', ['--within', '20s'], 'give either --servers or --target'],
  ['c', ['--within', '20s', '--servers', '14', '--target', '0.8'], 'give either --servers or --target'],
  ['c', ['--servers', '14'], '--within is missing'],
  ['a', ['--within', '20s', '--servers', '14'], '--patience is missing'],
  ['c', ['--within', '20s', '--servers', '14', '--patience', '2m'], '--patience is for Erlang A'],
  ['b', ['--servers', '14', '--within', '20s'], '--within is for Erlang C and A'],
  ['b', ['--servers', '14.5'], 'servers must be a whole number'],
  ['a', ['--within', '20s', '--patience', '2m', '--target', '80'], 'share between 0 and 1'],
])('[ERC-3] %s %j is refused and says why', async (formula, args, why) => {
  const { status, out, err } = await erlang(formula, ...calls, ...args);
  expect([status, out]).toEqual([1, '']);
  expect(err).toContain('bad-message');
  expect(err).toContain(why);
});
