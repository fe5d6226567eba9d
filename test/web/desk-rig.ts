import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Client, connect } from '../../src/client/connect.ts';
import type { PushBody } from '../../src/protocol/messages.ts';
import type { Bearer } from '../../src/protocol/principal.ts';
import type { TicketView } from '../../src/protocol/views.ts';
import { type Stage, type StageOptions, start } from './support.ts';

export const hall = 'huangpu';
const hour = 3600;

/** Somebody who is not at the page: speaks by the client library until the city ends, and waits for what is told. */
export class Party {
  readonly client: Client;
  readonly #heard: PushBody[] = [];
  #waiting: { wanted: (event: PushBody) => boolean; found: (event: PushBody) => void }[] = [];

  private constructor(url: string, token: string) {
    this.client = connect({
      url,
      token,
      onView: ({ offer, tickets, station }) => {
        if (offer !== undefined) this.#hear({ type: 'offer', offer });
        for (const ticket of tickets) this.#hear({ type: 'ticket', ticket });
        if (station !== undefined) this.#hear({ type: 'station', station });
      },
      onPush: (events) => {
        for (const event of events) this.#hear(event);
      },
    });
  }

  static async of({ server, atEnd }: Stage, by: Bearer): Promise<Party> {
    const party = new Party(server.wsUrl, await server.tokens.sign(by, hour));
    atEnd(() => party.close());
    return party;
  }

  #hear(event: PushBody): void {
    this.#heard.push(event);
    for (const wait of this.#waiting) if (wait.wanted(event)) wait.found(event);
    this.#waiting = this.#waiting.filter(({ wanted }) => !wanted(event));
  }

  /** The first fact of this kind that fits, told already or to come; what was told is forgotten up to there. */
  async told<T extends PushBody['type']>(
    type: T,
    fits: (event: Extract<PushBody, { type: T }>) => boolean = () => true,
  ): Promise<Extract<PushBody, { type: T }>> {
    const wanted = (event: PushBody): boolean => event.type === type && fits(event as Extract<PushBody, { type: T }>);
    const at = this.#heard.findIndex(wanted);
    if (at >= 0) return this.#heard.splice(0, at + 1).at(-1) as Extract<PushBody, { type: T }>;
    const event = await new Promise<PushBody>((found) => this.#waiting.push({ wanted, found }));
    this.#heard.splice(0, this.#heard.indexOf(event) + 1);
    return event as Extract<PushBody, { type: T }>;
  }

  async ticket(fits: (ticket: TicketView) => boolean): Promise<TicketView> {
    return (await this.told('ticket', ({ ticket }) => fits(ticket))).ticket;
  }

  async chats(ticket: string, text: string): Promise<void> {
    await this.client.ask({ type: 'relay', ticket, kind: 'chat', data: text });
  }

  close(): void {
    this.client.close();
  }
}

export const officer = (sub = 'o-1', at = hall): Bearer => ({ role: 'officer', sub, hall: at });
export const atStation = (station: string, sub = `o-${station}`): Bearer => ({ role: 'station', sub, hall, station });
export const taxpayer = (sub: string): Bearer => ({ role: 'taxpayer', sub, hall });
export const tokenOf = ({ server }: Stage, by: Bearer): Promise<string> => server.tokens.sign(by, hour);

/** The bureau's hours do not matter here: a supervisor keeps the hall open. */
async function keepOpen(stage: Stage): Promise<Party> {
  const supervisor = await Party.of(stage, { role: 'supervisor', sub: 'chief', halls: '*' });
  await supervisor.client.command({ type: 'order', order: { of: 'hall', hall, set: 'open' } });
  return supervisor;
}

export interface OpenHall extends Stage {
  supervisor: Party;
}

/** A city whose hall is kept open. */
export async function openHall(env?: Record<string, string>, options?: StageOptions): Promise<OpenHall> {
  const stage = await start(env, options);
  return Object.assign(stage, { supervisor: await keepOpen(stage) });
}

/** What has the focus, by its name. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    const labelled = at instanceof HTMLInputElement || at instanceof HTMLButtonElement ? at.labels : null;
    const label = [...(labelled ?? [])].map((one) => one.textContent).join(' ');
    const text = at?.matches('button, a, [role=tab], [role=menuitem]') ? at.textContent : '';
    return `${at?.getAttribute('aria-label') ?? ''} ${label} ${text}`;
  });

/** Goes by Tab, as somebody without a mouse does, until what is called so has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    if ((await focused(page)).includes(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}; the last was ${await focused(page)}`);
}

export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Sits down by a station's token, signs in and says that there is nothing in the way of work: by keyboard. */
export async function atWork(stage: Stage, station: string): Promise<Page> {
  const page = await stage.visit('desk', await tokenOf(stage, atStation(station)));
  await beginWork(page);
  return page;
}

export async function beginWork(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^签\s?到$/ }).waitFor();
  await press(page, 'Enter');
  await page.getByRole('button', { name: '开始接件' }).waitFor();
  await press(page, 'Alt+p');
  await page.getByText('正在等候派件').waitFor();
}

/** Fills in the reply 发票核定准予, by keyboard but for the day: 25 invoices a month, from 1 December 2026 on. */
export async function fillReply(page: Page): Promise<void> {
  await page.waitForFunction(() => window.document.activeElement?.getAttribute('role') === 'combobox');
  await page.keyboard.type('核定准予');
  await page.locator('.desk-option', { hasText: '发票核定准予' }).waitFor();
  await press(page, 'Enter');
  await page.getByText('票种', { exact: true }).first().waitFor();
  await press(page, 'Space', 'Tab', 'Space', 'ArrowRight', 'ArrowRight', 'Tab');
  await page.keyboard.type('25');
  await press(page, 'Tab');
  await page.getByLabel('生效日期').fill('2026-12-01');
}

/** Nothing that axe-core takes for serious. */
export async function expectAccessible(page: Page): Promise<void> {
  // The page's policy allows no script of others; the test's own is put there by the browser.
  await page.evaluate(axe.source);
  const faults = await page.evaluate(async () => {
    // What fades in or out is not yet what it will be; it begins a frame or two after it is there.
    const passes = () =>
      document.getAnimations().some((a) => a.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    const frame = () => new Promise(requestAnimationFrame);
    do for (let n = 0; n < 5; n++) await frame();
    while (passes());
    const here = globalThis as unknown as { axe: typeof axe };
    const { violations } = await here.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ html, any }) => `${html.slice(0, 200)} (${any[0]?.message})`)
            .join(' | ')}`,
      );
  });
  expect(faults).toEqual([]);
  expect(await page.locator('main').count()).toBe(1);
}

/** A line to the server that can be cut, and be there again; the page is opened by its address. */
export async function openLine({ server, browser }: Stage, token: string) {
  const { port } = new URL(server.url);
  const sockets = new Set<Socket>();
  let whole = true;
  const relay = createServer((near) => {
    const far = createConnection(Number(port), '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    if (!whole) near.destroy();
    // The server knows its own origin only; for it the page is one of its own.
    near.on('data', (data) => {
      const text = data.toString('latin1');
      far.write(
        text.startsWith('GET ') ? Buffer.from(text.replace(/(origin: \S+:)\d+/i, `$1${port}`), 'latin1') : data,
      );
    });
    far.pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }).listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(relay.address() as AddressInfo).port}/desk/#token=${token}`);
  return {
    page,
    cut() {
      whole = false;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      whole = true;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      relay.close();
    },
  };
}
