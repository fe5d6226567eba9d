import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TicketsAnswer } from '../../src/protocol/messages.ts';
import { secret, startReceiver } from '../live/delivery-rig.ts';
import { poison } from '../unit/poison.ts';
import { hall, openHall, Party, tokenOf } from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';
import { rewrite } from './support.ts';

const station = 'huangpu-w01';
const bureau = 'bureau.yaml';

/** What the portal answers to results. */
let answers = 410;
const receiver = await startReceiver(() => answers);
afterAll(() => receiver.close());
const env = { YUNTING_WEBHOOK_SECRETS: `etax=${secret}`, YUNTING_CALLBACK_ALLOW: receiver.hostPort };
const callBack = (files: string) =>
  rewrite(
    join(files, bureau),
    '  etax: { name: 电子税务局,',
    `  etax: { callback: '${receiver.url}', name: 电子税务局,`,
  );

const city = forAllTests(() => openHall(env, { edit: callBack }));
let desk: Party;
let portal: Party;
let board: Page;

/** A board, a window that is not yet at work, and a portal that brings tickets and refuses results. */
beforeAll(async () => {
  desk = await Party.of(city, { role: 'station', sub: 'o-1', hall, station });
  portal = await Party.of(city, { role: 'channel', sub: 'etax', channel: 'etax', halls: '*' });
  board = await city.visit('board', await tokenOf(city, { role: 'supervisor', sub: 'chief', halls: '*' }));
  await board.getByRole('heading', { name: '值班长台' }).waitFor();
});

const submit = async () =>
  (await portal.client.command({ type: 'submit', channel: 'etax', business: 'vat-return', hall })).ticket;
const ticketOf = async (id: string) => {
  const asked = await city.supervisor.client.ask({ type: 'tickets', order: 'due', offset: 0, limit: 200 });
  const { rows } = asked as TicketsAnswer;
  return rows.find((row) => row.id === id);
};
const drawer = () => board.getByRole('dialog');
const shut = async () => {
  await drawer().getByRole('button', { name: '关闭', exact: true }).click();
  await drawer().waitFor({ state: 'detached' });
};
const list = (name: string) => board.getByRole('region', { name, exact: true });
const view = (name: string) => board.getByRole('button', { name, exact: true }).click();
const open = async (ticket: string) => {
  await list('办件').getByRole('button', { name: ticket }).click();
  await drawer().getByText('经过').waitFor();
};
/** Two signs of Chinese on a button may stand apart. */
const button = (words: string, within = board.locator('body')) =>
  within.getByRole('button', { name: new RegExp(`^${[...words].join('\\s?')}$`) });
/** Says yes to the question whether it is meant, and sees it go: the next may be put before it has faded. */
const sure = async () => {
  const question = board.locator('.ant-popconfirm:visible');
  await question.locator('.ant-btn-primary').click();
  await question.waitFor({ state: 'hidden' });
};
async function choose(label: string, text: string): Promise<void> {
  await board.getByRole('combobox', { name: label, exact: true }).click();
  await board.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: text }).first().click();
}

test('[BRD-12] a ticket that waits is put before others, and moved to another hall', async () => {
  const ticket = await submit();
  await open(ticket);
  await choose('调整优先级', '优先级 3');
  await list('办件').getByText('优先 3').waitFor();
  expect((await ticketOf(ticket))?.priority).toBe(3);
  await choose('调到云税厅', '南沙');
  await button('调厅', drawer()).click();
  await list('办件').getByText(`${ticket} · 南沙 · 电子税务局`).waitFor();
  expect((await ticketOf(ticket))?.hall).toBe('nansha');
  await shut();
});

test('[BRD-13] a ticket is pulled back from the station that serves it', async () => {
  const ticket = await submit();
  await desk.client.command({ type: 'signIn', station });
  await desk.client.command({ type: 'ready', station });
  await desk.ticket((t) => t.id === ticket && t.state === 'serving');
  await desk.client.command({ type: 'pause', station, reason: 'break' });
  await choose('办件状态', '办理中');
  await open(ticket);
  await button('收回办件', drawer()).click();
  await sure();
  await drawer().locator('.board-state-waiting').waitFor();
  expect(await ticketOf(ticket)).toMatchObject({ state: 'waiting', hall });
  await shut();
});

test('[BRD-14] an order on what a station carries rules until it is taken back', async () => {
  await list('工位').getByRole('button', { name: '黄埔 W01' }).click();
  const documents = drawer().getByRole('spinbutton', { name: '不见面', exact: true });
  await documents.fill('7');
  await button('下达', drawer()).click();
  await drawer()
    .getByText(/不见面 7/)
    .waitFor();
  expect(await city.supervisor.client.ask({ type: 'orders' })).toContainEqual(
    expect.objectContaining({ of: 'station', station }),
  );
  await shut();
  await view('指令');
  const row = board.getByRole('row', { name: /黄埔 W01.*不见面 7/i });
  await button('收回', row).click();
  await row.waitFor({ state: 'detached' });
  const orders = (await city.supervisor.client.ask({ type: 'orders' })) as { of: string }[];
  expect(orders.filter(({ of }) => of === 'station')).toEqual([]);
  await view('现场');
});

test('[BRD-15] a result that was given up is delivered again once the portal takes it', async () => {
  await desk.client.command({ type: 'ready', station });
  const id = await submit();
  await desk.ticket((t) => t.id === id && t.state === 'serving');
  await desk.client.command({ type: 'complete', ticket: id, outcome: 'resolved' });
  await view('督办');
  const row = board.getByRole('row', { name: new RegExp(`${id}.*办理结果.*answered 410`) });
  await row.waitFor();
  answers = 200;
  const before = receiver.all.length;
  await button('重新投递', row).click();
  await row.waitFor({ state: 'detached' });
  expect(receiver.all.length).toBeGreaterThan(before);
});

test('[BRD-16] of a bad rating the finding is given', async () => {
  const payer = await Party.of(city, { role: 'taxpayer', sub: 'p-1', hall });
  const { ticket } = await payer.client.command({ type: 'submit', channel: 'etax', business: 'vat-return' });
  await desk.ticket((t) => t.id === ticket && t.state === 'serving');
  await desk.client.command({ type: 'complete', ticket, outcome: 'resolved' });
  await payer.ticket((t) => t.id === ticket && t.state === 'closed');
  await payer.client.command({ type: 'rate', ticket, grade: 1, reasons: ['unclear'] });
  const row = board.getByRole('row', { name: new RegExp(`${ticket}.*待核实`) });
  await button('填写结果', row).click();
  const form = board.getByRole('dialog');
  await button('填写结果', form).click();
  await form.getByText('请填写').first().waitFor();
  await form.getByRole('radio', { name: '属实', exact: true }).check();
  await form.getByRole('textbox', { name: '说明' }).fill('未一次告知');
  await button('填写结果', form).click();
  await board.getByRole('row', { name: new RegExp(`${ticket}.*已核实 · 属实`) }).waitFor();
  await form.waitFor({ state: 'detached' });
  payer.close();
});

test('[BRD-19] lending of the whole bureau is ordered, and the order taken back', async () => {
  await view('指令');
  await choose('类别', '跨厅支援');
  await choose('云税厅', '全市');
  await board.getByRole('spinbutton', { name: '保留空闲' }).fill('2');
  await button('开启支援').click();
  const row = board.getByRole('row', { name: /全市：开启支援 · 保留空闲 2/ });
  await row.waitFor();
  const lending = async () =>
    ((await city.supervisor.client.ask({ type: 'orders' })) as { of: string }[]).filter(({ of }) => of === 'lend');
  expect(await lending()).toEqual([{ of: 'lend', set: { on: true, reserve: 2 } }]);
  await button('关闭支援').click();
  await board.getByRole('row', { name: /全市：关闭支援/ }).waitFor();
  expect(await lending()).toEqual([{ of: 'lend', set: { on: false } }]);
  await button('收回', board.getByRole('row', { name: /全市：关闭支援/ })).click();
  await board.getByRole('row', { name: /全市/ }).waitFor({ state: 'detached' });
  expect(await lending()).toEqual([]);
});

test('[BRD-20] a ticket that was set aside goes back to its place', async () => {
  await desk.client.command({ type: 'pause', station, reason: 'break' });
  const ticket = await submit();
  poison(city.server.host.core, 'ticket', ticket, 2);
  await city.supervisor.client.command({ type: 'prioritise', ticket, priority: 2 });
  expect((await ticketOf(ticket))?.state).toBe('quarantined');
  await view('督办');
  const row = board.getByRole('region', { name: '隔离的办件' }).getByRole('row', { name: ticket });
  await button('放回队列', row).click();
  await row.waitFor({ state: 'detached' });
  expect((await ticketOf(ticket))?.state).toBe('waiting');
  await desk.client.command({ type: 'ready', station });
  await desk.ticket((t) => t.id === ticket && t.state === 'serving');
});

test('[BRD-17] what the files would change is seen, adopted, and undone', async () => {
  rewrite(join(city.files, bureau), '  refund: { name: 退税,', '  refund: { name: 退库,');
  await view('标准');
  const files = board.getByRole('region', { name: '磁盘上的文件将改变' });
  const last = board.getByRole('region', { name: '上一次改变了' });
  const change = /退税.*退库/;
  await files.getByRole('row', { name: change }).waitFor();
  await button('启用磁盘上的文件').click();
  await sure();
  await last.getByRole('row', { name: change }).waitFor();
  await files.getByText('没有差别').waitFor();
  await button('退回上一版本').click();
  await sure();
  await files.getByRole('row', { name: change }).waitFor();
});
