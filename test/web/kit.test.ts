import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Bearer } from '../../src/protocol/principal.ts';
import { atStation, atWork, expectAccessible, hall, openHall, Party, press, taxpayer, tokenOf } from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';
import { otherBuild } from './other-build.ts';

const newer = otherBuild();
const city = forAllTests(openHall);

const asked: Bearer = { role: 'department', sub: 'd-1', department: 'goods-services' };
const chief: Bearer = { role: 'supervisor', sub: 'chief', halls: [hall] };

/** Where everything is that one may press or write in. */
const controls = (page: Page) =>
  page.locator('button, input, textarea, a, h1, h2').evaluateAll((all) =>
    all
      .filter((one) => one.checkVisibility() && !one.closest('.kit-notice'))
      .map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return { name: one.outerHTML.slice(0, 80), x, y, right: x + width, bottom: y + height };
      }),
  );

/** What is said lies over nothing that could be pressed, and has moved nothing. */
async function expectQuiet(page: Page, before: Awaited<ReturnType<typeof controls>>): Promise<void> {
  const places = (all: typeof before) => all.map(({ x, y, right, bottom }) => [x, y, right, bottom].map(Math.round));
  const now = await controls(page);
  expect(now.length).toBeGreaterThan(3);
  expect(places(now)).toEqual(places(before));
  const { x, y, width, height } = (await page.locator('.kit-notice').boundingBox())!;
  expect(height).toBeGreaterThan(10);
  const under = now.filter((c) => c.x < x + width && c.right > x && c.y < y + height && c.bottom > y);
  expect(under).toEqual([]);
}

test('[KIT-3] what a page says of its line or of a new version moves nothing and lies on no control, in both languages', async () => {
  const desk = await atWork(city, 'huangpu-w01');
  const payer = await Party.of(city, taxpayer('p-1'));
  const { ticket } = await payer.client.command({
    type: 'submit',
    business: 'invoice-approval',
    channel: 'etax',
    hall,
  });
  await desk.getByRole('heading', { name: '发票票种核定和额度调整' }).waitFor();
  await press(desk, 'q');
  await desk.keyboard.type('新办企业首月能否核定 25 份？');
  await press(desk, 'Control+Enter');
  await payer.ticket((t) => t.id === ticket && t.state === 'escalated');
  for (const text of ['第一条广播', '第二条广播']) await city.supervisor.client.command({ type: 'broadcast', text });
  await desk.getByText('第二条广播').waitFor();
  const department = await city.visit('department', await tokenOf(city, asked));
  await department.getByText('新办企业首月能否核定 25 份？').first().waitFor();
  const board = await city.visit('board', await tokenOf(city, chief));
  await board.getByRole('heading', { name: '值班长台' }).waitFor();
  await board.getByText('黄埔').first().waitFor();
  const pages = [desk, department, board];
  for (const page of [desk, department]) await expectAccessible(page);

  for (const [down, change] of [
    ['正在自动恢复', 'English'],
    ['is being restored by itself', '中文'],
  ] as const) {
    for (const page of pages) {
      const before = await controls(page);
      await page.context().setOffline(true);
      await page.getByText(down).first().waitFor();
      await expectQuiet(page, before);
      await page.context().setOffline(false);
      await page.getByText(down).first().waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: change }).click();
      await page.getByRole('button', { name: change === 'English' ? '中文' : 'English' }).waitFor();
    }
  }
  const before = await Promise.all(pages.map(controls));
  await city.restart({ YUNTING_PAGES_DIR: newer });
  for (const [n, page] of pages.entries()) {
    await page.getByText('有新版本').waitFor();
    await expectQuiet(page, before[n]!);
  }
  payer.close();
});

test('[KIT-4] a department’s page goes on in a second tab too, and a link that has expired, also meanwhile, says what to do', async () => {
  const page = await city.visit('department', await tokenOf(city, asked));
  await page.getByText('新办企业首月能否核定 25 份？').first().waitFor();
  const second = await page.context().newPage();
  await second.goto(`${city.server.url}/department/#token=${await tokenOf(city, asked)}`);
  await second.getByRole('textbox', { name: '答复' }).fill('可以。');
  await press(second, 'Control+Enter');
  // Both are the same department: what one has answered leaves the other's list.
  for (const tab of [page, second]) await tab.getByText('没有待答复的请示').waitFor();

  const boards = await Promise.all([1, 2].map(async () => city.visit('board', await tokenOf(city, chief))));
  for (const board of boards) await board.getByText('黄埔').first().waitFor();
  await Promise.all(boards.map((board) => board.context().close()));

  for (const [name, by] of [
    ['department', asked],
    ['desk', atStation('huangpu-w02')],
    ['board', chief],
  ] as const) {
    const late = await city.visit(name, await city.server.tokens.sign(by, -60));
    await late.getByText('登录已过期').waitFor();
    const open = await city.visit(name, await city.server.tokens.sign(by, 6));
    await open.locator('h1').waitFor();
    await open.getByText('登录已过期').waitFor();
    await expectAccessible(open);
    await Promise.all([late.context().close(), open.context().close()]);
  }
});
