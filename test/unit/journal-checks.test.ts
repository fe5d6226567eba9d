import { expect, test } from 'vitest';
import { checkRedis } from '../../src/journal/checks.ts';

const told = (version: string, more = '') => ({
  info: async () => `# Server\r\nredis_version:${version}\r\naof_enabled:1\r\nmaxmemory_policy:noeviction\r\n${more}`,
});

test.each(['5.0.14', '6.0.20', '6', ''])('[CHK-1] Redis %s is refused as too old', async (version) => {
  await expect(checkRedis(told(version))).rejects.toMatchObject({ code: 'redis-too-old' });
});

test.each(['6.2.0', '6.2.14', '7.0.15', '8.0.0', '10.0.1'])('[CHK-1] Redis %s is new enough', async (version) => {
  expect(await checkRedis(told(version))).toEqual({ version, warnings: [] });
});

test('[CHK-3] what an operator may have chosen is a warning', async () => {
  const { warnings } = await checkRedis(told('7.0.0', 'aof_enabled:0\r\nrole:slave\r\n'));
  expect(warnings).toEqual([expect.stringContaining('append-only'), expect.stringContaining('replica')]);
});
