import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { type Alarms, witnessAlarms } from './alarm-rig.ts';
import { atStation, beginWork, expectAccessible, openHall, Party, press, taxpayer, tokenOf } from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';

const city = forAllTests(openHall);
let settings: CDPSession;
beforeAll(async () => {
  settings = await city.browser.newBrowserCDPSession();
});

const person = { name: '欧阳小明', idNumber: '440106199001011234', phone: '13800138000' };
const video = { type: 'submit', business: 'invoice-approval', channel: 'vtax', hall: 'huangpu', person } as const;
const alarms = (page: Page) => page.evaluate(() => (globalThis as unknown as { alarms: Alarms }).alarms);

/** An officer at work in a browser that may or may not show notifications. */
async function watchful(station: string, may: 'granted' | 'denied' | 'prompt') {
  const context = await city.browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await permit(context, page, may);
  await witnessAlarms(context);
  await page.goto(`${city.server.url}/desk/#token=${await tokenOf(city, atStation(station))}`);
  await beginWork(page);
  return { context, page };
}

async function permit(context: BrowserContext, page: Page, setting: 'granted' | 'denied' | 'prompt'): Promise<void> {
  const line = await context.newCDPSession(page);
  const { targetInfo } = await line.send('Target.getTargetInfo');
  // What is set holds as long as this line to the browser.
  await settings.send('Browser.setPermission', {
    permission: { name: 'notifications' },
    setting,
    origin: city.server.url,
    ...(targetInfo.browserContextId !== undefined && { browserContextId: targetInfo.browserContextId }),
  });
}

/** The officer looks at another window: no focus, and not in view. */
async function lookAway(page: Page): Promise<Page> {
  const line = await page.context().newCDPSession(page);
  await line.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  const other = await page.context().newPage();
  await other.bringToFront();
  await page.waitForFunction(() => document.hidden || !document.hasFocus());
  return other;
}

const openAlerts = (page: Page) => page.getByRole('button', { name: '派件提醒' }).click();

test('[DSK-14] an offer is heard, flashes in the title and is told on the desktop while the officer looks elsewhere', async () => {
  const { page } = await watchful('huangpu-w02', 'granted');
  expect(await alarms(page)).toMatchObject({ notes: 0, asked: 0, shown: [] });
  await openAlerts(page);
  await page.getByRole('switch', { name: '桌面通知' }).click();
  await expect.poll(() => page.getByRole('switch', { name: '桌面通知' }).isChecked()).toBe(true);
  expect((await alarms(page)).asked).toBe(1);
  await page.keyboard.press('Escape');
  const title = await page.title();
  await lookAway(page);

  const payer = await Party.of(city, taxpayer('p-14'));
  const { ticket } = await payer.client.command(video);
  await page.waitForFunction(() => document.title.startsWith('● 新派件'));
  await page.waitForFunction((before) => document.title === before, title);
  await expect.poll(async () => (await alarms(page)).loudest).toBeGreaterThan(0.05);
  const { notes, shown, closed } = await alarms(page);
  expect(notes).toBeGreaterThanOrEqual(3);
  expect(shown).toEqual([{ title: '新派件', body: '发票票种核定和额度调整 · V-Tax远程可视化办税平台' }]);
  expect(JSON.stringify(shown)).not.toMatch(/欧阳|4401|1380/);
  expect(closed).toBe(0);
  // It goes on until it is answered.
  await expect.poll(async () => (await alarms(page)).notes, { timeout: 10_000 }).toBeGreaterThan(notes);

  await page.bringToFront();
  await press(page, 'a');
  await payer.ticket((t) => t.id === ticket && t.state === 'serving');
  await expect.poll(async () => (await alarms(page)).closed).toBe(1);
  expect(await page.title()).toBe(title);
  const after = (await alarms(page)).notes;
  await payer.client.command({ type: 'join', ticket });
  await page.getByText('通话中').waitFor();
  // A call that went on would have come again by then.
  await page.waitForTimeout(3_000);
  expect((await alarms(page)).notes).toBe(after);
  payer.close();
});

test('[DSK-15] who switched the sound off hears nothing, who allows no notifications is told why and never asked again', async () => {
  const { context, page } = await watchful('huangpu-w03', 'prompt');
  await openAlerts(page);
  const notify = page.getByRole('switch', { name: '桌面通知' });
  await page.getByRole('switch', { name: '提示音' }).click();
  // No is remembered by the browser; the page says what can be done, and stops asking.
  await permit(context, page, 'denied');
  await page.getByText('浏览器已禁止本站通知').waitFor();
  expect(await notify.isDisabled()).toBe(true);
  await expectAccessible(page);
  await page.reload();
  await page.getByText('正在等候派件').waitFor();
  const other = await lookAway(page);
  const payer = await Party.of(city, taxpayer('p-15'));
  await payer.client.command(video);
  await page.waitForFunction(() => document.title.startsWith('● 新派件'));
  await page.waitForFunction(() => !document.title.startsWith('●'));
  await page.waitForFunction(() => document.title.startsWith('●'));
  expect(await alarms(page)).toEqual({ notes: 0, loudest: 0, asked: 0, shown: [], closed: 0 });
  // It was allowed in the browser's own settings: the page knows at once, and still nobody is asked before they ask.
  await permit(context, page, 'granted');
  await other.close();
  await openAlerts(page);
  await expect.poll(() => notify.isDisabled()).toBe(false);
  expect(await notify.isChecked()).toBe(false);
  expect((await alarms(page)).asked).toBe(0);
  await page.keyboard.press('Escape');
  await press(page, 'a');
  await payer.ticket((t) => t.state === 'serving');
  payer.close();
});

test('[DSK-16] a browser that lets nothing be heard before the page was touched is said so, and heard from the first touch on', async () => {
  const { context, page: before } = await watchful('huangpu-w04', 'prompt');
  await before.close();
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  // Whatever a test does by the page itself counts as a touch; this does not.
  const untouched = async (expression: string) =>
    (await line.send('Runtime.evaluate', { expression, returnByValue: true })).result.value as unknown;
  const bell = `document.querySelector('.desk-head .anticon-bell').closest('button').ariaLabel`;
  const payer = await Party.of(city, taxpayer('p-16'));
  const { ticket } = await payer.client.command(video);
  await page.goto(`${city.server.url}/desk/#token=${await tokenOf(city, atStation('huangpu-w04'))}`);
  await expect.poll(() => untouched('document.title'), { timeout: 20_000 }).toMatch(/^● 新派件/);
  await expect.poll(() => untouched(bell)).toContain('点一下本页');
  expect(await untouched('[alarms.notes, navigator.userActivation.hasBeenActive]')).toEqual([0, false]);
  await page.mouse.click(700, 600);
  await expect.poll(() => untouched(bell)).toBe('派件提醒');
  // The next call, and not all those that were not heard.
  await expect.poll(() => untouched('alarms.notes'), { timeout: 10_000 }).toBe(3);
  await expect.poll(async () => (await alarms(page)).loudest).toBeGreaterThan(0.05);
  await press(page, 'Alt+a');
  await payer.ticket((t) => t.id === ticket && t.state === 'serving');
  payer.close();
});
