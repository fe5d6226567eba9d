import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PushBody } from '../../src/protocol/messages.ts';
import {
  director,
  fileTexts,
  goods,
  type Mailbox,
  practiceHome,
  redisTexts,
  take,
  wall,
  withRedis,
} from './practice-rig.ts';
import type { Home } from './support/home.ts';
import type { Served } from './support/process.ts';
import { chief, officerAt, openStation, payer, Speaker } from './support/speaker.ts';

let home: Home;
let mail: Mailbox;
let server: Served;
let window: Speaker;
let taxpayer: Speaker;
let ticket: string;
beforeEach(async () => {
  ({ home, mail } = await practiceHome());
  server = await home.serve();
  window = await openStation(home, 'north-w01');
  taxpayer = await Speaker.enter(home, payer('on the line'));
  ({ ticket } = (await taxpayer.does({ type: 'submit', channel: 'vtax', business: 'vat-return' })).result);
  await take(window, ticket);
});
afterEach(async () => {
  mail.close();
  await home.leave();
});

type Relayed = Extract<PushBody, { type: 'relay' }>;
const heardBy = ({ messages }: Speaker): string[] =>
  messages
    .flatMap((m) => (m.type === 'push' ? m.events : []))
    .filter((e): e is Relayed => e.type === 'relay')
    .map((e) => e.data);
const say = (data: string, kind = 'chat') => ({ type: 'relay', ticket, kind, data });

test('[RLY-1] chat and signalling pass between the two parties of a ticket, in order, and to nobody else', async () => {
  const others = [
    await openStation(home, 'north-w02'),
    // A colleague with a token for the same window, who is not signed in there.
    await Speaker.enter(home, officerAt('north-w01', 'colleague')),
    await Speaker.enter(home, payer('somebody else')),
  ];
  for (const by of [director, chief, goods, wall]) others.push(await Speaker.enter(home, by));
  const spoken = Array.from({ length: 40 }, (_, n) => `offer ${n}`);
  await Promise.all(spoken.map((data) => taxpayer.does(say(data, 'offer'))));
  await Promise.all(spoken.map((data) => window.does(say(`answer to ${data}`, 'answer'))));
  await taxpayer.does(say('候选', 'ice'));
  await window.told('relay', ({ data }) => data === '候选');
  expect(heardBy(window)).toEqual([...spoken, '候选']);
  expect(heardBy(taxpayer)).toEqual(spoken.map((data) => `answer to ${data}`));
  for (const other of others) {
    const asked = await other.ask(say('让我听听'));
    expect(asked).toMatchObject({ code: 'not-found' });
    expect(heardBy(other)).toEqual([]);
  }
});

test('[RLY-2] a guest who has joined speaks and hears with the two, and no longer once it has left', async () => {
  const guest = await openStation(home, 'north-w02');
  await window.does({ type: 'consult', ticket, station: 'north-w02' });
  expect(await guest.ask(say('还没到'))).toMatchObject({ code: 'not-found' });
  await take(guest, ticket);
  await guest.does(say('我来协助'));
  await taxpayer.does(say('你好'));
  await window.does(say('请看这里'));
  await guest.told('relay', ({ data }) => data === '请看这里');
  await taxpayer.told('relay', ({ data }) => data === '请看这里');
  expect(heardBy(window)).toEqual(['我来协助', '你好']);
  expect(heardBy(taxpayer)).toEqual(['我来协助', '请看这里']);
  expect(heardBy(guest)).toEqual(['你好', '请看这里']);
  await window.does({ type: 'endConsult', ticket });
  await taxpayer.does(say('还在吗'));
  expect(await guest.ask(say('还在'))).toMatchObject({ code: 'not-found' });
  expect(heardBy(guest)).toEqual(['你好', '请看这里']);
});

test('[RLY-6] who of three is on the line hears it, though another is not', async () => {
  const guest = await openStation(home, 'north-w02');
  await window.does({ type: 'consult', ticket, station: 'north-w02' });
  await take(guest, ticket);
  await Promise.all([window.leave(), taxpayer.leave()]);
  // The server hears of a closed line a moment after who closed it.
  await vi.waitFor(async () => expect(await guest.ask(say('都不在了'))).toMatchObject({ code: 'wrong-state' }));
  taxpayer = await Speaker.enter(home, payer('on the line'));
  await taxpayer.does(say('他掉线了'));
  await guest.told('relay', ({ data }) => data === '他掉线了');
});

test('[RLY-3] nothing passes out of service, to a line that is down, or beyond the limit of size', async () => {
  const waits = await Speaker.enter(home, payer('waits'));
  const other = (await waits.does({ type: 'submit', channel: 'vtax', business: 'vat-return' })).result.ticket;
  expect(await waits.ask({ ...say('有人吗'), ticket: other })).toMatchObject({ code: 'wrong-state' });
  expect(await taxpayer.ask(say('x'.repeat(12_001)))).toMatchObject({ code: 'bad-message', detail: /^data: / });
  await taxpayer.does(say('x'.repeat(12_000)));
  await taxpayer.leave();
  await window.told('ticket', (t) => t.ticket.awayUntil !== undefined);
  expect(await window.ask(say('听得见吗'))).toMatchObject({
    code: 'wrong-state',
    detail: 'the other party is not on the line',
  });
  taxpayer = await Speaker.enter(home, payer('on the line'));
  await window.does(say('听得见吗'));
  await window.does({ type: 'end', ticket });
  expect(await taxpayer.ask(say('再见'))).toMatchObject({ code: 'wrong-state' });
  await window.does({ type: 'complete', ticket, outcome: 'resolved', reply: '已办结' });
  expect(await taxpayer.ask(say('再见'))).toMatchObject({ code: 'not-found' });
});

test('[RLY-4] what was said is kept nowhere: not in the store, in files, in the log or the metrics, nor for a return', async () => {
  const words = `Qm${Math.random().toString(36).slice(2)}`;
  const since = window.seq;
  await taxpayer.does(say(`${words} chat`));
  await taxpayer.does(say(`${words} ice`, 'ice'));
  await window.told('relay', ({ data }) => data.endsWith('ice'));
  await window.leave();
  const again = await Speaker.enter(home, officerAt('north-w01'), since);
  expect(again.welcome.view).toBeUndefined();
  await again.does({ type: 'view' });
  expect(heardBy(again)).toEqual([]);
  await again.does({ type: 'complete', ticket, outcome: 'resolved', reply: '已办结' });
  const { metrics } = await server.line(({ msg }) => msg === 'the server takes requests');
  const figures = await (await fetch(String(metrics))).text();
  await server.kill('SIGTERM');
  await home.serve();
  const texts = [...(await withRedis(home, redisTexts)), ...(await fileTexts(home))];
  expect(texts.length).toBeGreaterThan(5);
  texts.push(['log', JSON.stringify(server.lines) + server.err], ['metrics', figures]);
  expect(texts.filter(([, text]) => text.includes(words)).map(([where]) => where)).toEqual([]);
});

test('[RLY-5] who speaks faster than a session may is refused, and the other party hears what passed', async () => {
  const answers = await Promise.all(Array.from({ length: 245 }, (_, n) => taxpayer.ask(say(`${n}`))));
  const passed = answers.flatMap((answer, n) => (answer.type === 'ack' ? [`${n}`] : []));
  const fast = answers.filter((answer) => answer.type === 'error' && answer.code === 'too-fast');
  expect(fast.length).toBeGreaterThan(0);
  expect(passed.length + fast.length).toBe(245);
  await window.told('relay', ({ data }) => data === passed.at(-1));
  expect(heardBy(window)).toEqual(passed);
});
