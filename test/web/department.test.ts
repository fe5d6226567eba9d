import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Client, connect } from '../../src/client/connect.ts';
import type { EscalationView, TicketView } from '../../src/protocol/views.ts';
import { cityClock } from '../../src/simulate/city/clock.ts';
import { serious } from './axe.ts';
import { atStation, hall, Party, taxpayer, tokenOf } from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';
import { expectFits, inBoth } from './legible.ts';
import { screensDir } from './screens.ts';
import { start } from './support.ts';

const department = 'goods-services';
const morning = Date.parse('2026-03-02T10:00:00+08:00');
const station = 'huangpu-w01';

const clock = cityClock({ speed: 1, origin: morning, since: Date.now() });
const city = forAllTests(() => start({}, { clock }));
let officer: Client;
let payer: Party;
/** What the officer at the window has been told of tickets, oldest first. */
const seen: TicketView[] = [];
beforeAll(async () => {
  officer = connect({
    url: city.server.wsUrl,
    token: await tokenOf(city, atStation(station)),
    onView: ({ tickets }) => tickets.forEach(see),
    onPush(events) {
      for (const event of events) if (event.type === 'ticket') see(event.ticket);
    },
  });
  await officer.command({ type: 'signIn', station });
  await officer.command({ type: 'ready', station });
  payer = await Party.of(city, taxpayer('p-1'));
});
afterEach(async () => {
  for (const of of [department, 'policy-law']) {
    const rest = await Party.of(city, { role: 'department', sub: 'rest', department: of });
    for (const { ticket } of (await rest.client.ask({ type: 'escalations' })) as EscalationView[])
      await rest.client.command({ type: 'answer', ticket, text: '已阅。' });
    rest.close();
  }
});
afterAll(() => officer.close());

const visit = async (of = department, options = {}) =>
  city.visit('department', await tokenOf(city, { role: 'department', sub: `officer-${of}`, department: of }), options);

function see(ticket: TicketView): void {
  seen.push(ticket);
  // What is answered is done: the window has room for three.
  const { id, state, answer } = ticket;
  if (state === 'serving' && answer !== undefined)
    void officer.command({ type: 'complete', ticket: id, outcome: 'resolved' });
}

async function saw(fits: (ticket: TicketView) => boolean): Promise<TicketView> {
  await expect.poll(() => seen.some(fits), { timeout: 30_000 }).toBe(true);
  return seen.find(fits)!;
}

/** A paper comes to the window, which asks the department. */
async function ask(question: string, business: string, to = department): Promise<string> {
  const { ticket } = await payer.client.command({ type: 'submit', business, channel: 'etax', hall });
  await saw((t) => t.id === ticket && t.state === 'serving');
  await officer.command({ type: 'escalate', ticket, department: to, question });
  return ticket;
}

const items = (page: Page) => page.locator('.ask-item');
const answerBox = (page: Page) => page.getByRole('textbox', { name: '答复' });
/** In both languages: it fits, names stations, is open to everybody, and is kept as a picture. */
const looks = (page: Page, name: string) =>
  inBoth(page, async (language) => {
    const what = `${name}-${language}`;
    expect(await serious(page), what).toEqual([]);
    await expectFits(page, what, true);
    await page.screenshot({ path: join(screensDir(), `department-${what}.png`), animations: 'disabled' });
  });

test('[DPT-1] a question is answered by keyboard, and its ticket is back at the desk that asked', async () => {
  const page = await visit();
  await page.getByText('没有待答复的请示').waitFor();
  expect(page.url()).not.toContain('token');
  await looks(page, 'empty');

  const later = await ask('小规模纳税人跨区提供建筑服务，预缴增值税适用哪个征收率？', 'invoice-approval');
  const sooner = await ask('该企业开票额度由十万元调整为百万元，是否需要实地核实？', 'invoice-claim');
  await expect.poll(() => items(page).count()).toBe(2);
  await page.getByText('新请示').first().waitFor({ state: 'attached' });
  // The one that is due first stands first, whichever was asked first.
  expect(await items(page).first().textContent()).toContain('是否需要实地核实');
  await page.locator('.ask-history li').first().waitFor();
  await looks(page, 'question');

  await items(page).first().focus();
  await page.locator('.ask-main').getByText('是否需要实地核实').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.locator('.ask-main').getByText('适用哪个征收率').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('适用 3% 征收率，按现行政策可减按 1% 预缴。');
  await page.keyboard.press('Control+Enter');
  const back = await saw((t) => t.id === later && t.answer !== undefined);
  expect(back.answer).toBe('适用 3% 征收率，按现行政策可减按 1% 预缴。');
  // The next one is in front by itself.
  await page.locator('.ask-main').getByText('是否需要实地核实').waitFor();
  await page.getByText('本次已处理 1 件').waitFor();
  await expect.poll(() => items(page).count()).toBe(1);

  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('What is asked').waitFor();
  await page.getByRole('textbox', { name: 'Answer' }).fill('No visit is needed below 1 million a month.');
  await page.getByRole('button', { name: 'Answer (Ctrl+Enter)' }).click();
  await saw((t) => t.id === sooner && t.answer !== undefined);
  await page.getByText('No question is waiting').waitFor();
});

test('[DPT-2] a reply template is a beginning: what it leaves open must be filled in before it is sent', async () => {
  const page = await visit();
  const ticket = await ask('申请的最高开票限额可以核准到多少？', 'invoice-approval');
  await items(page).first().click();
  await page.getByRole('combobox', { name: '套用回复意见模板' }).selectOption('发票核定准予');
  await expect.poll(() => answerBox(page).inputValue()).toContain('【');
  await answerBox(page).press('Control+Enter');
  await page.getByText('请先填好【】中的内容').waitFor();
  await looks(page, 'template');
  const text = (await answerBox(page).inputValue()).replace(/【[^】]*】/g, '25');
  await answerBox(page).fill(text);
  await page.getByRole('button', { name: '答复（Ctrl+Enter）' }).click();
  expect((await saw((t) => t.id === ticket && t.answer !== undefined)).answer).toContain('25');
});

test('[DPT-3] a question of another department is handed on with a word, and leaves this list for that one', async () => {
  const page = await visit();
  const other = await visit('policy-law');
  await other.getByText('没有待答复的请示').waitFor();
  await ask('加计抵减政策到期后如何衔接？', 'invoice-approval');
  await items(page).first().click();
  await page.getByText('转其他部门').click();
  await page.getByRole('combobox', { name: '转给哪个部门' }).selectOption('政策法规处');
  await page.getByRole('textbox', { name: '说明' }).fill('属政策口径，请贵处答复。');
  await page.getByRole('button', { name: /^转\s?出$/ }).click();
  await page.getByText('没有待答复的请示').waitFor();
  await other.locator('.ask-main').getByText('属政策口径，请贵处答复。').waitFor();
  await looks(other, 'handed-on');
  await answerBox(other).fill('按公告衔接执行。');
  await answerBox(other).press('Control+Enter');
  await other.getByText('没有待答复的请示').waitFor();
});

test('[DPT-4] while the server is away nothing is lost: the draft stays, and an answer given meanwhile goes out after it', async () => {
  const page = await visit();
  const ticket = await ask('异地迁入企业的留抵税额如何处理？', 'invoice-approval');
  await items(page).first().click();
  await answerBox(page).fill('留抵税额可以结转。');
  const gone = city.restart();
  await page.getByText('连接已断开').waitFor();
  await looks(page, 'line');
  await answerBox(page).press('Control+Enter');
  await gone;
  await saw((t) => t.id === ticket && t.answer === '留抵税额可以结转。');
  await page.getByText('没有待答复的请示').waitFor();
});

test('[DPT-5] what somebody else has dealt with says so, and keeps what was written', async () => {
  const page = await visit();
  const ticket = await ask('外贸企业函调期间能否先行办理？', 'invoice-approval');
  await items(page).first().click();
  await answerBox(page).fill('正在核实');
  const colleague = await Party.of(city, { role: 'department', sub: 'colleague', department });
  await colleague.client.command({ type: 'answer', ticket, text: '可以先行办理。' });
  colleague.close();
  await page.getByText('已由他人答复、转出或撤回').waitFor();
  expect(await answerBox(page).inputValue()).toBe('正在核实');
  await looks(page, 'gone');
});

test('[DPT-6] the time that is left runs down, and what is late is marked', async () => {
  const page = await visit();
  await ask('此笔退税是否需要补充备案资料？', 'invoice-approval');
  await page
    .getByText(/^剩 \d/)
    .first()
    .waitFor();
  clock.pace({ speed: 3_600, since: Date.now() });
  city.server.host.clockSet();
  await page
    .getByText(/已逾期 \d/)
    .first()
    .waitFor();
  clock.pace({ speed: 1, since: Date.now() });
  city.server.host.clockSet();
  await page.getByText('逾期 1 件').waitFor();
  await items(page).first().getByText('逾期', { exact: true }).waitFor();
  await looks(page, 'late');
});

test('[DPT-7] a department reads the history of a ticket while it is asked about it, and no longer', async () => {
  const by = { role: 'department', sub: 'reader', department } as const;
  const asked = await Party.of(city, by);
  const other = await Party.of(city, { ...by, department: 'policy-law' });
  const ticket = await ask('能否延期缴纳？', 'invoice-approval');
  const history = (of: Party) => of.client.ask({ type: 'history', ticket, language: 'zh' });
  expect(await history(asked)).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'ticket.escalated' })]));
  await expect(history(other)).rejects.toMatchObject({ code: 'not-found' });
  await asked.client.command({ type: 'answer', ticket, text: '可以。' });
  await expect(history(asked)).rejects.toMatchObject({ code: 'not-found' });
  asked.close();
  other.close();
});
