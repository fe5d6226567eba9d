import { expect, test } from 'vitest';
import { Parts } from '../../src/parts.ts';

function parts(endMs: number) {
  const told: unknown[] = [];
  const error = (about: { part: string }) => told.push(about.part);
  const ended: string[] = [];
  const begun = new Parts({ error: error as never }, endMs);
  return { begun, told, ended };
}

test('[SRV-13] parts end in the opposite order of their begin, each after the one before', async () => {
  const { begun, told, ended } = parts(5_000);
  for (const part of ['a', 'b', 'c']) begun.began(part, async () => void ended.push(part));
  await begun.end();
  await begun.end();
  expect(ended).toEqual(['c', 'b', 'a']);
  expect(told).toEqual([]);
});

test('[SRV-14] a part that hangs or throws is named, and keeps no other from its end', async () => {
  const { begun, told, ended } = parts(20);
  begun.began('a', () => ended.push('a'));
  begun.began('hangs', () => new Promise(() => {}));
  begun.began('throws', () => {
    throw new Error('no');
  });
  await begun.end();
  expect(ended).toEqual(['a']);
  expect(told).toEqual(['throws', 'hangs']);
});
