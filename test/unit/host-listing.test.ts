import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { BureauCore } from '../../src/bureau/bureau.ts';
import type { ClientCommand } from '../../src/client/connect.ts';
import { Host } from '../../src/host/host.ts';
import { linesNow } from '../../src/host/listing.ts';
import { MemoryStore, memoryJournal } from '../../src/journal/memory.ts';
import type { Frame } from '../../src/ports.ts';
import { catalogueView } from '../../src/protocol/catalogue.ts';
import {
  type HistoryAnswer,
  type PlanAnswer,
  type Query,
  query,
  type SessionView,
  type StationsAnswer,
  type TicketsAnswer,
} from '../../src/protocol/messages.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { VirtualClock } from '../../src/simulate/virtual-clock.ts';
import { morning } from './city-rig.ts';
import { quietPorts } from './host-ports.ts';
import { tinyBureau } from './tiny-bureau.ts';

const chief: Principal = { role: 'supervisor', sub: 'chief', halls: '*' };
const southChief: Principal = { role: 'supervisor', sub: 'nan', halls: ['south'] };
const seat: Principal = { role: 'station', sub: 'o1', hall: 'north', station: 'north-s01' };
const plan: PlanAnswer['rows'] = ['north', 'south'].map((hall) => ({
  ...{ at: morning, hall, group: 'phone', arrivals: 4, required: 2, staffed: 1 },
}));

let stop = async () => {};
afterEach(() => stop());

async function rig(rate = 1) {
  const journal = memoryJournal(new MemoryStore());
  await journal.open();
  const clock = new (class extends VirtualClock {
    override rate = () => rate;
  })(morning);
  const bureau = tinyBureau();
  const ports = { ...quietPorts(bureau), plan: async () => plan };
  const host = new Host({ core: new BureauCore(bureau), journal, seq: 0, clock, ...ports });
  stop = () => host.drain(1_000);
  while (host.commit.lag > 0) await turn();
  let n = 0;
  const give = async (command: ClientCommand, by: Principal) => {
    const { answer } = await host.command({ ...command, id: `c${++n}`, by } as never, '10.0.0.1');
    return answer.ok ? (answer.ticket ?? '') : answer.code;
  };
  const submit = (channel: string, hall = 'north', sub = 'li') =>
    give({ type: 'submit', business: 'invoice-claim', channel }, { role: 'taxpayer', sub, hall });
  const ask = async <T>(question: object, by: Principal) =>
    (await host.ask(query.parse({ id: 'question', ...question }) as Query, by, '10.0.0.1')) as T;
  return { host, clock, bureau, give, submit, ask };
}

test('[LST-1] stations come in the order of the files, also those nobody sits at, by window and filter', async () => {
  const { give, ask, bureau } = await rig();
  await give({ type: 'signIn', station: 'north-s01' }, seat);
  const all = await ask<StationsAnswer>({ type: 'stations' }, chief);
  expect(all.rows.map((s) => s.id)).toEqual([...bureau.stations.keys()]);
  expect(all.rows.map((s) => s.state)).toEqual(['paused', ...Array(all.total - 1).fill('signedOut')]);
  expect(await ask<StationsAnswer>({ type: 'stations', offset: 1, limit: 2 }, chief)).toEqual({
    total: all.total,
    rows: all.rows.slice(1, 3),
  });
  const signedIn = await ask<StationsAnswer>({ type: 'stations', states: ['paused', 'ready'] }, chief);
  expect(signedIn.rows.map((s) => s.id)).toEqual(['north-s01']);
  const own = await ask<StationsAnswer>({ type: 'stations' }, seat);
  expect(new Set(own.rows.map((s) => s.hall))).toEqual(new Set(['north']));
  const able = await ask<StationsAnswer>({ type: 'stations', hall: 'south', business: 'invoice-claim' }, seat);
  for (const { id } of able.rows) expect(bureau.stations.get(id)?.skills.invoice).toBeGreaterThan(0);
  await expect(ask({ type: 'stations', business: 'no-such' }, seat)).rejects.toMatchObject({
    code: 'unknown-business',
  });
});

test('[LST-2] open tickets come sorted as asked, by window and filter; late ones are those past their target or promise', async () => {
  const { clock, submit, ask } = await rig();
  const first = await submit('phone');
  clock.run(morning + 1_000);
  const second = await submit('etax');
  const third = await submit('vtax', 'south');
  const ids = async (filter: object) =>
    (await ask<TicketsAnswer>({ type: 'tickets', ...filter }, chief)).rows.map((t) => t.id);
  expect(await ids({})).toEqual([first, second, third]);
  expect(await ids({ order: 'due' })).toEqual([first, third, second]);
  expect(await ids({ channel: 'etax' })).toEqual([second]);
  expect(await ids({ group: 'vtax' })).toEqual([third]);
  expect(await ids({ hall: 'south' })).toEqual([third]);
  expect(await ids({ states: ['serving'] })).toEqual([]);
  expect(await ask<TicketsAnswer>({ type: 'tickets', offset: 1, limit: 1 }, chief)).toMatchObject({
    total: 3,
    rows: [{ id: second }],
  });
  expect(await ids({ late: true })).toEqual([]);
  clock.run(morning + 90_000);
  expect(await ids({ late: true })).toContain(first);
  expect(await ids({ late: false })).not.toContain(first);
});

test('[LST-3] staff see their halls: a supervisor the own, a station no queue, a taxpayer neither', async () => {
  const { submit, ask } = await rig();
  await submit('phone');
  const south = await submit('phone', 'south');
  const seen = await ask<TicketsAnswer>({ type: 'tickets' }, southChief);
  expect(seen.rows.map((t) => t.id)).toEqual([south]);
  await expect(ask({ type: 'tickets', hall: 'north' }, southChief)).rejects.toMatchObject({ code: 'unknown-hall' });
  await expect(ask({ type: 'tickets' }, seat)).rejects.toMatchObject({ code: 'forbidden' });
  const li: Principal = { role: 'taxpayer', sub: 'li', hall: 'north' };
  for (const type of ['tickets', 'stations', 'plan', 'ownDay'])
    await expect(ask({ type }, li), type).rejects.toMatchObject({ code: 'forbidden' });
});

test('[LST-4] the history of a ticket is told in sentences of either language to whoever may ask why', async () => {
  const { submit, ask } = await rig();
  const li: Principal = { role: 'taxpayer', sub: 'li', hall: 'north' };
  const ticket = await submit('phone');
  const zh = await ask<HistoryAnswer>({ type: 'history', ticket }, li);
  const en = await ask<HistoryAnswer>({ type: 'history', ticket, language: 'en' }, chief);
  expect(zh[0]).toMatchObject({ at: morning, type: 'ticket.submitted', text: expect.stringMatching(/[一-鿿]/) });
  expect(en[0]?.text).toMatch(/[a-z]/);
  const wang: Principal = { role: 'taxpayer', sub: 'wang', hall: 'north' };
  await expect(ask({ type: 'history', ticket }, wang)).rejects.toMatchObject({ code: 'not-found' });
});

test('[LST-5] the catalogue fits its schema, the most asked for first, and tells templates and stations to staff only', async () => {
  const { give, ask, bureau } = await rig();
  const last = [...bureau.businesses.keys()].at(-1) ?? '';
  const portal: Principal = { role: 'channel', sub: 'p', channel: 'etax', halls: '*' };
  const told = async () => catalogueView.parse(await ask({ type: 'catalogue' }, portal));
  const before = await told();
  expect(before.businesses.map((b) => b.code)).toEqual([...bureau.businesses.keys()]);
  await give({ type: 'submit', business: last, channel: 'etax' }, { role: 'taxpayer', sub: 'li', hall: 'north' });
  expect((await told()).businesses[0]?.code).toBe(last);
  expect(before.templates).toBeUndefined();
  expect(before.stations).toBeUndefined();
  const staff = catalogueView.parse(await ask({ type: 'catalogue' }, seat));
  expect(staff.stations?.map((s) => s.id)).toEqual([...bureau.stations.keys()]);
  expect(staff.templates?.map((t) => t.code)).toEqual([...new Set(bureau.standards.templates.map((t) => t.code))]);
});

test('[LST-6] a line says how long one would wait who came now: not at all where somebody is free', async () => {
  const { host, give, submit } = await rig();
  const voice = () => linesNow(host.core).find((l) => l.hall === 'north' && l.modality === 'voice');
  expect(voice()).toEqual({ hall: 'north', modality: 'voice', state: 'open', waiting: 0 });
  await give({ type: 'signIn', station: 'north-s01' }, seat);
  await give({ type: 'ready', station: 'north-s01' }, seat);
  expect(voice()).toMatchObject({ waiting: 0, estimateMs: 0 });
  await submit('phone');
  await submit('phone', 'north', 'wang');
  expect(voice()?.waiting).toBeGreaterThan(0);
});

test('[LST-7] the plan is told for the halls overseen', async () => {
  const { ask } = await rig();
  expect(await ask({ type: 'plan' }, chief)).toEqual({ rows: plan });
  expect(await ask({ type: 'plan' }, southChief)).toEqual({ rows: [plan[1]] });
  await expect(ask({ type: 'plan', hall: 'north' }, southChief)).rejects.toMatchObject({ code: 'unknown-hall' });
});

test('[LST-8] a session is told how fast the clock runs, and told anew, once, when it was set', async () => {
  const { host } = await rig(60);
  const frames: Frame[] = [];
  const attached = await host.attach(chief, undefined, (frame) => frames.push(frame));
  expect(attached.rate).toBe(60);
  host.clockSet();
  expect(frames.flatMap((f) => f.events)).toEqual([{ type: 'clock', now: morning, rate: 60 }]);
});

test('[LST-9] a station that comes back is shown its desk, and the work elsewhere that it answers for', async () => {
  const { give, ask, submit } = await rig();
  const window: Principal = { role: 'station', sub: 'o2', hall: 'north', station: 'north-w01' };
  await give({ type: 'signIn', station: 'north-w01' }, window);
  await give({ type: 'ready', station: 'north-w01' }, window);
  const parked = await submit('etax');
  await give({ type: 'supplement', ticket: parked, items: [], note: 'the last page' }, window);
  const other = await submit('etax', 'south', 'wang');
  const view = await ask<SessionView>({ type: 'view' }, window);
  expect(view.tickets.map(({ id, state }) => [id, state])).toEqual([[parked, 'parked']]);
  expect(view.tickets.map(({ id }) => id)).not.toContain(other);
});
