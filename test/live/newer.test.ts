import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { lookForNewer } from '../../web/kit/version.ts';

test('[KIT-5] a line that goes while a page looks for a newer build is no newer build, and no fault', async () => {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': 10_000 });
    response.write('<!doctype html>', () => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    vi.unstubAllGlobals();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal('location', { pathname: `http://127.0.0.1:${port}/board/` });
  expect(await lookForNewer()).toBe(false);
  expect(asked).toEqual(['/board/']);
});
