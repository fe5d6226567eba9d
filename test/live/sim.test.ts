import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

const folder = async (): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'yunting-sim-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
};

/** `npm run sim -- …`, as it is run: its answer as JSON, what it said meanwhile, and its exit status. */
function sim(...args: string[]) {
  const child = spawn(process.execPath, ['test/histories/sim/main.ts', '--json', '--length', '60', ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  const said = createInterface(child.stderr);
  const ended = once(child, 'close').then(([status]) => ({ status: status as number, result: JSON.parse(out) }));
  return { child, said, ended };
}

test('[HIS-5] `npm run sim` plays as many histories as it is told, and says how many a second', async () => {
  const { status, result } = await sim('--histories', '120', '--state', join(await folder(), 'state.json')).ended;
  expect({ status, ...result }).toMatchObject({ status: 0, from: 0, histories: 120, failure: null });
  expect(result.perSecond).toBeGreaterThan(0);
});

test('[HIS-6] after an interrupt the same command goes on where it was', async () => {
  const state = join(await folder(), 'state.json');
  const first = sim('--histories', '100000', '--state', state);
  await once(first.said, 'line');
  first.child.kill('SIGINT');
  const { status, result } = await first.ended;
  expect(status).toBe(130);
  const { next } = JSON.parse(await readFile(state, 'utf8')) as { next: number };
  expect(next).toBeGreaterThan(0);
  expect(result.interrupted).toBe(next);
  const second = await sim('--histories', `${next + 30}`, '--state', state).ended;
  expect({ ...second.result, status: second.status }).toMatchObject({ status: 0, from: next, histories: 30 });
  const again = await sim('--histories', '50', '--state', state).ended;
  expect(again.result.from).toBe(0);
});
