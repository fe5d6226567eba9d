import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { rigGateway } from './gateway-rig.ts';
import { ask, askRaw } from './pages-rig.ts';

const pages = ['my', 'desk', 'board', 'department'];
const script = `console.log(${JSON.stringify('云'.repeat(2000))});`;

let dir: string;
afterEach(() => rm(dir, { recursive: true, force: true }));

async function build(name = 'desk-abc123.js') {
  await mkdir(join(dir, 'web', 'assets'), { recursive: true });
  for (const page of pages) {
    await mkdir(join(dir, 'web', page), { recursive: true });
    await writeFile(
      join(dir, 'web', page, 'index.html'),
      `<title>${page}</title><script src="/assets/${name}"></script>`,
    );
  }
  await writeFile(join(dir, 'web', 'assets', name), script);
  await writeFile(join(dir, 'web', 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(dir, 'secret.js'), 'the secret');
}

async function rig() {
  dir = await mkdtemp(join(tmpdir(), 'yunting-pages-'));
  const { gateway } = await rigGateway({ pagesDir: join(dir, 'web') });
  return gateway.url;
}

test('[PAG-1] a page may run our own scripts only, is framed by nobody, and may use camera and microphone itself', async () => {
  const url = await rig();
  await build();
  for (const page of pages) {
    const { status, headers, body } = await ask(url, `/${page}/`);
    expect([status, body]).toEqual([200, expect.stringContaining(`<title>${page}</title>`)]);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = headers.get('content-security-policy')!.split('; ');
    const { host } = new URL(url);
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        `connect-src 'self' ws://${host} wss://${host}`,
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
      ]),
    );
    expect(headers.get('permissions-policy')).toContain('camera=(self), microphone=(self), display-capture=(self)');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    const away = await ask(url, `/${page}`);
    expect([away.status, away.headers.get('location')]).toEqual([308, `/${page}/`]);
  }
  const strange = await askRaw(url, '/desk/', { host: "x; script-src 'unsafe-inline'" });
  expect(strange.headers['content-security-policy']).not.toContain("script-src 'unsafe-inline'");
});

test('[PAG-2] a hashed file never changes and comes in the best encoding that is taken', async () => {
  const url = await rig();
  await build();
  const get = (encoding: string) => ask(url, '/assets/desk-abc123.js', { headers: { 'accept-encoding': encoding } });
  for (const [accepted, sent] of [
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['*', 'br'],
    ['identity', null],
    ['br;q=0', null],
  ] as const) {
    const { status, headers, body } = await get(accepted);
    expect([status, headers.get('content-encoding'), body]).toEqual([200, sent, script]);
    expect(headers.get('cache-control')).toContain('immutable');
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(headers.get('vary')).toBe('accept-encoding');
    expect(Number(headers.get('content-length')) < script.length).toBe(sent !== null);
  }
  const raw = (await fetch(`${url}/assets/desk-abc123.js`, { method: 'HEAD' })).headers;
  expect(Number(raw.get('content-length'))).toBeGreaterThan(0);
});

test('[PAG-3] a new build is seen without a restart, and a page of the old one still finds its parts', async () => {
  const url = await rig();
  await build();
  const first = await ask(url, '/desk/');
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const etag = first.headers.get('etag')!;
  const same = await ask(url, '/desk/', { headers: { 'if-none-match': etag } });
  expect([same.status, same.bytes.length]).toEqual([304, 0]);
  await ask(url, '/assets/desk-abc123.js');
  await rm(join(dir, 'web'), { recursive: true });
  await build('desk-def456.js');
  const second = await ask(url, '/desk/', { headers: { 'if-none-match': etag } });
  expect([second.status, second.body]).toEqual([200, expect.stringContaining('desk-def456.js')]);
  expect((await ask(url, '/assets/desk-def456.js')).status).toBe(200);
  expect((await ask(url, '/assets/desk-abc123.js')).status).toBe(200);
  expect((await ask(url, '/assets/desk-000000.js')).status).toBe(404);
});

test('[PAG-4] while the pages are not built, one says in both languages what to do', async () => {
  const url = await rig();
  const { status, headers, body } = await ask(url, '/desk/');
  expect([status, headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
  expect(body).toContain('npm run build');
  expect(body).toMatch(/页面尚未构建[\s\S]*The pages are not built yet/);
  await build();
  expect((await ask(url, '/desk/')).status).toBe(200);
});

test('[PAG-5] nothing but the build is served, whatever the address', async () => {
  const url = await rig();
  await build();
  expect((await ask(url, '/icon.svg')).headers.get('content-type')).toBe('image/svg+xml');
  for (const path of [
    '/assets/../../secret.js',
    '/assets/..%2f..%2fsecret.js',
    '/assets/%2e%2e/%2e%2e/secret.js',
    '/assets/..\\..\\secret.js',
    '/assets//etc/passwd',
    '/assets/',
    '/assets/desk-abc123.js%00.svg',
    '/desk/../../secret.js',
    '/..%2fsecret.js',
    '/secret.js',
    '/.web-built',
    '/desk/index.html',
  ]) {
    const { status, text } = await askRaw(url, path);
    expect([path, status]).toEqual([path, expect.toSatisfy((code: number) => code === 404 || code === 400)]);
    expect(text).not.toContain('the secret');
  }
});

test('[PAG-6] the index page names the pages', async () => {
  const { body } = await ask(await rig(), '/');
  for (const page of pages) expect(body).toContain(`href="/${page}/"`);
});
