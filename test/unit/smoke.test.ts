import { expect, test } from 'vitest';
import { Desk } from './desk.ts';
test('smoke', () => {
  const d = new Desk();
  d.open('north-s01');
  const t = d.call();
  expect(d.state(t)).toBe('offered');
  expect(d.accept(t)).toEqual({ ok: true });
  expect(d.complete(t)).toEqual({ ok: true });
  const a = d.document();
  d.open('north-w01');
  expect(d.state(a)).toBe('serving');
  const b = d.document();
  expect(d.state(b)).toBe('waiting');
  d.pass(5000);
  expect(d.state(b)).toBe('serving');
  console.log(JSON.stringify(d.core.figures(d.now)), d.core.hash());
  const c0 = performance.now();
  for (let i = 0; i < 20000; i++) { const t = d.call(); d.accept(t); d.complete(t); }
  console.log((performance.now() - c0) / 20000 * 1000, 'us per life', d.core.answers.size);
});
