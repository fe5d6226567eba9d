import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort, Home } from './support/home.ts';
import { yunting } from './support/process.ts';
import { Speaker } from './support/speaker.ts';

let home: Home;
beforeEach(async () => {
  home = await Home.make();
});
afterEach(() => home.leave());

const commands = ['serve', 'demo', 'replay', 'replay-calls', 'token', 'doctor', 'asyncapi'];

test('[CMD-1] every command is listed and has its own help; those that read settings list them', async () => {
  const { status, out } = await yunting(['--help']);
  expect(status).toBe(0);
  await Promise.all(
    commands.map(async (command) => {
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
      const help = await yunting([command, '--help']);
      expect([command, help.status, help.err]).toEqual([command, 0, '']);
      expect(help.out).toContain(`Usage: yunting ${command}`);
      if (command === 'serve' || command === 'replay') expect(help.out).toContain('YUNTING_DATA_DIR');
    }),
  );
});

test('[CMD-2] an unknown command or option is said, with the way to help, and ends with 1', async () => {
  for (const args of [
    ['dispatch'],
    ['serve', '--port', '1'],
    ['token', 'king', '--sub', 'x'],
    ['demo', '--for', 'ever'],
  ]) {
    const { status, err, out } = await yunting(args);
    expect([args, status, out]).toEqual([args, 1, '']);
    expect(err).toMatch(/^error: .*\n.*--help/);
  }
});

interface Finding {
  check: string;
  ok: boolean;
  text: string;
}
const doctor = async (more: Record<string, string> = {}) => {
  const { status, out } = await home.yunting(['doctor', '--json'], more);
  const findings = new Map((JSON.parse(out) as Finding[]).map((f) => [f.check, f]));
  return { status, findings };
};

test('[CMD-3] doctor on a machine that lacks nothing: every check is good, status 0', async () => {
  const { status, findings } = await doctor();
  expect([...findings.values()].filter((f) => !f.ok)).toEqual([]);
  expect(status).toBe(0);
  expect([...findings.keys()]).toEqual([
    'runtime',
    'settings',
    'bureau',
    'data folder',
    'redis',
    'port',
    'metrics port',
  ]);
  expect(findings.get('redis')!.text).toMatch(/^Redis \d+\.\d+.*embedded/);
  const { status: plain, out } = await home.yunting(['doctor']);
  expect([plain, out.match(/✓/g)?.length]).toEqual([0, 7]);
});

test('[CMD-4] doctor names each thing that is wrong and what to do, and ends with 1', async () => {
  const holder = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', resolve));
  await mkdir(join(home.dir, 'broken'));
  await writeFile(join(home.dir, 'broken', 'bureau.yaml'), 'code: [');
  try {
    const { status, findings } = await doctor({
      YUNTING_PORT: String(port),
      YUNTING_BUREAU_DIR: join(home.dir, 'broken'),
      REDIS_URL: 'redis://127.0.0.1:1',
    });
    expect(status).toBe(1);
    expect(findings.get('port')).toMatchObject({ ok: false, text: /in use.*YUNTING_PORT/ });
    expect(findings.get('bureau')).toMatchObject({ ok: false, text: /bureau\.yaml:1/ });
    expect(findings.get('redis')).toMatchObject({ ok: false, text: /REDIS_URL/ });
    expect(findings.get('metrics port')).toMatchObject({ ok: true });
  } finally {
    holder.close();
  }
  const faulty = await doctor({ YUNTING_METRICS_PORT: 'many' });
  expect([faulty.status, faulty.findings.get('settings')]).toMatchObject([
    1,
    { ok: false, text: /YUNTING_METRICS_PORT/ },
  ]);
});

test('[CMD-5] doctor beside a server at work sees its Redis and leaves it alone', async () => {
  await home.serve();
  const redis = await home.redisPid();
  const { findings } = await doctor();
  expect(findings.get('redis')).toMatchObject({ ok: true });
  expect(findings.get('port')).toMatchObject({ ok: false, text: /in use/ });
  expect(await home.redisPid()).toBe(redis);
});

test('[CMD-6] token signs for every role what the server lets in; what does not fit is named', async () => {
  await home.serve();
  for (const [role, ...args] of [
    ['station', '--station', 'north-w01'],
    ['taxpayer', '--hall', 'north'],
    ['supervisor'],
    ['supervisor', '--halls', 'north,south'],
    ['reader'],
    ['channel', '--channel', 'etax'],
    ['department', '--department', 'goods'],
  ] as const) {
    const { status, out } = await home.yunting(['token', role, '--sub', 'somebody', ...args]);
    expect(status).toBe(0);
    const speaker = await Speaker.enter(
      { wsUrl: home.wsUrl, token: async () => out.trim() },
      { role: 'reader', sub: '-', halls: '*' },
    );
    expect(speaker.welcome.role).toBe(role);
  }
  for (const [args, fault] of [
    [['station', '--sub', 'x'], /--station/],
    [['taxpayer', '--sub', 'x'], /--hall/],
    [['channel', '--sub', 'x'], /--channel/],
    [['reader', '--sub', 'x', '--hours', 'many'], /--hours/],
    [['reader', '--sub', 'x', '--hours', '-1'], /--hours/],
    [['reader'], /--sub/],
  ] as const) {
    const { status, out, err } = await home.yunting(['token', ...args]);
    expect([args, status, out, err]).toEqual([args, 1, '', expect.stringMatching(fault)]);
  }
});
