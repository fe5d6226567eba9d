import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AuditLine } from '../../src/archive/audit-line.ts';
import { type Client, connect } from '../../src/client/connect.ts';
import { openBrowser } from './support.ts';

const main = join(import.meta.dirname, '../../src/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'yunting-demo-web-'));
const child = spawn(process.execPath, [main, 'demo'], { env: { ...process.env, TMPDIR: folder, NO_COLOR: '1' } });
const ended = once(child, 'close');
let out = '';
child.stdout.on('data', (chunk) => {
  out += chunk;
});
child.stderr.on('data', (chunk) => {
  out += chunk;
});

/** The address that stands beside a name. */
const link = (name: string): Promise<string> =>
  vi.waitFor(
    () => {
      const [, url] = new RegExp(`${name}\\s+(http\\S+)`).exec(out) ?? [];
      if (url === undefined) throw new Error(`no link ${name}: ${out}`);
      return url;
    },
    { timeout: 60_000 },
  );

let browser: Browser;
/** A supervisor's session that is no page: it hears how fast the day passes. */
let chief: Client;
let rate = 0;
let now = () => 0;
/** Each time that was told, whether before the clock was set or after it. */
let last = 0;
beforeAll(async () => {
  browser = await openBrowser();
  const board = await fetch(await link('board'), { redirect: 'manual' });
  const to = new URL(board.headers.get('location')!);
  chief = connect({
    url: `ws://${to.host}/ws`,
    token: to.hash.slice('#token='.length),
    onClock(at, faster) {
      const since = performance.now();
      rate = faster;
      now = () => at + (performance.now() - since) * faster;
      expect(at).toBeGreaterThanOrEqual(last);
      last = at;
    },
  });
  await chief.ask({ type: 'board' });
});
afterAll(async () => {
  chief?.close();
  await browser?.close();
  child.kill('SIGINT');
  await ended;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const runsAt = (wanted: number) => expect.poll(() => rate, { timeout: 60_000 }).toBe(wanted);

/** Whatever comes first, a document or somebody on the line, is taken and closed by the standard. */
async function workOne(desk: Page): Promise<void> {
  const offer = desk.getByRole('region', { name: /新派件/ });
  const document = desk.getByText('办理中', { exact: true });
  await offer.or(document).first().waitFor();
  if (await offer.isVisible()) {
    await desk.keyboard.press('a');
    await desk.getByText('通话中').waitFor();
    await desk.keyboard.press('e');
  } else await desk.keyboard.press('w');
  await desk.getByRole('region', { name: '办结', exact: true }).waitFor();
  await desk.keyboard.press('Control+Enter');
}

test('[DEMO-15] who only looks at the board, or answers for a department, changes nothing', async () => {
  await runsAt(60);
  for (const name of ['board', 'department']) {
    const page = await browser.newPage({ locale: 'zh-CN' });
    await page.goto(await link(name));
    await page.getByRole('heading', { level: 1 }).waitFor();
    const before = now();
    await page.close();
    expect([rate, now() > before]).toEqual([60, true]);
  }
});

/** What the officer by hand did, as the audit has it. */
const doneByHand = async (command: string) => {
  const done = await chief.ask({ type: 'audit', by: 'station:by-hand', limit: 100 });
  return (done as AuditLine[]).filter((line) => line.command === command && line.result === 'ok');
};

async function openDesk(): Promise<Page> {
  const desk = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  await desk.goto(await link('desk'));
  await desk.getByRole('button', { name: /^签\s?到$/ }).click();
  expect(desk.url()).not.toContain('token');
  await desk.getByRole('button', { name: '开始接件' }).click();
  await runsAt(1);
  return desk;
}

test('[DEMO-14] a link opens a desk of the running city, whose day passes in real time while somebody works there', async () => {
  await runsAt(60);
  const desk = await openDesk();
  await workOne(desk);
  await expect.poll(async () => (await doneByHand('complete')).length, { timeout: 30_000 }).toBe(1);
  await desk.close();
  await runsAt(60);
  const { at } = (await chief.ask({ type: 'board' })) as { at: number };
  expect(Math.abs(at - now())).toBeLessThan(60_000);
});

test('[DEMO-16] who takes a number by hand comes to the desk that is worked by hand: one can talk to oneself', async () => {
  const { origin } = new URL(await link('taxpayer'));
  const desk = await openDesk();
  const body = { id: randomUUID(), business: 'vat-return', channel: 'vtax', hall: 'huangpu' };
  const headers = { 'content-type': 'application/json' };
  const taken = await fetch(`${origin}/api/tickets`, { method: 'POST', headers, body: JSON.stringify(body) });
  const { ticket, token } = (await taken.json()) as { ticket: string; token: string };
  const phone = await browser.newPage({ locale: 'zh-CN', viewport: { width: 360, height: 740 } });
  await phone.goto(`${origin}/my/#token=${token}`);
  const offer = desk.getByRole('region', { name: /新派件/ });
  await expect
    .poll(
      async () => {
        if (await offer.isVisible()) await desk.keyboard.press('a');
        return (await doneByHand('accept')).some(({ tickets }) => tickets.includes(ticket));
      },
      { timeout: 60_000 },
    )
    .toBe(true);
  await phone.close();
  await desk.close();
});
