import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { atWork, expectAccessible, type OpenHall, openHall, Party, press, taxpayer, tokenOf } from './desk-rig.ts';
import { inBoth } from './legible.ts';
import { choose, face, looked, phone } from './my-rig.ts';
import { otherBuild } from './other-build.ts';
import { screensDir } from './screens.ts';

const hall = 'huangpu';
const document = { type: 'submit', business: 'invoice-approval', channel: 'etax', hall } as const;

const newer = otherBuild();
/** One for each test: it is left with the newer pages. */
let city: OpenHall;
beforeEach(async () => {
  city = await openHall();
});
afterEach(() => city.stop());
afterEach(() => city.browser.close());

const mark = (page: Page) => page.evaluate(() => void Object.assign(globalThis, { marked: true }));
const isSame = (page: Page) => page.evaluate(() => 'marked' in globalThis);
const scripts = (page: Page) =>
  page.locator('script[src]').evaluateAll((all) => all.map((one) => one.outerHTML).join());
const loadedAnew = (page: Page) =>
  page.waitForFunction(() => !('marked' in globalThis), undefined, { timeout: 60_000 });

test('[KIT-1] pages left open over a new version go on, say so quietly, and take it when nothing is at work or at a click', async () => {
  const desk = await atWork(city, 'huangpu-w01');
  const payer = await Party.of(city, taxpayer('p-1'));
  const { ticket } = await payer.client.command(document);
  await desk.getByRole('heading', { name: '发票票种核定和额度调整' }).waitFor();
  await press(desk, 's');
  await desk.getByLabel('给纳税人的说明').fill('写到一半');
  // Who waits goes on waiting: the one officer takes nothing more.
  await city.supervisor.client.command({ type: 'steer', station: 'huangpu-w01', to: 'paused' });
  const [my, lying] = [await phone(city), await phone(city)];
  for (const page of [my, lying]) {
    await choose(page);
    await page.getByRole('button', { name: '取号', exact: true }).click();
    await face(page, /位/);
  }
  await Promise.all([desk, my, lying].map(mark));

  await city.restart({ YUNTING_PAGES_DIR: newer });
  await desk.getByText('有新版本，空闲时自动更新').waitFor();
  await my.getByRole('button', { name: '更新本页' }).waitFor();
  await inBoth(desk, async (language) => {
    await expectAccessible(desk);
    await desk.screenshot({ path: join(screensDir(), `desk-newer-${language}.png`), animations: 'disabled' });
  });
  await looked(my, 'newer');
  // The session is there again, and what was begun.
  const colleague = await Party.of(city, { role: 'station', sub: 'o-2', hall, station: 'huangpu-w02' });
  await colleague.client.command({ type: 'signIn', station: 'huangpu-w02' });
  await colleague.client.command({ type: 'message', ticket, to: 'huangpu-w01', text: '新版本后的留言' });
  await desk.getByText('新版本后的留言').waitFor();
  expect(await desk.getByLabel('给纳税人的说明').inputValue()).toBe('写到一半');

  await my.getByRole('button', { name: '更新本页' }).click();
  await loadedAnew(my);
  await face(my, '下一位就是您');
  expect(await scripts(my)).toContain('_2.js');
  await expect.poll(() => my.getByRole('button', { name: '更新本页' }).count()).toBe(0);

  // Nobody touches either, but on the desk lies a ticket.
  await loadedAnew(lying);
  await face(lying, /位/);
  expect(await isSame(desk)).toBe(true);
  await press(desk, 'Control+Enter');
  await payer.ticket((t) => t.id === ticket && t.state === 'parked');
  await loadedAnew(desk);
  await desk.locator('.desk-idle').waitFor();
  expect(await scripts(desk)).toContain('_2.js');
  expect(await desk.getByText('有新版本').count()).toBe(0);
  colleague.close();
  payer.close();
});

test('[KIT-2] a part that is gone from the server leaves the rest of the page at work, and comes with the page loaded anew', async () => {
  const faults: string[] = [];
  const context = await city.browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  const desk = await context.newPage();
  desk.on('pageerror', (error) => faults.push(error.message));
  // As of a page that was opened just before the server went: it has not had the time to look ahead.
  await context.route(/assets\/video-call-[^_]*\.js$/, (route) => route.abort());
  await desk.goto(
    `${city.server.url}/desk/#token=${await tokenOf(city, { role: 'station', sub: 'o-3', hall, station: 'huangpu-w03' })}`,
  );
  await desk.getByRole('button', { name: /^签\s?到$/ }).click();
  await desk.getByRole('button', { name: '开始接件' }).click();
  await city.restart({ YUNTING_PAGES_DIR: newer });
  const payer = await Party.of(city, taxpayer('p-3'));
  const { ticket } = await payer.client.command({ ...document, channel: 'vtax' });
  await desk.getByRole('region', { name: /新派件/ }).waitFor();
  await press(desk, 'Alt+a');
  await payer.ticket((t) => t.id === ticket && t.state === 'serving');
  await desk.getByText('这一部分没有载入').waitFor();
  await expectAccessible(desk);
  // The ticket can be worked all the same, and is not lost by what is offered.
  await desk.getByRole('heading', { name: '发票票种核定和额度调整' }).waitFor();
  await desk.locator('.kit-broken').getByRole('button', { name: '重新载入' }).click();
  await desk.locator('.call').waitFor();
  expect(faults).toEqual([]);
  payer.close();
});
