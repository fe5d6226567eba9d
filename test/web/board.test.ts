import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { expectAccessible, hall, openHall, Party, tokenOf } from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';

const station = 'huangpu-w01';
const chief = { role: 'supervisor', sub: 'chief', halls: '*' } as const;

const city = forAllTests(openHall);
let desk: Party;
let portal: Party;
let board: Page;
let ticket: string;

/** A board, a window at work, and a portal that brings tickets. */
beforeAll(async () => {
  desk = await Party.of(city, { role: 'station', sub: 'o-1', hall, station });
  portal = await Party.of(city, { role: 'channel', sub: 'etax', channel: 'etax', halls: '*' });
  board = await city.visit('board', await tokenOf(city, chief));
  await board.getByRole('heading', { name: '值班长台' }).waitFor();
});

const submit = async (business = 'vat-return', at = hall) =>
  (await portal.client.command({ type: 'submit', channel: 'etax', business, hall: at })).ticket;
const drawer = (page = board) => page.getByRole('dialog');
const shut = async () => {
  await drawer().getByRole('button', { name: '关闭', exact: true }).click();
  await drawer().waitFor({ state: 'detached' });
};
const list = (name: string, page = board) => page.getByRole('region', { name, exact: true });
/** Chooses in one of the page's lists of choices by typing, as by keyboard. */
async function choose(label: string, text: string, page = board): Promise<void> {
  const field = page.getByRole('combobox', { name: label, exact: true });
  await field.click();
  if (await field.isEditable()) await field.fill(text);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: text }).first().click();
}

test('[BRD-1] a ticket that waits is found by filters, which stand in the address', async () => {
  ticket = await submit();
  const other = await submit('vat-return', 'nansha');
  await list('办件').getByText(ticket).waitFor();
  await list('办件').getByText(other).waitFor();
  await choose('云税厅', '黄埔');
  await list('办件').getByText(other).waitFor({ state: 'detached' });
  await list('办件').getByText(ticket).waitFor();
  expect(new URL(board.url()).searchParams.get('hall')).toBe(hall);
  expect(board.url()).not.toContain('token');
  await board.reload();
  await list('办件').getByText(ticket).waitFor();
  expect(await list('办件').getByText(other).count()).toBe(0);
});

test('[BRD-2] why a ticket waits is a story, and its machine is drawn with the present state lit', async () => {
  await list('办件').getByRole('button', { name: ticket }).click();
  await drawer().getByText('现在谁能办').waitFor();
  await drawer().getByText('本步派件范围内没有空闲且能办的工位').waitFor();
  await drawer()
    .getByText(/来件：/)
    .waitFor();
  await drawer().getByRole('button', { name: '看流程图' }).click();
  const lit = drawer().locator('svg g.now');
  await lit.waitFor({ timeout: 60_000 });
  expect(await lit.textContent()).toContain('waiting');
});

test('[BRD-3] a ticket that is assigned goes to that station', async () => {
  await desk.client.command({ type: 'signIn', station });
  await desk.client.command({ type: 'ready', station });
  // It was taken, or offered, at once: pulled back, it is this window's to be asked for no more.
  await drawer().getByText('办理中').first().waitFor();
  const second = await Party.of(city, { role: 'station', sub: 'o-2', hall, station: 'huangpu-w02' });
  await second.client.command({ type: 'signIn', station: 'huangpu-w02' });
  await second.client.command({ type: 'ready', station: 'huangpu-w02' });
  await choose('指派给工位', '黄埔 W02');
  await drawer()
    .getByRole('button', { name: /^指\s?派$/ })
    .click();
  const moved = await second.ticket((t) => t.id === ticket && t.state === 'serving');
  expect(moved.station).toBe('huangpu-w02');
  await drawer()
    .getByText(/黄埔\S*\s*W?02/i)
    .first()
    .waitFor();
  second.close();
});

test('[BRD-4] a station is paused and made ready again', async () => {
  await shut();
  await list('工位').getByRole('button', { name: '黄埔 W01' }).click();
  await drawer().getByRole('button', { name: '暂停接件' }).click();
  await desk.told('station', ({ station: s }) => s.state === 'paused' && s.reason === 'supervisor');
  await drawer().getByText('值班长安排').waitFor();
  await drawer().getByRole('button', { name: '恢复接件' }).click();
  await desk.told('station', ({ station: s }) => s.state === 'ready');
  await shut();
});

test('[BRD-5] a standing order rules until it is taken back', async () => {
  await board.getByRole('button', { name: '黄埔的详情与指令' }).click();
  await drawer().getByRole('spinbutton', { name: '最多工位数' }).fill('7');
  await drawer()
    .getByRole('button', { name: /^下\s?达$/ })
    .click();
  await board.getByText('已执行').first().waitFor();
  await shut();
  await board.getByRole('button', { name: '指令', exact: true }).click();
  const row = board.getByRole('row', { name: /最多 7 个工位/ });
  await row.getByRole('button', { name: /^收\s?回$/ }).click();
  await row.waitFor({ state: 'detached' });
  expect(await city.supervisor.client.ask({ type: 'orders' })).toEqual([{ of: 'hall', hall, set: 'open' }]);
});

test('[BRD-6] a broadcast reaches the desks', async () => {
  await board.getByRole('button', { name: /广播/ }).click();
  await drawer().getByRole('textbox', { name: '内容' }).fill('系统十分钟后维护');
  await drawer()
    .getByRole('button', { name: /^发\s?出$/ })
    .click();
  expect((await desk.told('broadcast')).text).toBe('系统十分钟后维护');
  await drawer().waitFor({ state: 'detached' });
});

test('[BRD-7] faulty files say what is wrong in them and are not adopted', async () => {
  await appendFile(join(city.files, 'halls.yaml'), '\n- code: Nowhere\n');
  await board.getByRole('button', { name: '标准', exact: true }).click();
  await board.getByText('磁盘上的文件有误，不能启用').waitFor();
  await board
    .getByText(/halls\.yaml:\d+/)
    .first()
    .waitFor();
  await expectAccessible(board);
});

test('[BRD-8] a lost line and a server that starts again leave the board as it was', async () => {
  await cp('config/guangzhou', city.files, { recursive: true });
  await board.getByRole('button', { name: '现场', exact: true }).click();
  await list('工位').getByRole('button', { name: '黄埔 W01' }).waitFor();
  await city.restart();
  await board.getByText('正在恢复').or(board.getByText('连接已断开')).first().waitFor();
  expect(await list('工位').getByRole('button', { name: '黄埔 W01' }).count()).toBe(1);
  await board.getByText('实时', { exact: true }).waitFor();
  await desk.client.command({ type: 'pause', station, reason: 'break' });
  const later = await submit();
  await list('办件').getByText(later).waitFor();
});

test('[BRD-9] a supervisor of one hall sees only that, and a reader cannot act', async () => {
  const token = await tokenOf(city, { role: 'reader', sub: 'r', halls: ['nansha'] });
  const reader = await city.visit('board', token);
  await reader.getByText('只读').waitFor();
  await list('云税厅', reader).getByRole('button', { name: '南沙', exact: true }).waitFor();
  expect(await list('云税厅', reader).getByRole('row').count()).toBe(2);
  expect(await reader.getByRole('button', { name: '审计', exact: true }).count()).toBe(0);
  expect(await reader.getByRole('button', { name: /广播/ }).count()).toBe(0);
  await list('办件', reader).getByRole('button').first().click();
  await drawer(reader).getByText('现在谁能办').waitFor();
  expect(
    await drawer(reader)
      .getByRole('button', { name: /指\s?派/ })
      .count(),
  ).toBe(0);
});

test('[BRD-11] of a long list only what is looked at is drawn, up to its end', async () => {
  await board.goto(`${new URL(board.url()).origin}/board/?stations=`);
  const rows = list('工位').getByRole('row');
  await list('工位').getByRole('button', { name: '黄埔 S01' }).waitFor();
  expect(Number(await list('工位').getByRole('grid').getAttribute('aria-rowcount'))).toBeGreaterThan(400);
  expect(await rows.count()).toBeLessThan(60);
  await list('工位')
    .locator('.board-scroll')
    .evaluate((scroll) => {
      scroll.scrollTop = scroll.scrollHeight;
    });
  await list('工位').getByRole('button', { name: /^从化/ }).last().waitFor();
  expect(await rows.count()).toBeLessThan(60);
});

test('[BRD-18] a list is gone about in by keys, and what the keys are at goes along with its row', async () => {
  const grid = list('工位').getByRole('grid');
  const count = Number(await grid.getAttribute('aria-rowcount'));
  const rowOfCursor = list('工位').locator('.board-row-at');
  await grid.focus();
  await board.keyboard.press('End');
  await rowOfCursor.and(board.locator(`[aria-rowindex="${count}"]`)).waitFor();
  await board.keyboard.press('Home');
  await board.keyboard.press('ArrowDown');
  await rowOfCursor.and(board.locator('[aria-rowindex="3"]')).waitFor();
  await rowOfCursor.getByText('黄埔 S02').waitFor();
  expect(await grid.getAttribute('aria-activedescendant')).toBe(await rowOfCursor.getAttribute('id'));
  await board.keyboard.press('Enter');
  await drawer().getByText('黄埔 S02').waitFor();
  await shut();

  const first = await submit('vat-return', 'nansha');
  await choose('云税厅', '南沙');
  await list('办件').getByRole('button', { name: first }).click();
  await drawer().getByText('经过').waitFor();
  await shut();
  // Focus is back where it was; another ticket takes that place.
  const urgent = await submit('vat-return', 'nansha');
  await city.supervisor.client.command({ type: 'prioritise', ticket: urgent, priority: 3 });
  await list('办件').locator('tbody tr').first().getByText(urgent).waitFor();
  await board.keyboard.press('Enter');
  await drawer().getByText(`办件 ${first}`).waitFor();
});
