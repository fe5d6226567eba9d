import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, connect } from '../../src/client/connect.ts';
import { readSettings } from '../../src/config/env.ts';
import { pack, unpacker } from '../../web/kit/video/wire.ts';
import { serious } from './axe.ts';
import { buildCallPages } from './call-pages.ts';
import { forAllTests } from './for-all-tests.ts';
import { screensDir } from './screens.ts';
import { start } from './support.ts';

const hall = 'huangpu';
const station = 'huangpu-w01';

/** Nobody answers there: on one machine none is needed. */
const iceServers = [{ urls: ['turn:127.0.0.1:9'], username: 'u', credential: 'not for the public' }];
const narrow = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

let pages: string;
let screens: string;
const city = forAllTests(async () => {
  pages = await buildCallPages();
  return start({ YUNTING_PAGES_DIR: pages, YUNTING_ICE_SERVERS: JSON.stringify(iceServers) });
});
let desk: Page;
let phone: Page;
let hand: Client;
let ticket: string;

/** A video ticket in service, its officer's page and its taxpayer's page open. */
beforeAll(async () => {
  screens = screensDir();
  const { tokens } = city.server;
  // Whatever the hour of the test is.
  const chief = connect({
    url: city.server.wsUrl,
    token: await tokens.sign({ role: 'supervisor', sub: 's1', halls: '*' }, 3600),
  });
  await chief.command({ type: 'order', order: { of: 'hall', hall, set: 'open' } });
  chief.close();
  const portal = await tokens.sign({ role: 'channel', sub: 'vtax', channel: 'vtax', halls: '*' }, 3600);
  const line = connect({ url: city.server.wsUrl, token: portal });
  ({ ticket } = await line.command({ type: 'submit', channel: 'vtax', business: 'vat-return', hall }));
  const own = await tokens.sign({ role: 'taxpayer', sub: 'own', hall, ticket }, 3600);
  phone = await city.visit('my', own, narrow);
  await phone.getByText('nothing in service').waitFor();

  const officer = await tokens.sign({ role: 'station', sub: 'o1', hall, station }, 3600);
  const serving = Promise.withResolvers<void>();
  hand = connect({
    url: city.server.wsUrl,
    token: officer,
    onPush(events) {
      for (const event of events) {
        if (event.type === 'offer') void hand.command({ type: 'accept', offer: event.offer.id });
        if (event.type === 'ticket' && event.ticket.state === 'serving') serving.resolve();
      }
    },
  });
  await hand.command({ type: 'signIn', station });
  await hand.command({ type: 'ready', station });
  await serving.promise;
  // As by the button that the taxpayer's own page has: who does not come is taken for a no-show after a minute.
  await line.command({ type: 'join', ticket });
  line.close();
  // From here on the officer's page is the station's session.
  hand.close();
  desk = await city.visit('desk', officer);
});
afterAll(() => rmSync(pages, { recursive: true, force: true }));

interface Flow {
  framesDecoded: number;
  videoBytes: number;
  audioBytes: number;
  /** Loudness that came in since the beginning: more while a tone plays. */
  audioEnergy: number;
  width: number;
}

/** What has come in over the page's newest connection. */
const flow = (page: Page): Promise<Flow> =>
  page.evaluate(async () => {
    const made = (globalThis as unknown as { made: RTCPeerConnection[] }).made;
    const found = { framesDecoded: 0, videoBytes: 0, audioBytes: 0, audioEnergy: 0, width: 0 };
    for (const report of (await made.at(-1)?.getStats())?.values() ?? []) {
      if (report.type !== 'inbound-rtp') continue;
      if (report.kind === 'audio') {
        found.audioBytes += report.bytesReceived;
        found.audioEnergy += report.totalAudioEnergy;
      } else {
        found.framesDecoded += report.framesDecoded ?? 0;
        found.videoBytes += report.bytesReceived;
        found.width = report.frameWidth ?? 0;
      }
    }
    return found;
  });

/** Waits until something of the flow has grown by `more` from now. */
async function grows(page: Page, what: keyof Flow, more: number): Promise<void> {
  const before = (await flow(page))[what];
  await expect.poll(async () => (await flow(page))[what] - before, { timeout: 30_000 }).toBeGreaterThan(more);
}

/** Picture and sound come in, at both sides. */
async function bothSides(): Promise<void> {
  for (const page of [desk, phone]) {
    await page.locator('.call-other[data-state=connected]').waitFor({ timeout: 30_000 });
    await grows(page, 'framesDecoded', 5);
    await grows(page, 'videoBytes', 1000);
    await grows(page, 'audioBytes', 500);
  }
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

test('[VID-1] officer and taxpayer see and hear each other: frames are decoded and sound comes in at both sides', async () => {
  await bothSides();
  await grows(desk, 'audioEnergy', 0);
  const plays = (page: Page) =>
    page.locator('.call-other video').evaluate((video: HTMLVideoElement) => !video.paused && video.videoWidth > 0);
  expect([await plays(desk), await plays(phone)]).toEqual([true, true]);
});

test('[VID-2] who mutes is silent and who turns the camera off is dark, the other side is told, and both come back', async () => {
  await press(phone, '麦克风');
  await press(phone, '摄像头');
  await desk.getByText('对方已静音').waitFor();
  await desk.getByText('对方已关闭摄像头').waitFor();
  // What was under way when the camera went out.
  await desk.waitForTimeout(500);
  const { framesDecoded, audioEnergy } = await flow(desk);
  await grows(phone, 'framesDecoded', 20);
  const later = await flow(desk);
  expect(later.framesDecoded).toBe(framesDecoded);
  expect(later.audioEnergy - audioEnergy).toBeLessThan(1e-6);
  await phone.locator('.call').press('m');
  await phone.locator('.call').press('v');
  await desk.getByText('对方已静音').waitFor({ state: 'detached' });
  await bothSides();
});

test('[VID-3] a shared screen is seen by the other side, and the camera after it', async () => {
  const camera = (await flow(phone)).width;
  await press(desk, '共享屏幕');
  await desk.getByText('您正在共享屏幕').waitFor();
  await phone.getByText('对方正在共享屏幕').waitFor();
  await expect.poll(async () => (await flow(phone)).width, { timeout: 30_000 }).not.toBe(camera);
  await grows(phone, 'framesDecoded', 3);
  await press(desk, '共享屏幕');
  await phone.getByText('对方正在共享屏幕').waitFor({ state: 'detached' });
  await grows(phone, 'framesDecoded', 5);
});

test('[VID-4] a page of either side that is loaded again is in the call again, also when both come at once', async () => {
  await phone.reload();
  await bothSides();
  await desk.reload();
  await bothSides();
  for (let n = 0; n < 3; n++) {
    await Promise.all([desk.reload(), phone.reload()]);
    await bothSides();
    // Whoever called and gave way can still be silent, and heard again.
    await press(phone, '麦克风');
    await desk.getByText('对方已静音').waitFor();
    await press(phone, '麦克风');
    await desk.getByText('对方已静音').waitFor({ state: 'detached' });
  }
});

test('[VID-5] the call goes on while the server is away, and a page that is loaded after that is in it again', async () => {
  const before = (await flow(desk)).framesDecoded;
  await city.restart();
  // The same connection: counted on from there.
  expect((await flow(desk)).framesDecoded).toBeGreaterThan(before);
  await bothSides();
  await phone.reload();
  await bothSides();
});

test('[VID-6] a second page of the taxpayer takes the call over, and the first can take it back', async () => {
  const second = await phone.context().newPage();
  const token = await phone.evaluate(() => sessionStorage.getItem('token'));
  await second.goto(`${city.server.url}/my/#token=${token}`);
  await second.locator('.call-other[data-state=connected]').waitFor({ timeout: 30_000 });
  await phone.getByText('通话已转到您的另一个页面').waitFor();
  await press(phone, '在此继续');
  await phone.locator('.call-other[data-state=connected]').waitFor({ timeout: 30_000 });
  await second.getByText('通话已转到您的另一个页面').waitFor();
  await second.close();
  await bothSides();
});

test('[VID-11] a late word of a page that was left does not end the call of the page that took it over', async () => {
  const token = (await phone.evaluate(() => sessionStorage.getItem('token'))) ?? '';
  // The page that takes the call over is spoken for by hand, and so is the late word of the one that was left.
  const heard: { to?: string; bye?: string; description?: unknown }[] = [];
  const unpack = unpacker();
  const third = connect({
    url: city.server.wsUrl,
    token,
    onPush(events) {
      for (const event of events) if (event.type === 'relay') heard.push(unpack(event.data) ?? {});
    },
  });
  const here = async (name: string) => {
    const signal = { from: { who: 'taxpayer', page: name } };
    for (const data of pack(signal)) await third.ask({ type: 'relay', ticket, kind: 'offer', data });
  };
  const sentAway = () => heard.filter(({ bye }) => bye === 'elsewhere').map(({ to }) => to);
  await here('taker');
  await expect.poll(() => heard.some(({ to, description }) => to === 'taker' && description !== undefined)).toBe(true);
  await phone.getByText('通话已转到您的另一个页面').waitFor();
  const [left] = sentAway();
  expect(sentAway()).toEqual([expect.not.stringMatching('taker')]);
  await here(left!);
  await expect.poll(() => sentAway()).toEqual([left, left]);
  third.close();
  await press(phone, '在此继续');
  await bothSides();
});

test('[VID-7] a line of chat reaches the other side once; what was not delivered says so and can be sent again', async () => {
  const write = async (page: Page, text: string) => {
    await page.getByPlaceholder('输入文字').fill(text);
    await page.keyboard.press('Enter');
  };
  await write(desk, '请把申报表举到镜头前。');
  await phone.getByText('请把申报表举到镜头前。').waitFor();
  await write(phone, '好的');
  await desk.locator('.chat-line', { hasText: '好的' }).waitFor();
  expect(await desk.locator('.chat-line').count()).toBe(2);

  const address = desk.url();
  await desk.goto('about:blank');
  await write(phone, '您还在吗？');
  await phone.getByText('没有送达').waitFor();
  await desk.goto(address);
  await bothSides();
  await phone.getByRole('button', { name: '重发' }).click();
  await phone.getByText('没有送达').waitFor({ state: 'detached' });
  await desk.getByText('您还在吗？').waitFor();
});

test('[VID-8] every state of a call has a face that says what to do, in both languages, and axe finds nothing', async () => {
  const shown = async (page: Page, name: string) => {
    const found = await serious(page);
    expect(found).toEqual([]);
    await page.screenshot({ path: join(screens, `video-${name}.png`) });
  };
  await bothSides();
  await shown(desk, 'connected-desk-zh');
  await shown(phone, 'connected-phone-zh');

  const token = (await phone.evaluate(() => sessionStorage.getItem('token'))) ?? '';
  const refused = await city.visit('my', token, { ...narrow, locale: 'en-GB' });
  // As of somebody who said no.
  await refused.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await refused.reload();
  await refused.getByText('Camera or microphone were not allowed').waitFor();
  await refused.locator('.call-other[data-state=connected]').waitFor({ timeout: 30_000 });
  await shown(refused, 'refused-phone-en');
  await phone.getByText('通话已转到您的另一个页面').waitFor();
  await shown(phone, 'elsewhere-phone-zh');
  await refused.context().close();
  await desk.getByText('正在等候纳税人接入').waitFor();
  await shown(desk, 'waiting-desk-zh');
});

test('[VID-9] the servers that help pages to find each other are told to pages in a session, and not to the public', async () => {
  const used = await desk.evaluate(
    () => (globalThis as unknown as { made: RTCPeerConnection[] }).made.at(-1)?.getConfiguration().iceServers,
  );
  expect(used).toMatchObject(iceServers);
  const open = await (await fetch(`${city.server.url}/api/catalogue`)).text();
  expect(open).toContain('huangpu');
  expect(open).not.toContain('not for the public');
  expect(() => readSettings({ YUNTING_ICE_SERVERS: '[{"url":"turn:x"}]' })).toThrow('YUNTING_ICE_SERVERS[0]');
  expect(() => readSettings({ YUNTING_ICE_SERVERS: 'turn:x' })).toThrow('YUNTING_ICE_SERVERS: expected JSON');
});
