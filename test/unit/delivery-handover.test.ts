import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../src/bureau/commands.ts';
import { startHandOver } from '../../src/delivery/handover.ts';
import { type Job, jobsOf } from '../../src/delivery/jobs.ts';
import { TrimmedError } from '../../src/ports.ts';

const closed = (seq: number, channel: string, ref: string | null = `r${seq}`): Step['events'][number] => ({
  type: 'ticket.closed',
  ticket: `t${seq}`,
  channel,
  ref,
  station: null,
  outcome: 'resolved',
  reply: '已办结',
  auto: false,
  officer: null,
  template: null,
  workedMs: 0,
  rateUntil: null,
  at: 1_000 + seq,
});

const step = (seq: number, events: Step['events'] = [closed(seq, 'etax')]): Step => ({
  seq,
  at: 1_000 + seq,
  id: `command-${seq}`,
  type: 'complete',
  by: 'station:officer-1',
  from: null,
  on: null,
  print: null,
  answer: { ok: true },
  events,
});

const derive = (from: Step) => jobsOf(from, { delivers: (channel) => channel === 'etax', ticketOf: () => undefined });

describe('jobs', () => {
  it('[DLV-1] each closed ticket of a channel with a callback is one job, its id made from the sequence', () => {
    const events = [
      closed(7, 'etax'),
      { type: 'ticket.back', ticket: 't1', at: 1 } as const,
      closed(7, 'phone'),
      closed(7, 'etax', null),
    ];
    expect(derive(step(7, events))).toEqual([
      {
        id: 'd-7-0',
        seq: 7,
        letter: { channel: 'etax', ticket: 't7', ref: 'r7', outcome: 'resolved', reply: '已办结', closedAt: 1_007 },
      },
      {
        id: 'd-7-3',
        seq: 7,
        letter: { channel: 'etax', ticket: 't7', ref: null, outcome: 'resolved', reply: '已办结', closedAt: 1_007 },
      },
    ]);
  });
});

/** A store that outlives a process: a journal, a queue that knows its jobs by id, a cursor. */
class Store {
  steps: Step[] = [];
  queue = new Map<string, Job>();
  cursor = 0;
  trimmedTo = 0;
  reads = 0;
  batches = 0;
  saves = 0;
  readToEnd = Promise.withResolvers<void>();
  /** Takes one from the front at each access; true: the store is away just then. */
  faults: boolean[] = [];
  fault() {
    if (this.faults.shift()) throw new Error('away');
  }
  async *read(after: number) {
    this.reads++;
    if (after < this.trimmedTo) throw new TrimmedError(this.trimmedTo + 1);
    for (let at = after; at < this.steps.length; ) {
      await null;
      this.fault();
      const batch = this.steps.slice(at, at + 3);
      at += batch.length;
      this.batches++;
      yield batch;
    }
    this.readToEnd.resolve();
  }
}

const process = (store: Store, alive = () => true) => {
  const lost: [number, number][] = [];
  const errors: unknown[] = [];
  let changed = Promise.withResolvers<void>();
  const handOver = startHandOver({
    journal: store,
    jobsOf: derive,
    async loadCursor() {
      store.fault();
      return store.cursor;
    },
    async saveCursor(seq) {
      await null;
      store.fault();
      store.saves++;
      if (alive()) store.cursor = seq;
      changed.resolve();
    },
    async put(jobs) {
      await null;
      store.fault();
      if (alive()) for (const job of jobs) store.queue.set(job.id, job);
    },
    onError: (error) => errors.push(error),
    onLost: (from, to) => lost.push([from, to]),
    gatherMs: 0,
    retryMs: 0,
  });
  const until = async (done: () => boolean) => {
    while (!done()) {
      await changed.promise;
      changed = Promise.withResolvers();
    }
  };
  return { ...handOver, until, lost, errors };
};

const commit = (store: Store, hear: (step: Step) => void, count = 1) => {
  for (let n = 0; n < count; n++) {
    const next = step(store.steps.length + 1);
    store.steps.push(next);
    hear(next);
  }
};

describe('handing over', () => {
  it('[DLV-2] what was committed before the start and not handed over is read from the journal', async () => {
    const store = new Store();
    commit(store, () => {}, 10);
    store.cursor = 4;
    const first = process(store);
    await first.until(() => store.cursor === 10);
    await first.stop();
    expect([...store.queue.keys()]).toEqual(['d-5-0', 'd-6-0', 'd-7-0', 'd-8-0', 'd-9-0', 'd-10-0']);
  });

  it('[DLV-2] what is heard in time is not read again', async () => {
    const store = new Store();
    const live = process(store);
    for (let n = 1; n <= 20; n++) {
      commit(store, live.hear);
      await live.until(() => store.cursor === n);
    }
    await live.stop();
    expect(store.queue.size).toBe(20);
    expect(store.reads).toBe(1);
  });

  it('[DLV-2] steps that were never heard are found in the journal at the next that is', async () => {
    const store = new Store();
    const live = process(store);
    commit(store, live.hear);
    await live.until(() => store.cursor === 1);
    commit(store, () => {}, 5);
    commit(store, live.hear);
    await live.until(() => store.cursor === 7);
    await live.stop();
    expect(store.queue.size).toBe(7);
  });

  it('[DLV-2] a journal that is ahead of what was heard moves nothing back', async () => {
    const store = new Store();
    const live = process(store);
    commit(store, live.hear);
    commit(store, () => {}, 2);
    await live.until(() => store.cursor === 3);
    await new Promise(setImmediate);
    commit(store, live.hear);
    await live.until(() => store.cursor === 4);
    await live.stop();
    expect(store.reads).toBe(1);
  });

  it('[DLV-3] a queue that was away gets its jobs when it is back, without another step', async () => {
    const store = new Store();
    const live = process(store);
    commit(store, live.hear);
    await live.until(() => store.cursor === 1);
    store.faults = [true, true, false, true];
    commit(store, live.hear);
    await live.until(() => store.cursor === 2);
    await live.stop();
    expect([...store.queue.keys()]).toEqual(['d-1-0', 'd-2-0']);
    expect(live.errors).toHaveLength(3);
  });

  it('[DLV-3] more than fits into memory is dropped and read from the journal', async () => {
    const store = new Store();
    const gate = Promise.withResolvers<number>();
    const many = 12_000;
    const done = Promise.withResolvers<void>();
    const live = startHandOver({
      journal: store,
      jobsOf: derive,
      loadCursor: () => gate.promise,
      async saveCursor(seq) {
        if (seq === many) done.resolve();
      },
      async put(jobs) {
        expect(jobs.length).toBeLessThanOrEqual(25);
        for (const job of jobs) store.queue.set(job.id, job);
      },
      onError: (error) => done.reject(error),
      onLost: () => {},
      gatherMs: 0,
    });
    commit(store, live.hear, many);
    gate.resolve(0);
    await done.promise;
    await live.stop();
    expect(store.queue.size).toBe(many);
    expect(store.batches).toBeGreaterThan(2_000);
  });

  it('[DLV-4] steps that the journal no longer holds are told as lost, and the work goes on behind them', async () => {
    const store = new Store();
    commit(store, () => {}, 9);
    store.trimmedTo = 6;
    const live = process(store);
    await live.until(() => store.cursor === 9);
    commit(store, live.hear);
    await live.until(() => store.cursor === 10);
    await live.stop();
    expect(live.lost).toEqual([[1, 6]]);
    expect([...store.queue.keys()]).toEqual(['d-7-0', 'd-8-0', 'd-9-0', 'd-10-0']);
  });

  it('[DLV-3] steps without a job cost no write; their sequence is kept at the end', async () => {
    const store = new Store();
    for (let seq = 1; seq <= 5; seq++) store.steps.push(step(seq, []));
    const live = process(store);
    await store.readToEnd.promise;
    expect(store.saves).toBe(0);
    await live.stop();
    expect(store.saves).toBe(1);
    expect(store.cursor).toBe(5);
  });

  it('[DLV-2] whatever fails and whenever the process dies, every job reaches the queue and the cursor is never ahead', async () => {
    const life = fc.record({
      /** Steps committed in bursts, heard or not (false: the listener was not there yet). */
      bursts: fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.boolean()), { maxLength: 6 }),
      faults: fc.array(fc.boolean(), { maxLength: 12 }),
      turns: fc.integer({ min: 0, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 5 }), async (lives) => {
        const store = new Store();
        const cursorIsTrue = () => {
          for (const done of store.steps.slice(0, store.cursor))
            for (const job of derive(done)) expect(store.queue.has(job.id)).toBe(true);
        };
        for (const { bursts, faults, turns } of lives) {
          let alive = true;
          store.faults = faults;
          const one = process(store, () => alive);
          for (const [count, heard] of bursts) {
            commit(store, heard ? one.hear : () => {}, count);
            await new Promise(setImmediate);
            cursorIsTrue();
          }
          for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
          // Killed: nothing that it still does reaches the store.
          alive = false;
          store.faults = [];
          await one.stop();
          cursorIsTrue();
        }
        const last = process(store);
        commit(store, last.hear);
        await last.until(() => store.cursor === store.steps.length);
        await last.stop();
        expect(store.queue.size).toBe(store.steps.length);
      }),
      { numRuns: 200 },
    );
  });
});
