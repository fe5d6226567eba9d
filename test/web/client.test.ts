import { expect, test } from 'vitest';
import { forAllTests } from './for-all-tests.ts';
import { start } from './support.ts';

const city = forAllTests(start);

test('[WEB-1] the index page says what this server is and leads to what can be looked at', async () => {
  const page = await city.browser.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(city.server.url);
  expect(await page.title()).toContain('云厅');
  const links = await page.locator('a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
  for (const link of links) expect((await fetch(link)).status, link).toBe(200);
  expect(links.length).toBeGreaterThan(4);
  expect(faults).toEqual([]);
  await page.close();
});

test('[WEB-2] the client library works a ticket from a browser: an officer’s page serves it to its end', async () => {
  const { server, browser, friend } = city;
  const station = 'huangpu-w01';
  const officer = await server.tokens.sign({ role: 'station', sub: 'o1', hall: 'huangpu', station }, 600);
  const portal = await server.tokens.sign({ role: 'channel', sub: 'etax', channel: 'etax', halls: '*' }, 600);
  const page = await browser.newPage();
  await page.goto(friend);
  await page.waitForFunction(() => 'connect' in globalThis);
  const told = await page.evaluate(
    async ({ url, officer, portal, station }) => {
      const { connect } = globalThis as unknown as { connect: typeof import('../../src/client/connect.ts').connect };
      const states: string[] = [];
      const closed = Promise.withResolvers<void>();
      const desk = connect({
        url,
        token: officer,
        onPush: (events) => {
          for (const event of events) {
            if (event.type !== 'ticket') continue;
            const { id, state } = event.ticket;
            states.push(state);
            if (state === 'serving') desk.command({ type: 'complete', ticket: id, outcome: 'resolved' });
            if (state === 'closed') closed.resolve();
          }
        },
      });
      await desk.command({ type: 'signIn', station });
      await desk.command({ type: 'ready', station });
      const line = connect({ url, token: portal });
      const { ticket } = await line.command({
        type: 'submit',
        business: 'invoice-claim',
        channel: 'etax',
        hall: 'huangpu',
      });
      await closed.promise;
      desk.close();
      line.close();
      return { ticket, states };
    },
    { url: server.wsUrl, officer, portal, station },
  );
  expect(told).toEqual({ ticket: expect.stringMatching(/^t/), states: ['serving', 'closed'] });
  expect(server.host.core.figures(Date.now()).closed).toMatchObject({ resolved: 1 });
  await page.close();
});

test('[WEB-3] a page of an origin that is not allowed cannot open a session', async () => {
  const opens = async (origin: string) => {
    const page = await city.browser.newPage();
    await page.goto(origin);
    const outcome = await page.evaluate(
      (url) =>
        new Promise((resolve) => {
          const socket = new WebSocket(url);
          socket.onopen = () => resolve('open');
          socket.onerror = () => resolve('refused');
        }),
      city.server.wsUrl,
    );
    await page.close();
    return outcome;
  };
  expect(await opens(city.friend)).toBe('open');
  expect(await opens(city.stranger)).toBe('refused');
});
