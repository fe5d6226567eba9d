import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Stage } from './support.ts';

/** What went on around a page, from its first load to its end. */
export interface Witness {
  context: BrowserContext;
  page: Page;
  /** Breaches of its own policy, faults of its scripts, and what it wrote to the console as an error. */
  faults: string[];
  /** Addresses that were asked for, WebSockets too, and whoever was named as the page that asked. */
  asked: { url: string; referer: string | undefined }[];
  /** The policies that its documents came with. */
  policies: string[];
}

/** A browser context of its own, as of another person, that is watched from before its first page on. */
export async function watched({ browser }: Stage, options: BrowserContextOptions = {}): Promise<Witness> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 }, ...options });
  const witness: Witness = { context, page: await context.newPage(), faults: [], asked: [], policies: [] };
  const { page, faults, asked, policies } = witness;
  page.setDefaultTimeout(20_000);
  await page.exposeFunction('breached', (what: string) => void faults.push(what));
  await context.addInitScript(() => {
    const { breached } = globalThis as unknown as { breached(what: string): void };
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      breached(`policy ${violatedDirective}: ${blockedURI} in ${sourceFile}`),
    );
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // A line that is down is said so by the browser itself, for each try.
    if (message.type() === 'error' && !/net::ERR_|WebSocket connection to|Failed to load resource/.test(message.text()))
      faults.push(`console: ${message.text()}`);
  });
  context.on('request', (request) => asked.push({ url: request.url(), referer: request.headers().referer }));
  page.on('websocket', (socket) => asked.push({ url: socket.url(), referer: undefined }));
  page.on('response', (response) => {
    if (response.request().resourceType() === 'document')
      policies.push(response.headers()['content-security-policy'] ?? 'none');
  });
  return witness;
}

/** All that a page keeps on its device, as text. */
export const kept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const all: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie, window.name, history.state];
    for (const { name } of await indexedDB.databases()) {
      const base = await new Promise<IDBDatabase>((resolve, reject) => {
        const opened = indexedDB.open(name!);
        opened.onsuccess = () => resolve(opened.result);
        opened.onerror = () => reject(opened.error);
      });
      for (const store of base.objectStoreNames)
        all.push(
          await new Promise((resolve, reject) => {
            const got = base.transaction(store).objectStore(store).getAll();
            got.onsuccess = () => resolve(got.result);
            got.onerror = () => reject(got.error);
          }),
        );
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) all.push(request.url, await (await cache.match(request))?.text());
    }
    return JSON.stringify(all);
  });

/** What a signed token says to who opens it, beside the text that it is. */
const opened = (text: string): string =>
  text.replace(/eyJ[\w-]+\.([\w-]+)\.[\w-]+/g, (_, claims) => Buffer.from(claims, 'base64url').toString());

/** Nothing was breached, no token was in an address, and none of these values is kept on the device. */
export async function expectClean(name: string, witness: Witness, personal: readonly string[]): Promise<void> {
  const { page, faults, asked, policies } = witness;
  expect(faults, `${name}: faults`).toEqual([]);
  expect(policies.length, `${name}: documents`).toBeGreaterThan(0);
  for (const policy of policies) {
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
  }
  expect(asked.length).toBeGreaterThan(3);
  const told = asked.filter(
    ({ url, referer }) => /[?&]token=|eyJ/.test(`${new URL(url).pathname}${new URL(url).search}`) || referer,
  );
  expect(told, `${name}: addresses`).toEqual([]);
  expect(page.url(), name).not.toMatch(/token=|eyJ/);
  const all = opened(await kept(page));
  for (const value of personal) expect(all, `${name} keeps ${value}`).not.toContain(value);
}
