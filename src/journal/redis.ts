import type { Step } from '../bureau/commands.ts';
import { type Checkpoint, type CheckpointChange, type HistoryJournal, TrimmedError } from '../ports.ts';
import { connected, disconnect, type RedisAddress, type RedisClient, redisClient } from './client.ts';
import { KEEP_MS, settle } from './history.ts';
import { type JournalKeys, journalKeys } from './keys.ts';

export interface RedisJournalOptions {
  bureau: string;
  at: RedisAddress;
  /** Least age of a base before the next is taken, in ms; see `HistoryJournal.rebase`. */
  keepMs?: number;
  /** Hears of lost and failed connections; the client goes on trying by itself. */
  onError?: (error: Error) => void;
}

/** Entries fetched at once when the journal is read; one holds a batch, commonly up to some hundred steps. */
const CHUNK = 64;

/** The journal of a bureau in Redis. `open()` connects; every method rejects when Redis is away. */
export function redisJournal({
  bureau,
  at,
  keepMs = KEEP_MS,
  onError = () => {},
}: RedisJournalOptions): HistoryJournal {
  const client = redisClient(at, onError);
  const keys = journalKeys(bureau);
  let epoch = '';

  return {
    async open() {
      await connected(client);
      const [taken, seq] = await client.multi().incr(keys.epoch).get(keys.seq).execTyped();
      epoch = String(taken);
      return { epoch: Number(taken), seq: Number(seq ?? 0) };
    },

    async append(steps) {
      const first = steps[0];
      const last = steps.at(-1);
      if (!first || !last) return;
      const batch = [epoch, String(first.seq), String(last.seq), JSON.stringify(steps)];
      settle(await client.appendBatch([keys.epoch, keys.seq, keys.journal], batch));
    },

    async saveCheckpoint(change) {
      const used = [keys.epoch, keys.seq, keys.checkpoint, keys.answers, keys.answersOf(change.seq)];
      settle(await client.saveChange(used, [epoch, ...changeArguments(change)]));
    },

    async rebase(now) {
      const used = [keys.epoch, keys.checkpoint, keys.newBase, keys.oldBase];
      if (settle(await client.takeBase(used, [epoch, String(now), String(keepMs)])) === 'EARLY') return false;
      await trim(client, keys);
      return true;
    },

    dropsTo: async () => Number((await client.hGet(keys.newBase, 'seq')) ?? 0),

    async loadCheckpoint() {
      await connected(client);
      return load(client, keys, keys.checkpoint);
    },

    async loadBase() {
      await connected(client);
      return load(client, keys, keys.oldBase);
    },

    reachable: () => client.isReady,

    async *read(after) {
      await connected(client);
      yield* read(client, keys, after);
    },

    close: () => disconnect(client),
  };
}

const field = (entity: { kind: string; id: string }) => `${entity.kind}:${entity.id}`;

function changeArguments({ seq, set, del, answers }: CheckpointChange): string[] {
  const args = [String(seq), answers?.json ?? '', String(answers?.keepMs ?? 0), String(set.length)];
  for (const entity of set) args.push(field(entity), entity.json);
  for (const entity of del) args.push(field(entity));
  return args;
}

/** One command reads the whole hash, so that a state is never seen half written. */
async function load(client: RedisClient, keys: JournalKeys, key: string): Promise<Checkpoint | null> {
  const { seq: at, at: _taken, ...fields } = await client.hGetAll(key);
  if (at === undefined) return null;
  const seq = Number(at);
  const entities = Object.entries(fields).map(([name, json]) => {
    const colon = name.indexOf(':');
    return { kind: name.slice(0, colon), id: name.slice(colon + 1), json };
  });
  const given = (await client.zRange(keys.answers, 0, -1)).map(Number).filter((of) => of <= seq);
  given.sort((a, b) => a - b);
  const texts = given.length > 0 ? await client.mGet(given.map(keys.answersOf)) : [];
  return { seq, entities, answers: texts.filter((text) => text !== null) };
}

/** Approximate trimming in limited bites: exact trimming of a day's entries would block Redis for seconds. */
async function trim(client: RedisClient, keys: JournalKeys): Promise<void> {
  const base = await client.hGet(keys.oldBase, 'seq');
  if (base === null) return;
  const options = { strategyModifier: '~', LIMIT: 10_000 } as const;
  while ((await client.xTrim(keys.journal, 'MINID', Number(base) + 1, options)) > 0);
}

async function* read(client: RedisClient, keys: JournalKeys, after: number): AsyncGenerator<Step[]> {
  const last = Number((await client.get(keys.seq)) ?? 0);
  let next = after + 1;
  let from = String(next);
  for (;;) {
    const entries = (await client.xRange(keys.journal, from, '+', { COUNT: CHUNK })) ?? [];
    for (const { id, message } of entries) {
      if (Number(message.f) > next) throw new TrimmedError(Number(message.f));
      const steps: Step[] = JSON.parse(message.d ?? '');
      yield steps.filter((step) => step.seq >= next);
      next = Number.parseInt(id, 10) + 1;
      from = `(${id}`;
    }
    if (entries.length < CHUNK) break;
  }
  if (next <= last) throw new TrimmedError(last + 1);
}
