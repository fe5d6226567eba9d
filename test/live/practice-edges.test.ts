import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PushBody } from '../../src/protocol/messages.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { director, goods, type Mailbox, practiceHome, southern, wall } from './practice-rig.ts';
import type { Home } from './support/home.ts';
import { chief, openStation, payer, portal, Speaker } from './support/speaker.ts';

let home: Home;
let mail: Mailbox;
let portals: Speaker;
const income: Principal = { role: 'department', sub: 'taxman', department: 'income' };
beforeEach(async () => {
  ({ home, mail } = await practiceHome((files) => {
    files.departments.push({ code: 'income', name: '所得税处', en: 'Income Tax' });
    Object.assign(files.bureau.rules.document, { escalate: '2s', limit: '1s' });
  }));
  await home.serve();
  portals = await Speaker.enter(home, portal);
});
afterEach(async () => {
  mail.close();
  await home.leave();
});

type Body<T extends PushBody['type']> = Extract<PushBody, { type: T }>;
const heard = <T extends PushBody['type']>({ messages }: Speaker, type: T): Body<T>[] =>
  messages.flatMap((m) => (m.type === 'push' ? m.events : [])).filter((e): e is Body<T> => e.type === type);
const enterAll = async <K extends string>(who: Record<K, Principal>, since: Partial<Record<K, number>> = {}) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries<Principal>(who).map(async ([name, by]) => [name, await Speaker.enter(home, by, since[name as K])]),
    ),
  ) as Record<K, Speaker>;

/** A document at work on the first window of a hall. */
async function atWork(window: Speaker, hall: string): Promise<string> {
  const { ticket } = (await portals.does({ type: 'submit', channel: 'etax', business: 'vat-return', hall })).result;
  await window.told('ticket', (t) => t.ticket.id === ticket && t.ticket.state === 'serving');
  return ticket;
}
const ask = (ticket: string, department: string) => ({ type: 'escalate', ticket, department, question: '可否受理' });

const everybody = { director, southern, chief, wall, goods, income };

test('[EDG-1] departments hear of their own questions; supervisors and readers of what is late, breached or badly rated in their halls', async () => {
  const [north, south] = [await openStation(home, 'north-w01'), await openStation(home, 'south-w01')];
  const all = await enterAll(everybody);
  const [n, s] = [await atWork(north, 'north'), await atWork(south, 'south')];
  await north.does(ask(n, 'goods'));
  await south.does(ask(s, 'income'));
  const ofNorth = { escalations: [n], breached: [n] };
  const listed = async (speaker: Speaker, type: string) =>
    ((await speaker.does({ type })).result as unknown as { ticket: string }[]).map(({ ticket }) => ticket).sort();
  expect(await listed(all.goods, 'escalations')).toEqual([n]);
  expect(await listed(all.income, 'escalations')).toEqual([s]);
  expect(await listed(all.director, 'escalations')).toEqual([n]);
  expect(await listed(all.southern, 'escalations')).toEqual([s]);
  for (const over of [all.chief, all.wall]) expect(await listed(over, 'escalations')).toEqual([n, s].sort());
  expect(await north.ask({ type: 'escalations' })).toMatchObject({ code: 'forbidden' });
  expect(await all.goods.ask({ type: 'followUps' })).toMatchObject({ code: 'forbidden' });
  expect(await all.goods.ask({ type: 'board' })).toMatchObject({ code: 'forbidden' });

  const late = (speaker: Speaker, ticket: string) =>
    speaker.told('escalation', ({ escalation }) => escalation.ticket === ticket && escalation.reminded === 100);
  for (const speaker of [all.director, all.goods, all.chief, all.wall]) await late(speaker, n);
  for (const speaker of [all.southern, all.income, all.chief, all.wall]) await late(speaker, s);
  await all.goods.does({ type: 'answer', ticket: n, text: '可以受理' });
  expect(await all.income.ask({ type: 'answer', ticket: n, text: '不行' })).toMatchObject({ type: 'error' });
  await north.told('ticket', (t) => t.ticket.id === n && t.ticket.answer === '可以受理');
  await north.told('ticket', (t) => t.ticket.id === n && t.ticket.state === 'serving' && t.ticket.answer !== undefined);
  await north.does({ type: 'complete', ticket: n, outcome: 'resolved', reply: '已办结' });
  await portals.does({ type: 'rate', ticket: n, grade: 1, reasons: ['slow'] });
  for (const speaker of [all.director, all.chief, all.wall, north])
    await speaker.told('followUp', ({ followUp }) => followUp.ticket === n);
  for (const over of [all.director, all.chief, all.wall, north]) expect(await listed(over, 'followUps')).toEqual([n]);
  for (const other of [all.southern, south]) expect(await listed(other, 'followUps')).toEqual([]);

  for (const speaker of [all.director, all.chief]) await speaker.told('ticket', (t) => t.ticket.id === n);
  const tickets = (speaker: Speaker) => ({
    escalations: [...new Set(heard(speaker, 'escalation').map((e) => e.escalation.ticket))],
    breached: [...new Set(heard(speaker, 'ticket').map((e) => e.ticket.id))],
  });
  expect(tickets(all.director)).toEqual(ofNorth);
  expect(tickets(all.southern)).toEqual({ escalations: [s], breached: [s] });
  expect(tickets(all.goods)).toEqual({ escalations: [n], breached: [] });
  expect(tickets(all.income)).toEqual({ escalations: [s], breached: [] });
  expect(heard(all.southern, 'followUp')).toEqual([]);
});

test('[EDG-2] a broadcast is heard once by the stations and overseers of the halls that it is for', async () => {
  const [north, south] = [await openStation(home, 'north-w01'), await openStation(home, 'south-w01')];
  const all = await enterAll(everybody);
  expect(await all.director.ask({ type: 'broadcast', text: '停电', halls: ['south'] })).toMatchObject({
    code: 'forbidden',
  });
  await all.director.does({ type: 'broadcast', text: '北区开会' });
  await all.chief.does({ type: 'broadcast', text: '全市通知' });
  for (const speaker of [north, south, all.director, all.southern, all.chief, all.wall])
    await speaker.told('broadcast', ({ text }) => text === '全市通知');
  const texts = (speaker: Speaker) => heard(speaker, 'broadcast').map(({ text }) => text);
  for (const speaker of [north, all.director, all.chief, all.wall])
    expect(texts(speaker)).toEqual(['北区开会', '全市通知']);
  for (const speaker of [south, all.southern]) expect(texts(speaker)).toEqual(['全市通知']);
  for (const speaker of [all.goods, all.income]) expect(texts(speaker)).toEqual([]);
});

test('[EDG-3] who comes back with the last sequence is told what the own halls or department missed, once, and no more', async () => {
  const [north, south] = [await openStation(home, 'north-w01'), await openStation(home, 'south-w01')];
  const all = await enterAll(everybody);
  const first = await atWork(north, 'north');
  await all.chief.told('ticket', (t) => t.ticket.id === first);
  const since = Object.fromEntries(Object.entries(all).map(([name, { seq }]) => [name, seq]));
  for (const speaker of Object.values(all)) await speaker.leave();
  await north.does(ask(first, 'goods'));
  const second = await atWork(south, 'south');
  await south.does(ask(second, 'income'));
  const boss = await Speaker.enter(home, { ...chief, sub: 'another' });
  await boss.told('escalation', ({ escalation }) => escalation.ticket === second && escalation.reminded === 100);
  await boss.does({ type: 'broadcast', text: '全市通知' });

  const again = await enterAll<keyof typeof everybody>(everybody, since);
  const story = (speaker: Speaker) =>
    heard(speaker, 'escalation').map(({ escalation }) => [escalation.ticket, escalation.reminded]);
  for (const name of ['director', 'southern', 'chief', 'wall'] as const) {
    const speaker = again[name];
    await speaker.told('broadcast');
    expect(speaker.welcome.view, name).toBeUndefined();
    expect(heard(speaker, 'broadcast').length, name).toBe(1);
    const seqs = speaker.messages.flatMap((m) => (m.type === 'push' ? [m.seq] : []));
    expect(seqs, name).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    expect(Math.min(...seqs), name).toBeGreaterThan(since[name] ?? 0);
  }
  await again.goods.told('escalation', ({ escalation }) => escalation.reminded === 100);
  await again.income.told('escalation', ({ escalation }) => escalation.reminded === 100);
  const toTheEnd = (ticket: string) => [0, 50, 80, 100].map((share) => [ticket, share]);
  expect(story(again.goods)).toEqual(toTheEnd(first));
  expect(story(again.income)).toEqual(toTheEnd(second));
  expect(story(again.director)).toEqual([[first, 100]]);
  expect(story(again.southern)).toEqual([[second, 100]]);
  expect(story(again.chief)).toEqual([
    [first, 100],
    [second, 100],
  ]);
});

interface Line {
  by: string;
  from: string;
  command: string;
  result: string;
  tickets: string[];
}

test('[EDG-4] who did what stands in the audit with the address, refusals too; a supervisor of all halls may ask', async () => {
  const north = await openStation(home, 'north-w01');
  const ticket = await atWork(north, 'north');
  const stranger = await Speaker.enter(home, payer('stranger', 'south'));
  expect(await stranger.ask({ type: 'cancel', ticket })).toMatchObject({ code: 'not-found' });
  await north.does({ type: 'complete', ticket, outcome: 'resolved', reply: '已办结' });
  const chiefs = await Speaker.enter(home, chief);
  const audit = async (question: object) =>
    (await chiefs.does({ type: 'audit', ...question })).result as unknown as Line[];
  const lines = await audit({});
  const refused = lines.find(({ result }) => result === 'not-found');
  expect(refused).toMatchObject({ by: expect.stringMatching(/^taxpayer:/), from: '127.0.0.1', command: 'cancel' });
  expect(refused?.by).not.toContain('stranger');
  expect(lines[0]).toMatchObject({ by: 'station:officer-north-w01', from: '127.0.0.1', command: 'complete' });
  expect((await audit({ ticket })).map(({ command }) => command)).toEqual(['complete', 'submit']);
  expect((await audit({ by: 'channel:portal' })).every(({ command }) => command === 'submit')).toBe(true);
  expect((await audit({ limit: 1 })).length).toBe(1);

  const day = new Date().toISOString().slice(0, 10);
  for (const by of [director, southern, wall, goods]) {
    const speaker = await Speaker.enter(home, by);
    for (const question of [{ type: 'audit' }, { type: 'sheet', day }, { type: 'deadLetters' }, { type: 'loans' }])
      expect(await speaker.ask(question), `${by.sub} ${question.type}`).toMatchObject({ code: 'forbidden' });
  }
  // It is about noon of the same day where the bureau is.
  const sheets = (await chiefs.does({ type: 'sheet', day, per: 'officer' })).result as unknown as object[];
  expect(sheets.find((sheet) => JSON.stringify(sheet).includes('officer-north-w01'))).toMatchObject({ per: 'officer' });
});
