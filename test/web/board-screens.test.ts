import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { CatalogueView } from '../../src/protocol/catalogue.ts';
import { cityClock } from '../../src/simulate/city/clock.ts';
import { atStation, expectAccessible, Party, taxpayer, tokenOf } from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';
import { cutTexts, expectFits, inBoth } from './legible.ts';
import { screensDir } from './screens.ts';
import { start } from './support.ts';

const morning = Date.parse('2026-03-02T10:00:00+08:00');
const reasons = ['break', 'meal', 'document', 'meeting'] as const;

const city = forAllTests(() => start({}, { clock: cityClock({ speed: 1, origin: morning, since: Date.now() }) }));
let board: Page;
let asked: string;

/** A morning in all halls: each matter is asked for, some are worked, one waits for a department, one was rated badly. */
beforeAll(async () => {
  const chief = await Party.of(city, { role: 'supervisor', sub: 'chief', halls: '*' });
  const { halls, businesses } = (await chief.client.ask({ type: 'catalogue' })) as CatalogueView;
  for (const [n, { code: hall }] of halls.entries()) {
    const station = `${hall}-w0${(n % 4) + 1}`;
    const { client } = await Party.of(city, { role: 'station', sub: `g0${1000 + n}`, hall, station });
    await client.command({ type: 'signIn', station });
    if (n % 2 === 0) await client.command({ type: 'ready', station });
    else if (n % 3 === 0) await client.command({ type: 'pause', station, reason: reasons[n % reasons.length]! });
  }
  const station = 'huangpu-d01';
  const desk = await Party.of(city, atStation(station, 'g02000'));
  await desk.client.command({ type: 'signIn', station });
  await desk.client.command({ type: 'ready', station });
  const payer = await Party.of(city, taxpayer('p-1'));
  const served = async (business: string) => {
    const { ticket } = await payer.client.command({ type: 'submit', channel: 'etax', business, hall: 'huangpu' });
    await chief.client.command({ type: 'assign', ticket, station });
    await desk.ticket((t) => t.id === ticket && t.state === 'serving');
    return ticket;
  };
  const rated = await served('invoice-claim');
  await desk.client.command({ type: 'complete', ticket: rated, outcome: 'resolved' });
  await payer.ticket((t) => t.id === rated && t.state === 'closed');
  await payer.client.command({
    type: 'rate',
    ticket: rated,
    grade: 1,
    reasons: ['unclear'],
    comment: '没有说清还差什么',
  });
  asked = await served('invoice-approval');
  const question = '该企业开票额度由十万元调整为百万元，是否需要实地核实？';
  await desk.client.command({ type: 'escalate', ticket: asked, department: 'goods-services', question });
  const portals = new Map<string, Party>();
  for (const channel of ['etax', 'vtax', 'booth'])
    portals.set(channel, await Party.of(city, { role: 'channel', sub: channel, channel, halls: '*' }));
  for (const [n, { code: business, channels }] of businesses.entries())
    for (const channel of ['etax', n % 2 === 0 ? 'vtax' : 'booth'])
      if (channels[channel] !== undefined) {
        const hall = halls[n % halls.length]!.code;
        await portals.get(channel)!.client.command({ type: 'submit', channel, business, hall });
      }
  await chief.client.command({ type: 'order', order: { of: 'lend', set: { on: true, reserve: 2 } } });
  await chief.client.command({
    type: 'order',
    order: { of: 'staffing', hall: 'second-branch', group: 'vtax', set: 3 },
  });
  await chief.client.command({ type: 'steer', station: 'panyu-w02', to: 'paused' });
  board = await city.visit('board', await tokenOf(city, { role: 'supervisor', sub: 'chief', halls: '*' }));
  await board.getByRole('heading', { name: '值班长台' }).waitFor();
}, 120_000);
/** In both languages; `there`: what has come when the screen is whole. */
async function looked(name: string, there: string): Promise<void> {
  await inBoth(board, async (language) => {
    await board.locator(there).first().waitFor();
    await expectAccessible(board);
    await expectFits(board, `${name}-${language}`);
    expect(await cutTexts(board), `${name}-${language} cuts texts`).toEqual([]);
    await board.screenshot({ path: join(screensDir(), `board-${name}-${language}.png`), animations: 'disabled' });
  });
}

const view = async (search: string) => board.goto(`${city.server.url}/board/?${search}`);

test('[BRD-10] each screen of the board fits 1366 by 768 in both languages, cuts no text, names stations, and is open to everybody', async () => {
  const states = 'state=waiting,offered,serving,escalated,wrapUp,parked';
  const lists = `${states}&stations=ready,offered,serving,working,wrapUp,paused`;
  await view(lists);
  await looked('live', '.board-tickets .board-two');
  await view(`${lists}&show=ticket:${asked}`);
  await looked('ticket', '.ant-drawer .board-story li');
  await view(`${lists}&show=station:huangpu-d01`);
  await looked('station', '.ant-drawer .board-actions');
  await view(`${lists}&show=hall:second-branch`);
  await looked('hall', '.ant-drawer h3');
  for (const [name, there] of [
    ['concerns', '.ant-table-row'],
    ['orders', '.ant-table-row'],
    ['plan', '.board-page:not(:has(.ant-skeleton))'],
    ['sheet', '.ant-table-row'],
    ['standards', '.board-page:not(:has(.ant-skeleton))'],
    ['audit', '.ant-table-row'],
  ] as const) {
    await view(`view=${name}`);
    await looked(name, there);
  }
});
