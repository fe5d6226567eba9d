import { join } from 'node:path';
import { type BrowserContextOptions, devices, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { type Client, type ClientCommand, connect } from '../../src/client/connect.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import type { OfferView, TicketView } from '../../src/protocol/views.ts';
import { serious } from './axe.ts';
import { openHall } from './desk-rig.ts';
import { inBoth } from './legible.ts';
import { screensDir } from './screens.ts';
import { rewrite, type Stage } from './support.ts';

export const hall = 'huangpu';
export const hour = 3600;

/** The city with its halls open at any hour, where one may check in long before an appointment, or so `early`. */
export const openCity = (early = '30d') =>
  openHall({}, { edit: (files) => rewrite(join(files, 'bureau.yaml'), 'early: 15m', `early: ${early}`) });

export async function speak(
  { server }: Stage,
  by: Principal,
  heard: Parameters<typeof connect>[0]['onPush'] = () => {},
) {
  const token = await server.tokens.sign(by, hour);
  return connect({ url: server.wsUrl, token, onPush: heard });
}

/** An officer at a station, ready, by the client library; leaves when the test is over. */
export class Officer {
  readonly station: string;
  client!: Client;
  #offers: OfferView[] = [];
  #tickets = new Map<string, TicketView>();
  #look: () => void = () => {};

  private constructor(station: string) {
    this.station = station;
  }

  static async at(stage: Stage, station: string): Promise<Officer> {
    const officer = new Officer(station);
    officer.client = await speak(stage, { role: 'station', sub: `o-${station}`, hall, station }, (events) => {
      for (const event of events) {
        if (event.type === 'offer') officer.#offers.push(event.offer);
        if (event.type === 'ticket') officer.#tickets.set(event.ticket.id, event.ticket);
      }
      officer.#look();
    });
    await officer.does({ type: 'signIn', station });
    await officer.does({ type: 'ready', station });
    onTestFinished(() => officer.#leaves());
    return officer;
  }

  does = (command: ClientCommand) => this.client.command(command);

  async #until<T>(found: () => T | undefined): Promise<T> {
    for (;;) {
      const it = found();
      if (it !== undefined) return it;
      await new Promise<void>((resolve) => {
        this.#look = resolve;
      });
    }
  }

  /** Takes the next offer; the ticket. */
  async accepts(): Promise<string> {
    const offer = await this.#until(() => this.#offers.shift());
    await this.does({ type: 'accept', offer: offer.id });
    return offer.ticket.id;
  }

  /** A ticket on this desk, once it is so. */
  has = (fits: (ticket: TicketView) => boolean): Promise<TicketView> =>
    this.#until(() => [...this.#tickets.values()].find(fits));

  /** Whatever a test that failed left on the desk is done with. */
  async #leaves(): Promise<void> {
    for (const { id, state } of this.#tickets.values())
      if (state === 'serving' || state === 'wrapUp')
        await this.does({ type: 'complete', ticket: id, outcome: 'unreachable' }).catch(() => {});
    await this.does({ type: 'signOut', station: this.station });
    this.client.close();
  }
}

const phoneOptions: BrowserContextOptions = {
  ...devices['Galaxy S8'],
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 1.5,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
};

/** A phone with the page open, by a link where there is one. */
export async function phone(stage: Stage, link?: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await stage.browser.newContext({ ...phoneOptions, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(link ?? `${stage.server.url}/my/`);
  return page;
}

/** What the page's own link is; it is read where the page keeps it for this tab. */
export const linkOf = async (page: Page): Promise<string> =>
  `${new URL(page.url()).origin}/my/#token=${await page.evaluate(() => sessionStorage.getItem('token'))}`;

export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
export const face = (page: Page, title: string | RegExp) =>
  page.locator('.face h1').filter({ hasText: title }).waitFor();

/** Looks at the page in both languages, as axe-core does, and takes a picture of each. */
export const looked = (page: Page, name: string): Promise<void> =>
  inBoth(page, async (language) => {
    const what = `${name}-${language}`;
    expect(await serious(page), what).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide, `${what} is wider than the phone`).toBe(false);
    await page.screenshot({ path: join(screensDir(), `my-${what}.png`), animations: 'disabled' });
  });

/** From the first step to the last, where the number is taken. */
export async function choose(page: Page, { question = '发票不够用', matter = '发票领用', way = '视频办理' } = {}) {
  await page.getByRole('searchbox').fill(question);
  await press(page, new RegExp(matter));
  await page.getByRole('heading', { name: matter }).waitFor();
  await press(page, new RegExp(way));
  await page.getByRole('heading', { name: '取号' }).waitFor();
}

/** Goes by Tab, as somebody without a finger on the glass does, to what is called so, and presses a key. */
export async function tabTo(page: Page, name: string | RegExp, key = 'Enter'): Promise<void> {
  const wanted = page.getByRole('button', { name }).or(page.getByRole('radio', { name })).first();
  await wanted.waitFor();
  for (let i = 0; i < 80; i++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return page.keyboard.press(key);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}`);
}

export const pdf = (size = 2000) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size, 7)]);
