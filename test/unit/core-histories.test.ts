import { afterAll, beforeAll, expect, test } from 'vitest';
import { wireCommand } from '../../src/protocol/commands.ts';
import { en } from '../../src/story/en.ts';
import { historyOf } from '../histories/history.ts';
import { breach } from '../histories/play.ts';
import { regressions } from '../histories/regressions.ts';
import { says } from '../histories/rules.ts';
import { shrink } from '../histories/shrink.ts';
import type { Broken } from './referee.ts';

/** `FUZZ_RUNS=20000` plays as many others; `npm run sim` plays more of them, on all cores. */
const many = Number(process.env.FUZZ_RUNS ?? 0);
const histories = many > 0 ? many : 2_000;
const seed = many > 0 ? Date.now() % 2 ** 31 : 20261123;
/** Of the first everything is asked at every step; the others are shorter, and of them the slow rules are asked at some. */
const whole = 200;
const shapeOf = (n: number) => (n < whole ? { length: 200, every: 1 } : { length: 120, every: 10 });

/** The first history that broke each rule. */
const broken = new Map<string, Broken & { where: string }>();
/** How often each command was done and refused, and each event happened. */
const done = new Map<string, number>();
const refused = new Map<string, number>();
const happened = new Map<string, number>();
const one = (of: Map<string, number>, key: string) => of.set(key, (of.get(key) ?? 0) + 1);

beforeAll(() => {
  for (const { seed: of, ...history } of regressions()) note(`regression ${of}`, breach(history, 1));
  for (let n = 0; n < histories; n++) {
    const { length, every } = shapeOf(n);
    const found = breach(historyOf(seed, n, length), every, (desk) => {
      for (const { command, answer } of desk.given) one(answer.ok ? done : refused, command.type);
      for (const e of desk.events) one(happened, e.type);
    });
    note(`--seed ${seed} --from ${n} --length ${length}`, found);
  }
}, 3_600_000);

/** Keeps a rule's first failure, made shorter for a while. */
function note(where: string, found: Broken | null): void {
  if (found === null || broken.has(found.rule)) return;
  broken.set(found.rule, Object.assign(found, { where }));
}

afterAll(() => {
  if (broken.size > 0)
    console.error('npm run sim -- with the words before a rule plays its history again, and makes it shorter');
});

for (const [id, what] of Object.entries(says)) {
  test(`${id} ${what}`, () => {
    const found = broken.get(id);
    expect(found && `${found.where}: ${found.message}`).toBeUndefined();
  });
}

test('[HIS-1] the histories give every command of the wire, by the right people and by others', () => {
  const types = wireCommand.options.map((option) => option.shape.type.value);
  expect(types.filter((type) => (done.get(type) ?? 0) < 10)).toEqual([]);
  expect(types.filter((type) => (refused.get(type) ?? 0) < 10)).toEqual([]);
});

test('[HIS-2] every event happens in the histories', () => {
  expect(Object.keys(en).filter((type) => !happened.has(type))).toEqual([]);
});

test('[HIS-3] the n-th history of a seed is always the same, and others are others', () => {
  expect(historyOf(7, 3, 50)).toEqual(historyOf(7, 3, 50));
  const drawn = [historyOf(7, 3, 50), historyOf(7, 4, 50), historyOf(8, 3, 50)].map((h) => JSON.stringify(h.moves));
  expect(new Set(drawn).size).toBe(3);
});

test('[HIS-4] a failing history is made as short as what makes it fail', () => {
  const long = historyOf(1, 0, 200);
  const [kind] = long.moves[120] ?? ['wait'];
  const times = long.moves.filter((move) => move[0] === kind).length;
  const fails = ({ moves }: typeof long) => moves.filter((move) => move[0] === kind).length >= Math.min(3, times);
  const { moves } = shrink(long, fails, 60_000);
  expect(moves.map(([kind, pick, wait]) => [kind, pick, wait])).toEqual(
    Array.from({ length: Math.min(3, times) }, () => [kind, 0, 0]),
  );
});
