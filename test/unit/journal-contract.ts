import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Step } from '../../src/bureau/commands.ts';
import {
  type Checkpoint,
  type CheckpointChange,
  FencedError,
  type HistoryJournal,
  TrimmedError,
} from '../../src/ports.ts';

export const KEEP_FOR_TEST_MS = 1_000;

/** Steps `first`..`last`, such as a bureau would write. */
export function steps(first: number, last: number, type: Step['type'] = 'boot'): Step[] {
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    seq: first + i,
    at: 1_700_000_000_000 + first + i,
    id: `command-${first + i}`,
    type,
    by: null,
    from: null,
    on: null,
    print: null,
    answer: { ok: true },
    events: [{ type: 'config.adopted', version: `版本 ${first + i}`, previous: '', changes: 0, at: first + i }],
  }));
}

export async function readAll(journal: HistoryJournal, after = 0): Promise<Step[]> {
  const all: Step[] = [];
  for await (const batch of journal.read(after)) all.push(...batch);
  return all;
}

export const change = (seq: number, ids: string[], more: Partial<CheckpointChange> = {}): CheckpointChange => ({
  seq,
  set: ids.map((id) => ({ kind: 'ticket', id, json: JSON.stringify({ id, seq }) })),
  del: [],
  answers: null,
  ...more,
});

/** Entities come in no order. */
const sorted = (state: Checkpoint | null) =>
  state && { ...state, entities: state.entities.toSorted((a, b) => (a.kind + a.id < b.kind + b.id ? -1 : 1)) };

/**
 * What every journal keeps to. `another` makes one more journal of the same bureau, `fresh` one of a bureau
 * without history; both take a new base after `KEEP_FOR_TEST_MS`.
 */
export function journalContract(fresh: () => Promise<{ another(): HistoryJournal }>): void {
  const opened: HistoryJournal[] = [];
  const start = async () => {
    const { another } = await fresh();
    const make = () => {
      const journal = another();
      opened.push(journal);
      return journal;
    };
    const journal = make();
    return { journal, make, at: await journal.open() };
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((journal) => journal.close()));
  });

  describe('append and read', () => {
    test('[JRN-1] steps are read back as they were appended, in order, from any point', async () => {
      const { journal, at } = await start();
      expect(at.seq).toBe(0);
      await journal.append(steps(1, 3));
      await journal.append(steps(4, 4));
      await journal.append(steps(5, 9));
      for (const after of [0, 2, 3, 8, 9])
        expect(await readAll(journal, after)).toEqual(steps(1, 9).filter(({ seq }) => seq > after));
    });

    test('[JRN-1] more batches than one fetch are read without a gap', async () => {
      const { journal } = await start();
      for (let seq = 1; seq <= 400; seq += 2) await journal.append(steps(seq, seq + 1));
      expect((await readAll(journal, 1)).map(({ seq }) => seq)).toEqual(Array.from({ length: 399 }, (_, i) => i + 2));
    });

    test('[JRN-2] a new holder goes on at the last sequence, with a greater epoch', async () => {
      const { journal, make, at } = await start();
      await journal.append(steps(1, 5));
      const next = make();
      const then = await next.open();
      expect(then.seq).toBe(5);
      expect(then.epoch).toBeGreaterThan(at.epoch);
      await next.append(steps(6, 6));
      expect(await readAll(next)).toEqual(steps(1, 6));
    });

    test('[JRN-3] the same batch appended twice is there once', async () => {
      const { journal } = await start();
      await journal.append(steps(1, 2));
      await journal.append(steps(3, 5));
      await journal.append(steps(3, 5));
      expect(await readAll(journal)).toEqual(steps(1, 5));
    });

    test.each([
      ['leaves a gap', steps(4, 5)],
      ['begins before the end', steps(2, 4)],
      ['is an older one', steps(1, 1)],
      ['has the last one’s numbers but another content', steps(2, 2, 'adopt')],
    ])('[JRN-4] a batch that %s is refused, the bureau is to be dropped, and nothing is written', async (_, batch) => {
      const { journal } = await start();
      await journal.append(steps(1, 1));
      await journal.append(steps(2, 2));
      await expect(journal.append(batch)).rejects.toThrow(FencedError);
      expect(await readAll(journal)).toEqual(steps(1, 2));
    });

    test('[JRN-5] an older holder is fenced from every write, and writes nothing', async () => {
      const { journal, make } = await start();
      await journal.append(steps(1, 2));
      await journal.saveCheckpoint(change(1, ['a']));
      const next = make();
      await next.open();
      await expect(journal.append(steps(3, 3))).rejects.toThrow(FencedError);
      await expect(journal.append(steps(1, 2))).rejects.toThrow(FencedError);
      await expect(journal.saveCheckpoint(change(2, ['b']))).rejects.toThrow(FencedError);
      await expect(journal.rebase(0)).rejects.toThrow(FencedError);
      expect(await readAll(next)).toEqual(steps(1, 2));
      expect(await next.loadCheckpoint()).toMatchObject({ seq: 1, entities: [{ id: 'a' }] });
    });
  });

  describe('checkpoint', () => {
    test('[JRN-6] it holds the last word on each entity, without the removed ones', async () => {
      const { journal } = await start();
      await journal.append(steps(1, 9));
      expect(await journal.loadCheckpoint()).toBeNull();
      await journal.saveCheckpoint(change(3, ['a', 'b:1', 'c']));
      const meta = { kind: 'meta', id: 'a', json: '{}' };
      const second = change(7, ['c', 'd']);
      second.set.push(meta);
      second.del.push({ kind: 'ticket', id: 'a' }, { kind: 'ticket', id: 'never-there' });
      await journal.saveCheckpoint(second);
      await journal.saveCheckpoint(second);
      expect(sorted(await journal.loadCheckpoint())).toEqual({
        seq: 7,
        answers: [],
        entities: [meta, ...change(3, ['b:1']).set, ...change(7, ['c', 'd']).set],
      });
    });

    test('[JRN-7] one ahead of the journal, or older than the present one, is refused and changes nothing', async () => {
      const { journal } = await start();
      await journal.append(steps(1, 5));
      await journal.saveCheckpoint(change(4, ['a']));
      const before = await journal.loadCheckpoint();
      await expect(journal.saveCheckpoint(change(6, ['b']))).rejects.toThrow('ahead of the journal');
      await expect(journal.saveCheckpoint(change(3, ['b']))).rejects.toThrow('later checkpoint');
      expect(await journal.loadCheckpoint()).toEqual(before);
    });

    test('[JRN-8] answers are kept oldest first, and each until its time', async () => {
      const { journal } = await start();
      await journal.append(steps(1, 20));
      const keep = (seq: number, keepMs: number) =>
        journal.saveCheckpoint(change(seq, [], { answers: { json: `["of ${seq}"]`, keepMs } }));
      await keep(2, 60_000);
      await keep(9, 1_500);
      await keep(10, 60_000);
      await keep(10, 60_000);
      const answers = async () => (await journal.loadCheckpoint())?.answers;
      expect(await answers()).toEqual(['["of 2"]', '["of 9"]', '["of 10"]']);
      await vi.waitFor(async () => expect(await answers()).toEqual(['["of 2"]', '["of 10"]']), 20_000);
      await journal.saveCheckpoint(change(11, []));
      expect(await answers()).toEqual(['["of 2"]', '["of 10"]']);
    });
  });

  describe('history', () => {
    test('[JRN-9] base and kept steps always reproduce the present, and old steps do go', async () => {
      const { journal } = await start();
      expect(await journal.rebase(0)).toBe(false);
      let now = 0;
      let trimmed = false;
      const byId = (state: Checkpoint | null) => new Map(state?.entities.map(({ id, json }) => [id, json]));
      // A state whose entity k holds the last step of those that leave the remainder k: easily made from steps.
      for (let seq = 1; seq <= 1_200; seq++) {
        await journal.append(steps(seq, seq));
        if (seq % 20 === 0) {
          const last20 = Array.from({ length: 20 }, (_, i) => seq - 19 + i);
          const set = last20.map((of) => ({ kind: 'ticket', id: `${of % 30}`, json: `${of}` }));
          await journal.saveCheckpoint({ seq, set, del: [], answers: null });
        }
        if (seq % 200 === 0) {
          now += KEEP_FOR_TEST_MS;
          expect(await journal.rebase(now)).toBe(true);
          expect(await journal.rebase(now + KEEP_FOR_TEST_MS - 1)).toBe(false);
          const base = await journal.loadBase();
          expect(base?.seq ?? 0).toBe(Math.max(seq - 200, 0));
          const state = byId(base);
          for (const step of await readAll(journal, base?.seq ?? 0)) state.set(`${step.seq % 30}`, `${step.seq}`);
          expect(state).toEqual(byId(await journal.loadCheckpoint()));
          trimmed ||= await readAll(journal).then(
            () => false,
            () => true,
          );
        }
      }
      expect(trimmed).toBe(true);
      await expect(readAll(journal)).rejects.toBeInstanceOf(TrimmedError);
    });

    test('[JRN-9] a base holds the answers of its time, not later ones', async () => {
      const { journal } = await start();
      await journal.append(steps(1, 9));
      const keep = (seq: number) =>
        journal.saveCheckpoint(change(seq, ['a'], { answers: { json: `${seq}`, keepMs: 60_000 } }));
      await keep(2);
      await journal.rebase(0);
      await keep(5);
      await journal.rebase(KEEP_FOR_TEST_MS);
      expect(await journal.loadBase()).toMatchObject({ seq: 2, answers: ['2'] });
      expect(await journal.loadCheckpoint()).toMatchObject({ seq: 5, answers: ['2', '5'] });
    });
  });
}
