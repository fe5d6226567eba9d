import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Clock } from '../../src/clock.ts';
import { readSettings } from '../../src/config/env.ts';
import { type Server, startServer } from '../../src/server.ts';

const src = resolve(import.meta.dirname, '../../src');

export interface Stage {
  server: Server;
  browser: Browser;
  /** An origin that the server allows, and one that it does not; both have the client as `globalThis.connect`. */
  friend: string;
  stranger: string;
  /** The folder of the bureau's files: a copy of its own. */
  files: string;
  /** A page in a browser context of its own, as of another person, opened by a link with that token. */
  visit(page: 'desk' | 'my' | 'board' | 'department', token: string, options?: BrowserContextOptions): Promise<Page>;
  /** The server ends, and another begins on the same port and data; `other`: what is set otherwise from then on. */
  restart(other?: Record<string, string>): Promise<void>;
  /** Does so when the city ends, before its server does. */
  atEnd(deed: () => void): void;
  /** All but the browser. */
  stop(): Promise<void>;
}

export interface StageOptions {
  clock?: Clock;
  /** Arguments for Chromium. */
  chromium?: string[];
  /** Changes the bureau's files before the server reads them. */
  edit?: (files: string) => void;
}

/** A real server on free ports with a Redis of its own, two origins with pages, and Debian's Chromium. */
export async function start(more: Record<string, string> = {}, options: StageOptions = {}): Promise<Stage> {
  const [friend, stranger] = await Promise.all([servePages(), servePages()]);
  const home = mkdtempSync(join(tmpdir(), 'yunting-web-'));
  const [data, files] = [join(home, 'data'), join(home, 'bureau')];
  mkdirSync(data);
  cpSync('config/guangzhou', files, { recursive: true });
  options.edit?.(files);
  const ports = { YUNTING_PORT: '0', YUNTING_METRICS_PORT: '0' };
  const folders = { YUNTING_DATA_DIR: data, YUNTING_BUREAU_DIR: files };
  const env = { ...folders, ...ports, YUNTING_ALLOWED_ORIGINS: friend.origin, ...more };
  let now: Record<string, string> = {};
  const serve = (port: string) =>
    startServer(readSettings({ ...env, ...now, YUNTING_PORT: port }), {
      ...(options.clock && { clock: options.clock }),
      log: pino({ level: 'error' }),
    });
  let server = await serve(env.YUNTING_PORT);
  const browser = await openBrowser(options.chromium);
  const deeds: (() => void)[] = [];
  return {
    get server() {
      return server;
    },
    browser,
    friend: friend.origin,
    stranger: stranger.origin,
    files,
    async visit(name, token, options) {
      const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 }, ...options });
      const page = await context.newPage();
      await page.goto(`${server.url}/${name}/#token=${token}`);
      return page;
    },
    async restart(other = {}) {
      const { port } = new URL(server.url);
      now = { ...now, ...other };
      await server.stop();
      server = await serve(port);
    },
    atEnd(deed) {
      deeds.push(deed);
    },
    async stop() {
      for (const deed of deeds) deed();
      await server.stop();
      friend.close();
      stranger.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Camera and microphone are Chromium's own moving test picture and tone; nobody is asked for them. */
export const openBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
      ...more,
    ],
  });

/** Puts something else in place of what stands in a file; a file without it is a fault. */
export function rewrite(path: string, from: string, to: string): void {
  const before = readFileSync(path, 'utf8');
  if (!before.includes(from)) throw new Error(`${path} has no ${from}`);
  writeFileSync(path, before.replace(from, to));
}

/** A page that has the client library as a module, its types stripped as Node does it. */
async function servePages(): Promise<{ origin: string; close(): void }> {
  const server = createServer(async ({ url = '/' }, response) => {
    if (url.startsWith('/src/')) {
      const code = await readFile(join(src, url.slice('/src/'.length)), 'utf8');
      response.setHeader('content-type', 'text/javascript').end(stripTypeScriptTypes(code));
    } else {
      const load = "import { connect } from '/src/client/connect.ts'; globalThis.connect = connect;";
      response.setHeader('content-type', 'text/html').end(`<!doctype html><script type="module">${load}</script>`);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
