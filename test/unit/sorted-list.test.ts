import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedList } from '../../src/bureau/matcher/sorted-list.ts';

test('[ORD-6] a sorted list is what an array, sorted after every change, would be', () => {
  const change = fc.tuple(fc.boolean(), fc.nat(3_000));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 3_000, size: 'max' }), (changes) => {
      const list = new SortedList<number>((a, b) => a - b);
      const plain = new Set<number>();
      for (const [adds, n] of changes) {
        if (!adds) expect(list.delete(n)).toBe(plain.delete(n));
        else if (!plain.has(n)) {
          list.add(n);
          plain.add(n);
        }
      }
      const sorted = [...plain].sort((a, b) => a - b);
      expect([...list]).toEqual(sorted);
      expect([list.size, list.first()]).toEqual([sorted.length, sorted[0]]);
      for (const [rank, n] of sorted.entries()) expect(list.rankOf(n)).toBe(rank);
    }),
    { numRuns: 15, seed: 20261123 },
  );
});
