import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Summary } from '../../src/demo/summary.ts';

const main = join(import.meta.dirname, '../../src/main.ts');

/** The demonstration as a real process, with a folder of its own for temporary files. */
function demo(...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
  // Where CI is set, colours are written into pipes too.
  const env = { ...process.env, TMPDIR: folder, NO_COLOR: '1' };
  const child = spawn(process.execPath, [main, 'demo', ...args], { env });
  let out = '';
  let err = '';
  const heard = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    out += chunk;
    for (const look of heard) look();
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const exit = once(child, 'close').then(([status]) => status as number | null);
  onTestFinished(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    child,
    exit,
    folder,
    out: () => out,
    err: () => err,
    /** Resolves with the first match of what it has written. */
    said: (what: RegExp) =>
      new Promise<RegExpExecArray>((resolve, reject) => {
        const look = () => {
          const found = what.exec(out);
          if (found) resolve(found);
        };
        heard.add(look);
        look();
        void exit.then(() => reject(new Error(`it ended without having said ${what}: ${out}${err}`)));
      }),
  };
}

/** Its children by what they run: the city and the Redis. */
function childrenOf({ pid }: ChildProcess): number[] {
  return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function gone(pids: number[]): Promise<void> {
  while (pids.some(isAlive)) await sleep(20);
}

const refuses = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(false);
    });
    socket.on('error', () => resolve(true));
  });

const portIn = (address: RegExpExecArray) => Number(address[1]);
const firstFigures = /到达 arrived \d+/;

test('[DEMO-3] ends by itself after its time: status 0, tickets answered, none unaccounted for, results delivered', async () => {
  const { exit, out, err, folder } = demo('--for', '12s', '--json');
  expect(await exit).toBe(0);
  expect(err()).toBe('');
  const summary: Summary = JSON.parse(out());
  expect(summary.arrivals.total).toBeGreaterThan(0);
  expect(summary.answered).toBeGreaterThan(0);
  expect(summary.unaccounted).toBe(0);
  expect(summary.deliveries).toBeGreaterThan(0);
  expect(summary.forgedDeliveries).toBe(0);
  expect(summary.matchMs.p99).toBeGreaterThanOrEqual(summary.matchMs.p50);
  expect(readdirSync(folder)).toEqual([]);
});

test('[DEMO-4] a signal in the middle ends it in good order: status 0, a summary, nothing is left behind', async () => {
  const { child, exit, out, said, folder } = demo();
  const web = portIn(await said(/index\s+http:\/\/127\.0\.0\.1:(\d+)/));
  const metrics = portIn(await said(/metrics\s+http:\/\/127\.0\.0\.1:(\d+)/));
  await said(firstFigures);
  const children = childrenOf(child);
  expect(children).toHaveLength(2);
  expect((await fetch(`http://127.0.0.1:${web}/asyncapi.json`)).status).toBe(200);
  child.kill('SIGINT');
  expect(await exit).toBe(0);
  expect(out()).toMatch(/unaccounted\s+0\n/);
  expect(children.filter(isAlive)).toEqual([]);
  expect(await refuses(web)).toBe(true);
  expect(await refuses(metrics)).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

/** Of the two children, the one that runs the city. */
const cityOf = (children: number[]) =>
  children.find((pid) =>
    execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes('city'),
  )!;

test('[DEMO-5] when the city dies the demonstration says so, ends everything else and fails', async () => {
  const { child, exit, err, said, folder } = demo();
  await said(firstFigures);
  const children = childrenOf(child);
  process.kill(cityOf(children), 'SIGKILL');
  expect(await exit).toBe(1);
  expect(err()).toContain('the simulated city ended: SIGKILL');
  expect(children.filter(isAlive)).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test('[DEMO-6] a second signal ends at once what does not end by itself; one that is heard twice counts once', async () => {
  const { child, exit, said, folder } = demo();
  await said(firstFigures);
  const children = childrenOf(child);
  process.kill(cityOf(children), 'SIGSTOP');
  child.kill('SIGINT');
  child.kill('SIGINT');
  await sleep(400);
  expect(child.exitCode).toBe(null);
  child.kill('SIGINT');
  expect(await exit).toBe(130);
  await gone(children);
  expect(readdirSync(folder)).toEqual([]);
});

test('[DEMO-7] a demonstration that is killed leaves no process behind', async () => {
  const { child, exit, said } = demo();
  await said(firstFigures);
  const children = childrenOf(child);
  child.kill('SIGKILL');
  await exit;
  await gone(children);
});

/** What becomes of the ticket of the story, in this order; more may come between. */
const life = [
  'ticket.submitted',
  'offer.accepted',
  'ticket.parked',
  'ticket.reminded',
  'ticket.supplied',
  'ticket.unparked',
  'offer.accepted',
  'invite.opened',
  'ticket.messaged',
  'invite.closed',
  'ticket.escalated',
  'escalation.reminded',
  'ticket.answered',
  'offer.accepted',
  'invite.opened',
  'ticket.handedOver',
  'ticket.closed',
  'rating.given',
  'followUp.opened',
  'followUp.answered',
  'followUp.appealed',
  'followUp.closed',
];

test('[DEMO-9] the story goes through one ticket’s whole life, in order, ends by itself and accounts for all', async () => {
  const { exit, out, err, folder } = demo('--story', '--json');
  expect(await exit).toBe(0);
  expect(err()).toBe('');
  const lines = out()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const events: { type: string; at: number; text: string }[] = lines.slice(0, -1);
  expect(lines.at(-1)).toEqual({ events: events.length, unaccounted: 0 });
  let next = 0;
  for (const { type } of events) if (type === life[next]) next++;
  expect(life.slice(next)).toEqual([]);
  const times = events.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  for (const { text } of events) expect(text).toMatch(/\p{Script=Han}/u);
  expect(readdirSync(folder)).toEqual([]);
});

test('[DEMO-10] the story is told in chapters, in English too, and without colours where nobody sees them', async () => {
  const { exit, out } = demo('--story', '--lang', 'en');
  expect(await exit).toBe(0);
  for (let n = 1; n <= 10; n++) expect(out()).toMatch(new RegExp(`^${n}\\. [A-Z]`, 'm'));
  expect(out()).toContain('asks for all that is missing');
  expect(out()).toMatch(/\d+ events, 0 tickets unaccounted for\n$/);
  expect(out()).not.toContain('\u001b');
});

test('[DEMO-11] a signal in the middle of the story ends it in good order and leaves nothing behind', async () => {
  const { child, exit, said, folder } = demo('--story');
  await said(/3\. /);
  const children = childrenOf(child);
  child.kill('SIGINT');
  expect(await exit).toBe(0);
  await gone(children);
  expect(readdirSync(folder)).toEqual([]);
});
