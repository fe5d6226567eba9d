import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { atStation, expectAccessible, hall, officer, openHall, Party, press, taxpayer, tokenOf } from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';
import { idsOf } from './legible.ts';
import { screensDir } from './screens.ts';

const city = forAllTests(openHall);

const person = { name: '张小明', idNumber: '440106199001011234', phone: '13800138000' };
const document = { type: 'submit', business: 'invoice-approval', channel: 'etax', hall, person } as const;

/** Fits the smallest screen that there is, is open to everybody, and is kept as a picture. */
async function looked(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  const over = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = window.document.documentElement;
    // The list of stations is as long as a hall is large; the desk itself never scrolls as a whole.
    return [scrollWidth - innerWidth, window.document.querySelector('.desk') === null ? 0 : scrollHeight - innerHeight];
  });
  expect(over, `${name} is larger than the window`).toEqual([0, 0]);
  expect(await idsOf(page), `${name} shows ids of stations`).toEqual([]);
  await page.screenshot({ path: join(screensDir(), `desk-${name}.png`), animations: 'disabled' });
}

/** Takes the template of a refund that is approved, and answers all that it asks for. */
async function fillRefund(page: Page): Promise<void> {
  const panel = page.locator('.desk-panel:not([hidden])');
  await panel.locator('.ant-select').click();
  await page.keyboard.type('退税核准');
  await press(page, 'Enter');
  await panel.locator('input[inputmode=decimal]').fill('1280.50');
  await panel.locator('.desk-fields input[type=radio]').first().check();
  await panel.locator('input[type=date]').fill('2027-01-15');
  await panel.locator('.desk-preview, .desk-wrap', { hasText: '1280.50' }).first().waitFor();
}

/** From the choice of a station to the end of a ticket, with each form open once. */
async function tour(language: 'zh' | 'en', station: string): Promise<void> {
  const open = async (by: Parameters<typeof tokenOf>[1], language: string) => {
    const context = await city.browser.newContext({ viewport: { width: 1366, height: 768 } });
    await context.addInitScript((chosen) => localStorage.setItem('language', chosen), language);
    const page = await context.newPage();
    await page.goto(`${city.server.url}/desk/#token=${await tokenOf(city, by)}`);
    return page;
  };
  const look = (name: string) => looked(page, `${name}-${language}`);
  const page = await open(officer(`o-${language}`), language);
  await page.locator('.desk-grid button').first().waitFor();
  await look('choose');
  await page.keyboard.type(station.slice(-3));
  await press(page, 'Enter');
  await page.locator('.desk-sign-in').waitFor();
  await look('sign-in');
  await press(page, 'Enter');
  await page.locator('#desk-ready').waitFor();
  await look('paused');
  await press(page, 'Alt+p');
  await page.locator('.desk-head .desk-mark-good').waitFor();

  const payer = await Party.of(city, taxpayer(`p-${language}`));
  await payer.client.command(document);
  await page.locator('.desk-lane').waitFor();
  for (const [key, panel] of [
    ['s', 'supplement'],
    ['t', 'transfer'],
    ['c', 'consult'],
    ['q', 'escalate'],
    ['m', 'message'],
    ['w', 'close'],
  ] as const) {
    await press(page, key);
    await page.locator('.desk-panel:not([hidden])').waitFor();
    await look(panel);
    await press(page, 'Escape');
    await page.locator('.desk-panel:not([hidden])').waitFor({ state: 'detached' });
    await page.locator('.desk-lane h2').click();
  }
  await payer.client.command({ ...document, business: 'vat-return' });
  await page.locator('.desk-tabs button').nth(1).waitFor();
  await page.locator('.desk-tabs-spread label').nth(1).click();
  await page.locator('.desk-lane:visible').nth(1).waitFor();
  await look('beside');

  const { ticket } = await payer.client.command({ ...document, business: 'overpaid-refund', channel: 'vtax' });
  await page.locator('.desk-offer').waitFor();
  await look('offer');
  await press(page, 'Alt+r');
  await page.locator('.desk-offer input[type=radio]').first().waitFor();
  await look('reject');
  await press(page, 'Escape');
  await page.locator('.desk-offer .ant-btn-primary').first().click();
  await payer.ticket((t) => t.id === ticket && t.state === 'serving');
  await page.locator('.call').waitFor();
  // What can be done is in view without scrolling, below the picture.
  const lane = (await page.locator('.desk-lane-front').boundingBox())!;
  const bar = (await page.locator('.desk-lane-front .desk-actions').boundingBox())!;
  expect(bar.y + bar.height).toBeLessThan(lane.y + lane.height);
  await look('calling');
  await payer.client.command({ type: 'join', ticket });
  await page.locator('.desk-call-talking').waitFor();
  await payer.chats(ticket, language === 'zh' ? '您好，我想申请退税' : 'Hello, I would like to ask for a refund');
  await page.locator('.chat-line').waitFor();
  await look('talking');
  await press(page, 'e');
  await fillRefund(page);
  await look('wrap-up');
  for (const [key, name] of [
    ['d', 'day'],
    ['?', 'help'],
  ] as const) {
    await page.locator('.desk-lane:visible h2').first().click();
    await press(page, key);
    await page.locator('[role=dialog]').waitFor();
    await look(name);
    await press(page, 'Escape');
    await page.locator('[role=dialog]').waitFor({ state: 'hidden' });
  }
  await page.locator('.desk-head .anticon-bell').click();
  await page.locator('.desk-alerts').waitFor();
  await look('alerts');
  await page.context().setOffline(true);
  await page.locator('.kit-notice[data-face=down]').waitFor();
  await look('line');
  await page.context().setOffline(false);
  await page.locator('.kit-notice[data-face=none]').waitFor();
  // The same place taken at another page: this one says so.
  const other = await open(atStation(station, `o-${language}`), language);
  await other.locator('.desk-head').waitFor();
  await page.locator('.ant-result').waitFor();
  await look('replaced');
  payer.close();
}

test('[DSK-18] each screen of the desk fits 1366 by 768 in Chinese, and is open to everybody', async () => {
  await tour('zh', 'huangpu-w01');
}, 240_000);

test('[DSK-19] each screen of the desk fits 1366 by 768 in English, and is open to everybody', async () => {
  await tour('en', 'huangpu-w02');
}, 240_000);
