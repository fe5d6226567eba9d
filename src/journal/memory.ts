import type { Step } from '../bureau/commands.ts';
import { type Checkpoint, type CheckpointChange, type HistoryJournal, TrimmedError } from '../ports.ts';
import { KEEP_MS, settle, type Verdict } from './history.ts';

/** What a Redis would hold of one bureau. All is kept as text, so that nobody can change what was written. */
export class MemoryStore {
  epoch = 0;
  seq = 0;
  journal: { first: number; last: number; data: string }[] = [];
  checkpoint: Kept | null = null;
  newBase: (Kept & { at: number }) | null = null;
  oldBase: Kept | null = null;
  answers: { seq: number; json: string; until: number }[] = [];
}

interface Kept {
  seq: number;
  /** JSON by kind, then by id. */
  entities: Map<string, Map<string, string>>;
}

/** The twin of `redisJournal` for tests and the virtual clock. Several of them on one store fence each other. */
export function memoryJournal(store: MemoryStore, keepMs = KEEP_MS): HistoryJournal {
  let epoch = 0;
  return {
    async open() {
      epoch = ++store.epoch;
      return { epoch, seq: store.seq };
    },
    async append(steps) {
      if (steps.length > 0) settle(append(store, epoch, steps));
    },
    async saveCheckpoint(change) {
      settle(save(store, epoch, change));
    },
    async rebase(now) {
      return settle(rebase(store, epoch, now, keepMs)) === 'OK';
    },
    loadCheckpoint: async () => load(store, store.checkpoint),
    dropsTo: async () => store.newBase?.seq ?? 0,
    loadBase: async () => load(store, store.oldBase),
    reachable: () => true,
    async *read(after) {
      let next = after + 1;
      for (const { first, last, data } of store.journal) {
        if (last < next) continue;
        if (first > next) throw new TrimmedError(first);
        const steps: Step[] = JSON.parse(data);
        yield steps.filter((step) => step.seq >= next);
        next = last + 1;
      }
      if (next <= store.seq) throw new TrimmedError(store.seq + 1);
    },
    async close() {},
  };
}

function append(store: MemoryStore, epoch: number, steps: Step[]): Verdict {
  if (store.epoch !== epoch) return 'FENCED';
  const entry = { first: steps.at(0)?.seq ?? 0, last: steps.at(-1)?.seq ?? 0, data: JSON.stringify(steps) };
  if (entry.first === store.seq + 1) {
    store.journal.push(entry);
    store.seq = entry.last;
    return 'OK';
  }
  return store.journal.at(-1)?.data === entry.data ? 'DUP' : 'CONFLICT';
}

function save(store: MemoryStore, epoch: number, { seq, set, del, answers }: CheckpointChange): Verdict {
  if (store.epoch !== epoch) return 'FENCED';
  if (seq > store.seq) return 'AHEAD';
  store.checkpoint ??= { seq: 0, entities: new Map() };
  if (seq < store.checkpoint.seq) return 'BEHIND';
  const { entities } = store.checkpoint;
  for (const { kind, id, json } of set) {
    const ofKind = entities.get(kind) ?? new Map<string, string>();
    entities.set(kind, ofKind.set(id, json));
  }
  for (const { kind, id } of del) entities.get(kind)?.delete(id);
  store.checkpoint.seq = seq;
  store.answers = store.answers.filter((kept) => kept.until > Date.now() && !(answers && kept.seq === seq));
  if (answers) store.answers.push({ seq, json: answers.json, until: Date.now() + answers.keepMs });
  return 'OK';
}

function rebase(store: MemoryStore, epoch: number, now: number, keepMs: number): Verdict {
  if (store.epoch !== epoch) return 'FENCED';
  const { checkpoint, newBase } = store;
  if (!checkpoint || (newBase && now - newBase.at < keepMs)) return 'EARLY';
  store.oldBase = newBase;
  store.newBase = { ...structuredClone(checkpoint), at: now };
  const from = newBase?.seq ?? 0;
  store.journal = store.journal.filter((entry) => entry.last > from);
  return 'OK';
}

function load(store: MemoryStore, kept: Kept | null): Checkpoint | null {
  if (!kept) return null;
  const entities: Checkpoint['entities'] = [];
  for (const [kind, ofKind] of kept.entities) for (const [id, json] of ofKind) entities.push({ kind, id, json });
  const live = store.answers.filter(({ seq, until }) => seq <= kept.seq && until > Date.now());
  return { seq: kept.seq, entities, answers: live.map(({ json }) => json) };
}
