import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Answers, type Given } from '../../src/bureau/answers.ts';

const given = (n: number, at: number): Given => ({ id: `command-${n}`, print: 'p', answer: { ok: true }, seq: n, at });

test('[IDM-6] whatever the order of giving and forgetting, exactly the answers of the last while are known', () => {
  const move = fc.oneof(
    fc.record({ give: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ forgetOlderThan: fc.integer({ min: 0, max: 20 }) }),
  );
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
      const answers = new Answers();
      let kept: Given[] = [];
      let n = 0;
      for (const each of moves) {
        if ('give' in each) {
          for (let i = 0; i < each.give; i++) {
            const next = given(n, n++);
            if (n % 7 === 0) answers.restore(next);
            else answers.remember(next);
            kept.push(next);
          }
        } else {
          const from = n - each.forgetOlderThan;
          answers.forgetBefore(from);
          kept = kept.filter(({ at }) => at >= from);
        }
        expect(answers.size).toBe(kept.length);
        for (const { id } of kept) expect(answers.get(id)?.id).toBe(id);
      }
    }),
  );
});

test('[IDM-6] when all was forgotten it goes on: later answers are known, and forgotten in their turn', () => {
  const answers = new Answers();
  answers.forgetBefore(5);
  answers.remember(given(1, 10));
  answers.forgetBefore(20);
  answers.forgetBefore(20);
  expect(answers.size).toBe(0);
  answers.remember(given(2, 20));
  answers.remember(given(3, 30));
  answers.forgetBefore(25);
  expect(answers.get('command-2')).toBeUndefined();
  expect(answers.get('command-3')?.at).toBe(30);
});
