import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const bench = (...args: string[]) => promisify(execFile)(process.execPath, ['bench/main.ts', ...args]);

test('[BEN-7] a quick run of one group prints its figures as JSON, says what it does meanwhile and writes no results', async () => {
  const { stdout, stderr } = await bench('--quick', '--json', '--only', 'core');
  const figures: { name: string; value: number }[] = JSON.parse(stdout);
  expect(figures.map(({ name }) => name)).toEqual(['core.life', 'core.events', 'core.backlog', 'core.memory']);
  for (const { value } of figures) expect(value).toBeGreaterThan(0);
  expect(stderr).toContain('core: lives');
  expect(stderr).not.toContain('RESULTS.md');
});

test('[BEN-7] a group that is not there is refused, with those that are', async () => {
  await expect(bench('--only', 'speed')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/no group speed; there are core, journal, latency/),
  });
});
