import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Principal } from '../../src/protocol/principal.ts';
import { forAllTests } from './for-all-tests.ts';
import { choose, face, hall, linkOf, looked, Officer, openCity, phone, press, speak } from './my-rig.ts';

const city = forAllTests(openCity);

const vtax: Principal = { role: 'channel', sub: 'vtax', channel: 'vtax', halls: '*' };
const take = (page: Awaited<ReturnType<typeof phone>>) =>
  page.getByRole('button', { name: '取号', exact: true }).click();

test('[TAX-6] place and estimate move as the line does, and stay for who would rather be called than wait', async () => {
  const portal = await speak(city, vtax);
  const request = { type: 'submit', business: 'invoice-claim', channel: 'vtax', hall, callback: true } as const;
  const officer = await Officer.at(city, 'huangpu-w01');
  // Somebody was served, so that there is a pace to reckon with; somebody is served now.
  await portal.command(request);
  const served = await officer.accepts();
  await portal.command({ type: 'join', ticket: served });
  await officer.does({ type: 'complete', ticket: served, outcome: 'resolved' });
  await portal.command(request);
  const now = await officer.accepts();
  await portal.command({ type: 'join', ticket: now });
  const { ticket: ahead } = await portal.command(request);
  const { ticket: next } = await portal.command(request);
  const page = await phone(city);
  await choose(page);
  await take(page);
  await face(page, '排在第 3 位');
  const here = await phone(city);
  await choose(here);
  await here.getByRole('radio', { name: /在这里等/ }).check();
  await take(here);
  await face(here, '排在第 4 位');
  await here.getByText('离开久了号会取消').waitFor();
  await press(here, '轮到时叫我，我先离开');
  await here.getByText('可以先忙别的').waitFor();
  await face(here, '排在第 4 位');
  await press(here, '取消办理');
  await press(here, '确定取消');
  await page.getByText('预计还要').waitFor();
  await looked(page, 'waiting');
  await portal.command({ type: 'cancel', ticket: ahead });
  await face(page, '排在第 2 位');
  await portal.command({ type: 'cancel', ticket: next });
  await face(page, '下一位就是您');
  await press(page, '取消办理');
  await press(page, '确定取消');
  await face(page, '已取消');
  await officer.does({ type: 'complete', ticket: now, outcome: 'resolved' });
  portal.close();
});

test('[TAX-7] a lost network is said quietly, moves nothing, and ends by itself', async () => {
  const page = await phone(city);
  await choose(page);
  await take(page);
  await face(page, '下一位就是您');
  const top = await page.locator('.face').boundingBox();
  await page.context().setOffline(true);
  await page.getByText('网络断了').waitFor();
  expect(await page.locator('.face').boundingBox()).toEqual(top);
  const officer = await Officer.at(city, 'huangpu-w01');
  const ticket = await officer.accepts();
  await page.context().setOffline(false);
  await face(page, '轮到您了');
  await expect.poll(() => page.getByText('网络断了').count()).toBe(0);
  await press(page, '进入视频');
  await officer.has((t) => t.id === ticket && t.joinUntil === undefined);
  await officer.does({ type: 'complete', ticket, outcome: 'resolved' });
  await face(page, '已办结');
});

test('[TAX-8] a page outlives the server, in the hand and in the pocket, and a number that is asked for meanwhile is taken once', async () => {
  const inPocket = await phone(city);
  await choose(inPocket);
  await take(inPocket);
  await face(inPocket, '下一位就是您');
  const inHand = await phone(city);
  await choose(inHand);
  const pocket = await inPocket.context().newCDPSession(inPocket);
  await pocket.send('Page.setWebLifecycleState', { state: 'frozen' });
  const back = city.restart();
  await take(inHand);
  await back;
  await face(inHand, '排在第 2 位');
  const officer = await Officer.at(city, 'huangpu-w01');
  const ticket = await officer.accepts();
  await pocket.send('Page.setWebLifecycleState', { state: 'active' });
  await face(inPocket, '轮到您了');
  await press(inPocket, '进入视频');
  await officer.has((t) => t.id === ticket && t.joinUntil === undefined);
  await officer.does({ type: 'complete', ticket, outcome: 'resolved' });
  await face(inPocket, '已办结');
  const second = await officer.accepts();
  await face(inHand, '轮到您了');
  const { states } = city.server.host.core.figures(Date.now());
  expect([states.waiting, states.serving]).toEqual([0, 1]);
  await officer.does({ type: 'complete', ticket: second, outcome: 'unreachable' });
  await face(inHand, '没有联系上您');
});

test('[TAX-9] a link that has expired, also while the page is open, or is none of a taxpayer, says so and what to do', async () => {
  const payer: Principal = { role: 'taxpayer', sub: 'p-1', hall };
  const link = async (by: Principal, seconds: number) =>
    `${city.server.url}/my/#token=${await city.server.tokens.sign(by, seconds)}`;
  const page = await phone(city, await link(payer, 5));
  await face(page, '现在没有在办的事');
  await face(page, '链接已过期');
  await page.reload();
  await face(page, '链接已过期');
  await page.goto(await link({ role: 'station', sub: 'o', hall, station: 'huangpu-w02' }, 600));
  await face(page, '这个链接不是办件链接');
  await press(page, '办一件新的事');
  await page.getByRole('heading', { name: '您要办什么事？' }).waitFor();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});

test('[TAX-10] all that the page ever loads is under 200 KB by gzip', async () => {
  const page = await phone(city, 'about:blank');
  const loaded = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => loaded.set(response.url(), response.body()));
  await page.goto(`${city.server.url}/my/`);
  await choose(page);
  await take(page);
  await press(page, '打开提醒');
  const officer = await Officer.at(city, 'huangpu-w01');
  const ticket = await officer.accepts();
  await press(page, '进入视频');
  await page.locator('.video').getByRole('button').first().waitFor();
  await officer.does({ type: 'complete', ticket, outcome: 'resolved' });
  await face(page, '已办结');
  let bytes = 0;
  for (const body of loaded.values()) bytes += gzipSync(await body).length;
  expect([...loaded.keys()].filter((url) => url.endsWith('.js')).length).toBeGreaterThan(2);
  console.log(`the taxpayer's page: ${loaded.size} answers, ${(bytes / 1000).toFixed(0)} KB by gzip`);
  expect(bytes).toBeLessThan(200_000);
});

test('[TAX-11] on 3G the page is usable within 5 s: few bytes, and nothing waits for what could have been asked before', async () => {
  const page = await phone(city, 'about:blank');
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 300,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelector('.matters button') === null) return;
      performance.mark('usable');
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${city.server.url}/my/`);
  await page.getByRole('button', { name: /发票领用/ }).waitFor();
  const { usable, rounds, bytes } = await page.evaluate(() => {
    const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const needed = files.filter(({ name }) => /\/assets\/|\/api\/catalogue/.test(name));
    const firstEnd = Math.min(...needed.map(({ responseEnd }) => responseEnd));
    const [html] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return {
      usable: performance.getEntriesByName('usable')[0]!.startTime,
      rounds: needed.every(({ startTime }) => startTime < firstEnd) ? 2 : 3,
      bytes: needed.reduce((sum, { transferSize }) => sum + transferSize, html!.transferSize),
    };
  });
  console.log(`usable on 3G after ${Math.round(usable)} ms: ${rounds} rounds, ${(bytes / 1000).toFixed(0)} KB`);
  expect(rounds).toBe(2);
  expect(bytes).toBeLessThan(160_000);
  expect(usable).toBeLessThan(5_000);
});

test('[TAX-12] a link that is opened in the very tab leads to its matter, and stands in the address no more', async () => {
  const page = await phone(city);
  await choose(page);
  await take(page);
  await face(page, '下一位就是您');
  const link = await linkOf(page);
  const other = await phone(city);
  await other.getByRole('heading', { name: '您要办什么事？' }).waitFor();
  await other.goto(link);
  await face(other, '下一位就是您');
  expect(other.url()).toBe(`${city.server.url}/my/`);
  await press(other, '取消办理');
  await press(other, '确定取消');
  await Promise.all([face(other, '已取消'), face(page, '已取消')]);
});

test('[TAX-16] who looks elsewhere is called by the title of the page and by a notification that names nobody', async () => {
  const page = await phone(city);
  await page.context().grantPermissions(['notifications']);
  await choose(page);
  await page.getByLabel('手机号码').fill('13800138000');
  await take(page);
  await press(page, '打开提醒');
  await page.getByText('声音、震动、通知').waitFor();
  await page.evaluate(() => Object.defineProperty(document, 'hidden', { get: () => true }));
  const officer = await Officer.at(city, 'huangpu-w01');
  const ticket = await officer.accepts();
  await page.waitForFunction(() => document.title === '轮到您了，请回到办税页面');
  const notifications = () =>
    page.evaluate(async () => {
      const [worker] = await navigator.serviceWorker.getRegistrations();
      return (await worker?.getNotifications())?.map(({ title, body }) => title + body);
    });
  await expect.poll(notifications).toEqual(['轮到您了，请回到办税页面']);
  await press(page, '进入视频');
  await officer.has((t) => t.id === ticket && t.joinUntil === undefined);
  await officer.does({ type: 'complete', ticket, outcome: 'resolved' });
  await page.waitForFunction(() => document.title === '您的办件有结果了');
});

test('[TAX-17] a link to a person rather than a ticket shows each open matter of theirs', async () => {
  const payer: Principal = { role: 'taxpayer', sub: 'p-2', hall };
  const own = await speak(city, payer);
  for (const business of ['invoice-claim', 'deed-tax'])
    await own.command({ type: 'submit', business, channel: 'etax', hall });
  const page = await phone(city, `${city.server.url}/my/#token=${await city.server.tokens.sign(payer, 600)}`);
  await face(page, /位/);
  await page.locator('.summary').getByText('发票领用').waitFor();
  await press(page, '契税申报');
  await page.locator('.summary').getByText('契税申报').waitFor();
  own.close();
});
