import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WrittenFiles } from '../unit/tiny-bureau.ts';
import { writeBureau } from './support/bureau.ts';
import { Home } from './support/home.ts';
import type { Served } from './support/process.ts';
import { chief, exchange, openStation, Speaker } from './support/speaker.ts';

let home: Home;
let server: Served;
const base = ({ bureau }: WrittenFiles) => {
  bureau.rules.voice = { ...bureau.rules.voice, offer: '60s', steps: [{ scope: 'hall' }] };
};
beforeEach(async () => {
  home = await Home.make(base);
  server = await home.serve();
});
afterEach(() => home.leave());

const rewrite = (change: (files: WrittenFiles) => void) =>
  writeBureau(join(home.dir, 'bureau'), (files) => {
    base(files);
    change(files);
  });
const call = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim' };

test('[SRV-10] a faulty file changes nothing and says why, by SIGHUP and by command', async () => {
  const calls = await Speaker.enter(home, exchange);
  const chiefs = await Speaker.enter(home, chief);
  await calls.does(call);
  const before = await home.journal();
  await writeFile(join(home.dir, 'bureau', 'halls.yaml'), '- code: north\n  name: [unclosed\n');
  expect(await chiefs.ask({ type: 'reload' })).toMatchObject({
    type: 'error',
    code: 'bad-config',
    retryable: false,
    detail: expect.stringMatching(/^halls\.yaml:\d+ /),
  });
  const from = server.lines.length;
  process.kill(server.pid, 'SIGHUP');
  const line = await server.line((l) => String(l.msg).includes('were not taken'), from);
  expect(line.reason).toMatch(/halls\.yaml:\d+ /);
  expect(await home.journal()).toEqual(before);
  await rewrite(({ bureau }) => {
    bureau.code = 'another';
  });
  expect(await chiefs.ask({ type: 'reload' })).toMatchObject({ code: 'bad-config', detail: /another bureau/ });
  expect(await home.journal()).toEqual(before);
  await calls.does(call);
});

test('[SRV-11] a good change is adopted at once and keeps the queue', async () => {
  const calls = await Speaker.enter(home, exchange);
  const chiefs = await Speaker.enter(home, chief);
  const queue = [];
  for (let i = 0; i < 3; i++) queue.push((await calls.does(call)).result.ticket);
  const seat = await openStation(home, 'north-s01');
  const first = (await seat.told('offer')).offer;
  expect(first.ticket.id).toBe(queue[0]);
  expect(first.deadline - Date.now()).toBeGreaterThan(30_000);

  await rewrite(({ bureau }) => {
    bureau.rules.voice.offer = '5s';
  });
  process.kill(server.pid, 'SIGHUP');
  const line = await server.line((l) => l.msg === 'the bureau files were read');
  expect(line).toMatchObject({ changed: true });
  expect(await chiefs.does({ type: 'reload' })).toMatchObject({ result: { version: line.version, changed: false } });

  await seat.does({ type: 'accept', offer: first.id });
  await seat.does({ type: 'complete', ticket: first.ticket.id, outcome: 'resolved' });
  const second = (await seat.told('offer', ({ offer }) => offer.id !== first.id)).offer;
  expect(second.ticket.id).toBe(queue[1]);
  expect(second.deadline - Date.now()).toBeLessThan(10_000);
  expect((await home.journal()).filter((s) => s.type === 'adopt').map((s) => s.events[0]!.type)).toEqual([
    'config.adopted',
  ]);
});

test('[SRV-12] a business and a hall that leave the files: their open tickets are still served to the end', async () => {
  const calls = await Speaker.enter(home, exchange);
  const seat = await openStation(home, 'south-s01');
  const social = { ...call, hall: 'south', business: 'social-fee' };
  const one = (await calls.does(social)).result.ticket;
  const two = (await calls.does(social)).result.ticket;
  const { offer } = await seat.told('offer');
  await seat.does({ type: 'accept', offer: offer.id });

  await rewrite((files) => {
    files.halls = files.halls.filter((hall) => hall.code !== 'south');
    files.businesses = files.businesses.filter((business) => business.code !== 'social-fee');
    delete files.bureau.skills.social;
    for (const row of files.halls.flatMap((hall) => hall.stations)) delete row.skills.social;
  });
  process.kill(server.pid, 'SIGHUP');
  await server.line((l) => String(l.msg).startsWith('the bureau files were'));
  expect(server.lines.at(-1)).toMatchObject({ changed: true });

  expect(await calls.ask(social)).toMatchObject({ code: 'unknown-hall' });
  expect(await calls.ask({ ...social, hall: 'north' })).toMatchObject({ code: 'unknown-business' });
  await seat.does({ type: 'complete', ticket: one, outcome: 'resolved' });
  const next = (await seat.told('offer', ({ offer }) => offer.ticket.id === two)).offer;
  await seat.does({ type: 'accept', offer: next.id });
  await seat.does({ type: 'complete', ticket: two, outcome: 'resolved' });
  // And the server can be started again by these files, on this journal.
  await server.kill('SIGKILL');
  await home.serve();
  const { status, out } = await home.yunting(['replay', '--json']);
  expect([status, JSON.parse(out)]).toMatchObject([0, { equal: true, imbalance: 0 }]);
});
