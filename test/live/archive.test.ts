import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archiveDays } from '../../src/archive/archive.ts';
import type { AuditLine } from '../../src/archive/audit-line.ts';
import { startNightly } from '../../src/archive/nightly.ts';
import type { Step } from '../../src/bureau/commands.ts';
import type { BureauEvent } from '../../src/bureau/events.ts';
import { type EmbeddedRedis, startEmbeddedRedis } from '../../src/journal/embedded.ts';
import { redisJournal } from '../../src/journal/redis.ts';
import type { Sheet } from '../../src/performance/sheets.ts';
import { filesOf, folder, midnight, parsed, someDays } from '../unit/archive-rig.ts';
import { tinyBureau } from '../unit/tiny-bureau.ts';
import { Home } from './support/home.ts';

const year = 365 * 24 * 3_600_000;
/** A year before, so that these days are over whenever the test runs. */
const aged = (steps: Step[]): Step[] =>
  steps.map((step) => ({ ...step, at: step.at - year, events: step.events.map(agedEvent) }));
function agedEvent(e: BureauEvent): BureauEvent {
  const rateUntil = e.type === 'ticket.closed' && e.rateUntil !== null ? { rateUntil: e.rateUntil - year } : {};
  return { ...e, at: e.at - year, ...rateUntil };
}
const steps = aged(someDays(1).steps);
const bureau = tinyBureau();
const now = midnight(6) + 3_600_000 - year;

let home: Home;
let redis: EmbeddedRedis;
let wanted: Record<string, string>;

async function fill(at: { socketPath: string }): Promise<void> {
  const journal = redisJournal({ bureau: 'tiny', at });
  await journal.open();
  for (let i = 0; i < steps.length; i += 50) await journal.append(steps.slice(i, i + 50));
  await journal.close();
}

async function archive(dir: string, at: { socketPath: string }) {
  const journal = redisJournal({ bureau: 'tiny', at });
  try {
    return await archiveDays({ journal, bureau, dir, now });
  } finally {
    await journal.close();
  }
}

beforeAll(async () => {
  home = await Home.make(({ bureau }) => {
    bureau.timezone = 'Asia/Shanghai';
  });
  redis = await startEmbeddedRedis({ dataDir: home.dataDir, fsync: 'everysec' });
  await fill(redis);
  const good = join(home.dir, 'good');
  await archive(good, redis);
  wanted = await filesOf(good);
});
afterAll(async () => {
  await redis.stop();
  await home.leave();
});

test('[ARC-15] killed with -9 at any write and run again, the archive of a real journal doubles and loses nothing', async () => {
  const child = fileURLToPath(new URL('./archive-child.ts', import.meta.url));
  const dir = await folder();
  for (const n of [1, 3, 8, 13, 17, 22, 28, 35]) {
    const args = [child, redis.socketPath, dir, String(now), String(n)];
    const [, signal] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
    expect([n, signal]).toEqual([n, 'SIGKILL']);
  }
  await archive(dir, redis);
  expect(await filesOf(dir)).toEqual(wanted);
});

test('[ARC-16] the nightly job is one for all servers: they take turns, and what is done is done once', async () => {
  const dir = await folder();
  let running = 0;
  let runs = 0;
  let most = 0;
  const days: string[] = [];
  let changed = Promise.withResolvers<void>();
  const run = async () => {
    most = Math.max(most, ++running);
    try {
      const done = await archive(dir, redis);
      days.push(...done.map((d) => d.day));
      return done;
    } finally {
      running--;
      runs++;
      changed.resolve();
    }
  };
  const log = { info() {}, warn() {}, error() {} };
  const start = (pattern: string) => startNightly({ connection: redis, bureau, archive: run, log, pattern });
  // Every second instead of every night.
  const servers = [await start('* * * * * *'), await start('* * * * * *')];
  for (const server of servers) await server.runNow();
  while (runs < 6) {
    await changed.promise;
    changed = Promise.withResolvers();
  }
  for (const server of servers) await server.close();
  expect(most).toBe(1);
  expect(new Set(days).size).toBe(days.length);
  expect(await filesOf(dir)).toEqual(wanted);
});

test('[ARC-17] the nightly job stands for two in the morning of the bureau, once, whoever starts', async () => {
  const log = { info() {}, warn() {}, error() {} };
  const options = {
    connection: redis,
    bureau: { code: 'nights', timezone: 'Asia/Shanghai' },
    archive: async () => [],
    log,
  };
  const servers = [await startNightly(options), await startNightly(options)];
  const connection = new Redis(redis.socketPath, { maxRetriesPerRequest: null });
  const queue = new Queue('archive', { connection, prefix: 'yunting:{nights}:bull' });
  const schedulers = await queue.getJobSchedulers();
  expect(schedulers.map(({ key, pattern, tz }) => [key, pattern, tz])).toEqual([
    ['nightly', '0 2 * * *', 'Asia/Shanghai'],
  ]);
  expect(new Date(schedulers[0]?.next ?? 0).toISOString()).toMatch(/T18:00:00.000Z$/);
  for (const server of servers) await server.close();
  await queue.close();
  connection.disconnect();
});

test('[ARC-18] a run that fails is tried again', async () => {
  let runs = 0;
  const heard = Promise.withResolvers<void>();
  const log = { info() {}, warn() {}, error: () => heard.resolve() };
  const nightly = await startNightly({
    ...{ connection: redis, bureau: { code: 'again', timezone: 'Asia/Shanghai' }, log },
    archive: async () => {
      runs++;
      throw new Error('the disk is full');
    },
  });
  await nightly.runNow();
  await heard.promise;
  await nightly.close();
  const connection = new Redis(redis.socketPath, { maxRetriesPerRequest: null });
  const queue = new Queue('archive', { connection, prefix: 'yunting:{again}:bull' });
  const waiting = (await queue.getDelayed()).filter((job) => job.name === 'now');
  expect([runs, waiting.map((job) => job.attemptsMade)]).toEqual([1, [1]]);
  await queue.close();
  connection.disconnect();
});

/** A command of the command line, as a process of its own beside the Redis that holds the journal. */
async function command(file: string, call: string) {
  const path = fileURLToPath(new URL(`../../src/cli/${file}.ts`, import.meta.url));
  const source = `import * as commands from ${JSON.stringify(path)}; await commands.${call}`;
  const { PATH = '' } = process.env;
  const args = ['--input-type=module', '-e', source];
  const child = spawn(process.execPath, args, { env: { PATH, ...home.env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const [out, [status]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(status).toBe(0);
  return out;
}

test('[ARC-19] yunting archive archives what is over, and says so', async () => {
  const out = JSON.parse(await command('archive', 'archiveCommand({ json: true })'));
  expect(out.lost).toEqual([]);
  expect(out.days[0]).toMatchObject({ day: '2025-11-23' });
  expect(await command('archive', 'archiveCommand({})')).toBe('nothing to archive\n');
  const files = await filesOf(join(home.dataDir, 'archive'));
  for (const kind of ['tickets', 'audit']) {
    const name = `${kind}-2025-11-23.ndjson.gz`;
    expect(files[name]).toBe(wanted[name] ?? 'a file');
  }
});

test('[PRF-9] yunting sheet prints a day’s figures by hall, group or officer as JSON, CSV or text', async () => {
  const day = JSON.parse(wanted['sheets-2025-11-24.json'] ?? '{}').sheets as Sheet[];
  const json = JSON.parse(await command('sheet', "sheetCommand('2025-11-24', { per: 'officer', json: true })"));
  expect(json).toEqual(day.filter((sheet) => sheet.per === 'officer'));
  const csv = await command('sheet', "sheetCommand('2025-11-24', { per: 'group', csv: true })");
  expect(csv.split('\r\n').length).toBe(day.filter((sheet) => sheet.per === 'group').length + 2);
  expect(await command('sheet', "sheetCommand('2025-11-24', {})")).toMatch(/^2025-11-24 east\n {2}serviceCount/);
});

test('[AUD-6] yunting audit answers from the archive and the journal, by time, person and ticket', async () => {
  const all = Object.keys(wanted)
    .filter((name) => name.startsWith('audit-'))
    .flatMap((name) => parsed<AuditLine>(wanted[name]))
    .reverse();
  const by = 'station:officer-north-s01';
  const options = `{ json: true, by: '${by}', from: '2025-11-24', to: '2025-11-25T12:00', limit: 20 }`;
  const [from, to] = [Date.parse('2025-11-24T00:00+08:00'), Date.parse('2025-11-25T12:00+08:00')];
  const fits = (l: AuditLine) => l.by === by && Date.parse(l.at) >= from && Date.parse(l.at) < to;
  const found = parsed<AuditLine>(await command('audit', `auditCommand(${options})`));
  expect(found).toEqual(all.filter(fits).slice(0, 20));
  expect(found.length).toBe(20);
  const csv = await command('audit', 'auditCommand({ csv: true, limit: 3 })');
  expect(csv.split('\r\n')[0]).toBe('seq,at,by,from,command,id,result,detail,tickets,stations,halls,events');
  expect((await command('audit', 'auditCommand({ limit: 3 })')).split('\n').length).toBe(4);
});
