import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { atStation, beginWork, expectAccessible, openHall, press, tabTo, tokenOf } from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';
import { choose, face } from './my-rig.ts';
import { screensDir } from './screens.ts';

const city = forAllTests(openHall);
let host: Page;
let guest: Page;
let phone: Page;

/** A browser of its own, whose connections can be looked at. */
async function open(address: string, small = false): Promise<Page> {
  const viewport = small ? { width: 360, height: 740 } : { width: 1366, height: 768 };
  const context = await city.browser.newContext({ locale: 'zh-CN', viewport });
  await context.addInitScript(() => {
    const made: RTCPeerConnection[] = [];
    Object.assign(globalThis, { made });
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        made.push(this);
      }
    };
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${city.server.url}${address}`);
  return page;
}

beforeAll(async () => {
  const desk = async (station: string) => open(`/desk/#token=${await tokenOf(city, atStation(station))}`);
  [host, guest, phone] = await Promise.all([desk('huangpu-w01'), desk('huangpu-w02'), open('/my/', true)]);
});

/** For each connection that is up: pictures that were decoded and sound that came in so far. */
const flows = (page: Page): Promise<{ frames: number; audio: number }[]> =>
  page.evaluate(async () => {
    const { made } = globalThis as unknown as { made: RTCPeerConnection[] };
    const up = made.filter(({ connectionState }) => connectionState === 'connected');
    return Promise.all(
      up.map(async (pc) => {
        const flow = { frames: 0, audio: 0 };
        for (const report of (await pc.getStats()).values()) {
          if (report.type !== 'inbound-rtp') continue;
          if (report.kind === 'video') flow.frames += report.framesDecoded ?? 0;
          else flow.audio += report.bytesReceived;
        }
        return flow;
      }),
    );
  });

/** So many others are seen and heard on this page: on each connection pictures and sound go on coming in. */
async function meets(page: Page, others: number): Promise<void> {
  const seen = () => page.locator('.call-other').evaluateAll((all) => all.map((one) => one.getAttribute('data-state')));
  // Nobody who has left stands there any more either.
  await expect.poll(seen, { timeout: 15_000 }).toEqual(Array.from({ length: others }, () => 'connected'));
  const before = await flows(page);
  expect(before.length).toBe(others);
  const more = async () => {
    const now = await flows(page);
    return (
      now.length === others &&
      now.every(({ frames, audio }, n) => frames > before[n]!.frames + 5 && audio > before[n]!.audio + 500)
    );
  };
  await expect.poll(more, { timeout: 30_000 }).toBe(true);
  const plays = await page
    .locator('.call-other video')
    .evaluateAll((all) =>
      all.map((video) => !(video as HTMLVideoElement).paused && (video as HTMLVideoElement).videoWidth > 0),
    );
  expect(plays).toEqual(Array.from({ length: others }, () => true));
}

// Five pictures at a time are made and drawn without a graphics card.
test('[VID-10] a colleague who joins is in the call: three see and hear each other, and two go on when the ticket was handed over', async () => {
  await beginWork(host);
  await choose(phone);
  await phone.getByRole('button', { name: '取号', exact: true }).click();
  await host.getByRole('region', { name: /新派件/ }).waitFor();
  await press(host, 'a');
  await face(phone, '轮到您了');
  await phone.getByRole('button', { name: '进入视频' }).click();
  await Promise.all([meets(host, 1), meets(phone, 1)]);

  await beginWork(guest);
  await host.getByRole('heading', { name: '发票领用' }).click();
  const ask = async () => {
    await press(host, 'c');
    await host.getByRole('radio', { name: /黄埔 w02.*待派件/ }).check();
    await tabTo(host, '给接手同事的话');
    await press(host, 'Control+Enter');
    await guest.getByRole('region', { name: /同事邀请/ }).waitFor();
    await press(guest, 'Alt+a');
    await host.getByText('黄埔 w02已加入协同').waitFor();
  };
  await ask();
  await Promise.all([meets(host, 2), meets(guest, 2), meets(phone, 2)]);
  for (const page of [host, guest]) await expectAccessible(page);
  // Who is who is written at each.
  for (const name of ['纳税人', '协同']) await host.locator('.call-notes', { hasText: name }).waitFor();
  for (const [name, page] of Object.entries({ desk: host, phone }))
    await page.screenshot({ path: join(screensDir(), `video-three-${name}-zh.png`) });

  // What one of the three does, both others are told.
  await guest.locator('.call').getByRole('button', { name: '麦克风' }).click();
  for (const page of [host, phone]) await page.getByText('对方已静音').waitFor();
  await guest.locator('.call').getByRole('button', { name: '麦克风' }).click();
  for (const page of [host, phone]) await page.getByText('对方已静音').waitFor({ state: 'detached' });

  // The colleague goes, and the two are alone again.
  await guest.getByRole('button', { name: '退出协同' }).click();
  await guest.locator('.call').waitFor({ state: 'detached' });
  await Promise.all([meets(host, 1), meets(phone, 1)]);

  await ask();
  await Promise.all([meets(host, 2), meets(guest, 2), meets(phone, 2)]);
  await host.getByRole('button', { name: '移交给对方' }).click();
  await host.locator('.call').waitFor({ state: 'detached' });
  await Promise.all([meets(guest, 1), meets(phone, 1)]);
}, 240_000);
