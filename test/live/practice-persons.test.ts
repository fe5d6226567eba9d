import { afterEach, expect, test, vi } from 'vitest';
import {
  archiveAll,
  type Body,
  director,
  fileTexts,
  goods,
  type Mailbox,
  practiceHome,
  redisTexts,
  southern,
  take,
  wall,
  withRedis,
  writeOut,
} from './practice-rig.ts';
import type { Home } from './support/home.ts';
import { post } from './support/post.ts';
import type { Served } from './support/process.ts';
import { chief, officerAt, openStation, payer, Speaker } from './support/speaker.ts';

let home: Home;
let mail: Mailbox;
let server: Served;
afterEach(async () => {
  mail.close();
  await home.leave();
});
async function begin() {
  ({ home, mail } = await practiceHome());
  server = await home.serve();
}

/** A person whose every field is found again wherever it may be. */
function marked(n: number) {
  const core = `${n}Q${Math.random().toString(36).slice(2, 10).toUpperCase()}Z`;
  return { name: `张${core}明`, idNumber: `4401${core}1234`, phone: `138${core}5678`, taxpayer: `PAYER${core}`, core };
}
type Marked = ReturnType<typeof marked>;
const personOf = ({ name, idNumber, phone }: Marked) => ({ name, idNumber, phone });
const told = ({ name, idNumber, phone, taxpayer }: Marked) => ({ name, id_number: idNumber, phone, taxpayer });

/** The same person by the webhook of each channel. */
const webhooks: Record<string, (who: Marked) => Body> = {
  etax: (who) => {
    const { taxpayer, ...person } = told(who);
    return { event: 'submitted', submission_no: 's-1', taxpayer_id: taxpayer, ...person };
  },
  vtax: (who) => {
    const { taxpayer, ...person } = told(who);
    return { action: 'enter', room_no: 'r-1', taxpayer_id: taxpayer, ...person };
  },
  booth: (who) => {
    const { taxpayer, ...person } = told(who);
    return { signal: 'seated', booth_no: 'b-1', taxpayer_id: taxpayer, ...person };
  },
  phone: (who) => {
    const { taxpayer, ...person } = told(who);
    return { event: 'ringing', call_id: 'c-1', caller: taxpayer, callback: true, ...person };
  },
};
const unit = { tax_unit: 'north', matter: 'vat-return' };

async function byWebhook(channel: string, who: Marked, id = `w-${who.core}`): Promise<string> {
  const answer = await post(home, { channel, id, body: { ...webhooks[channel]!(who), ...unit } });
  expect(answer).toMatchObject({ status: 200, body: { ticket: expect.any(String) } });
  return answer.body.ticket!;
}

test('[PII-1] what says who a taxpayer is stands nowhere but in the answer to reveal and in the letter that dials', async () => {
  await begin();
  const everybody = {
    taxpayer: await Speaker.enter(home, payer('by-socket')),
    window: await openStation(home, 'north-w01'),
    seat: await openStation(home, 'north-s01'),
    director: await Speaker.enter(home, director),
    chief: await Speaker.enter(home, chief),
    goods: await Speaker.enter(home, goods),
    wall: await Speaker.enter(home, wall),
  };
  const { taxpayer, window, seat, chief: chiefs } = everybody;
  const people: Marked[] = [];
  const person = () => {
    const who = marked(people.length);
    people.push(who);
    return who;
  };
  const socketed = person();
  const submit = { type: 'submit', channel: 'vtax', business: 'vat-return', person: personOf(socketed) };
  const mine = (await taxpayer.does(submit)).result.ticket;
  await take(window, mine);
  const called = person();
  const dialled = await byWebhook('phone', called);
  await take(seat, dialled);
  const dial = await mail.got(({ event }) => event === 'dial');
  expect(dial).toMatchObject({ ticket: dialled, dial: called.phone });
  const others = [];
  for (const channel of ['etax', 'vtax', 'booth']) others.push(await byWebhook(channel, person()));

  // Through a department, a supplement and to the end, with all who ask.
  await window.does({ type: 'escalate', ticket: mine, department: 'goods', question: '可否受理' });
  await everybody.goods.told('escalation');
  for (const speaker of [chiefs, everybody.wall]) await speaker.does({ type: 'board' });
  for (const ticket of [mine, dialled, ...others]) await chiefs.does({ type: 'why', ticket });
  for (const type of ['escalations', 'followUps', 'orders', 'loans', 'audit', 'deadLetters'])
    await chiefs.ask({ type });
  const revealed = await seat.does({ type: 'reveal', ticket: dialled });
  expect(revealed.result).toEqual(personOf(called));
  await seat.does({ type: 'complete', ticket: dialled, outcome: 'resolved', reply: 'a~b.c' });
  await mail.got(({ event }) => event === 'rating_wanted');
  // What only looks sealed goes out as it was written.
  expect(await mail.got(({ event }) => event === 'closed')).toMatchObject({ note: 'a~b.c' });
  expect(JSON.stringify((await taxpayer.does({ type: 'view' })).result)).toContain(
    `张${'*'.repeat(socketed.core.length + 1)}`,
  );

  const texts: [string, string][] = [];
  const metrics = server.lines.find(({ msg }) => msg === 'the server takes requests')!.metrics;
  texts.push(['metrics', await (await fetch(String(metrics))).text()]);
  for (const [name, { messages }] of Object.entries(everybody))
    for (const m of messages)
      if (m.type !== 'ack' || JSON.stringify(m.result) !== JSON.stringify(personOf(called)))
        texts.push([`frame to ${name}`, JSON.stringify(m)]);
  for (const letter of mail.letters) if (letter !== dial) texts.push(['letter', JSON.stringify(letter)]);
  // Nobody is handed what is sealed: it could come back in a letter that opens it.
  for (const [where, text] of texts) expect(text, where).not.toMatch(/~[\w-]{22}\./);
  await vi.waitFor(async () => expect(await withRedis(home, checkpointed)).toContain(mine));
  await archiveAll(home);
  texts.push(
    ...(await withRedis(home, async (client) => {
      await writeOut(client);
      return redisTexts(client);
    })),
  );
  texts.push(...(await fileTexts(home)), ['log', JSON.stringify(server.lines) + server.err]);

  // The search does find what is there: masks, and where it looked.
  const places = texts.map(([where]) => where.split(' ')[0]);
  expect(new Set(places)).toEqual(new Set(['metrics', 'frame', 'letter', 'redis', 'file', 'log']));
  for (const where of ['redis yunting:{tiny}:journal', 'file appendonly.aof', 'file tickets-', 'file dump.rdb'])
    expect(
      texts.filter(([at, text]) => at.startsWith(where) && text.includes('138**')),
      where,
    ).not.toEqual([]);
  for (const { core } of people)
    expect(texts.filter(([, text]) => text.toUpperCase().includes(core)).map(([where]) => where)).toEqual([]);
});

const checkpointed = async (client: { hKeys(key: string): Promise<string[]> }) =>
  (await client.hKeys('yunting:{tiny}:cp')).join(' ');

test('[PII-2] the same submission again, also after a restart, is the same ticket; with another person it is refused', async () => {
  await begin();
  const who = marked(1);
  const taxpayer = await Speaker.enter(home, payer('twice'));
  const submit = {
    type: 'submit',
    id: 'once-and-again',
    channel: 'vtax',
    business: 'vat-return',
    person: personOf(who),
  };
  const first = await taxpayer.does(submit);
  expect(await taxpayer.does(submit)).toEqual(first);
  const letter = await byWebhook('etax', who, 'w-again');
  expect(await byWebhook('etax', who, 'w-again')).toBe(letter);
  await server.kill('SIGKILL');
  server = await home.serve();
  const again = await Speaker.enter(home, payer('twice'));
  expect((await again.does(submit)).result).toEqual(first.result);
  expect(await byWebhook('etax', who, 'w-again')).toBe(letter);
  expect(await again.ask({ ...submit, person: { ...personOf(who), phone: '13800000000' } })).toMatchObject({
    code: 'id-conflict',
  });
});

test('[PII-3] who works a ticket or oversees its hall is shown who its taxpayer is, each time by the rights of now, and that is kept', async () => {
  await begin();
  const who = marked(1);
  const ticket = await byWebhook('etax', who);
  const window = await openStation(home, 'north-w01');
  await window.told('ticket', (t) => t.ticket.id === ticket && t.ticket.state === 'serving');
  const reveal = { type: 'reveal', id: 'always-the-same', ticket };
  expect((await window.does(reveal)).result).toEqual(personOf(who));
  const chiefs = await Speaker.enter(home, chief);
  expect((await chiefs.does(reveal)).result).toEqual(personOf(who));
  for (const by of [southern, wall, goods, payer('else'), officerAt('north-s01')])
    expect(await (await Speaker.enter(home, by)).ask(reveal), by.role).toMatchObject({ type: 'error' });
  await window.does({ type: 'complete', ticket, outcome: 'resolved', reply: '已办结' });
  expect(await window.ask(reveal)).toMatchObject({ code: 'not-found' });
  const shown = (await home.journal()).filter((s) => s.events.some((e) => e.type === 'person.revealed'));
  expect(shown.map(({ by, from }) => [by, from])).toEqual([
    ['station:officer-north-w01', '127.0.0.1'],
    ['supervisor:chief', '127.0.0.1'],
  ]);
});

test('[PII-4] who was erased is gone for good: from open and closed tickets, from the archive, over a restart, asked again', async () => {
  await begin();
  const [open, closed] = [marked(1), marked(2)];
  const waiting = await byWebhook('booth', open);
  const ended = await byWebhook('etax', closed);
  const window = await openStation(home, 'north-w01');
  await window.told('ticket', (t) => t.ticket.id === ended && t.ticket.state === 'serving');
  await window.does({ type: 'complete', ticket: ended, outcome: 'resolved', reply: '已办结' });
  await archiveAll(home);
  // Neither state nor journal holds the closed ticket any more.
  await withRedis(home, async (client) => {
    expect(await client.xLen('yunting:{tiny}:journal')).toBeGreaterThan(1);
    await client.xTrim('yunting:{tiny}:journal', 'MAXLEN', 1);
  });
  const wrapped = await withRedis(home, (client) => client.hVals('yunting:{tiny}:persons'));
  expect(wrapped.filter((value) => value.length > 40).length).toBe(2);

  const directors = await Speaker.enter(home, director);
  expect(await directors.ask({ type: 'erase', ticket: waiting })).toMatchObject({ code: 'forbidden' });
  let chiefs = await Speaker.enter(home, chief);
  expect(JSON.stringify((await chiefs.does({ type: 'reveal', ticket: waiting })).result)).toContain(open.core);
  for (const ticket of [waiting, ended, waiting]) await chiefs.does({ type: 'erase', ticket });
  expect((await chiefs.does({ type: 'reveal', ticket: waiting })).result).toEqual({
    name: '',
    idNumber: '',
    phone: '',
  });
  const values = await withRedis(home, (client) => client.hGetAll('yunting:{tiny}:persons'));
  expect(Object.entries(values).filter(([, value]) => value === '-').length).toBe(2);
  expect(Object.values(values).filter((value) => value.length > 40)).toEqual([]);
  // The file of Redis forgets the keys too.
  await vi.waitFor(
    async () => {
      const files = (await fileTexts(home)).filter(([where]) => where.includes('appendonly'));
      for (const key of wrapped.filter((value) => value.length > 40))
        expect(files.filter(([, text]) => text.includes(key)).map(([where]) => where)).toEqual([]);
    },
    { timeout: 20_000, interval: 100 },
  );

  await server.kill('SIGTERM');
  server = await home.serve();
  chiefs = await Speaker.enter(home, chief);
  expect((await chiefs.does({ type: 'reveal', ticket: waiting })).result).toEqual({
    name: '',
    idNumber: '',
    phone: '',
  });
  await chiefs.does({ type: 'erase', ticket: ended });
});

test('[PII-5] while Redis is away nobody is taken in, shown or erased by half; the same again does it once', async () => {
  await begin();
  const [kept, during] = [marked(1), marked(2)];
  const ticket = await byWebhook('booth', kept);
  const taxpayer = await Speaker.enter(home, payer('away'));
  const chiefs = await Speaker.enter(home, chief);
  const submit = {
    type: 'submit',
    id: 'while-away',
    channel: 'vtax',
    business: 'vat-return',
    person: personOf(during),
  };
  const erase = { type: 'erase', id: 'erase-while-away', ticket };
  const redis = (await home.redisPid())!;
  process.kill(redis, 'SIGSTOP');
  const away = { type: 'error', code: 'unavailable', retryable: true };
  const asked = [taxpayer.ask(submit), chiefs.ask(erase), chiefs.ask({ type: 'reveal', ticket })];
  try {
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject(away);
  } finally {
    process.kill(redis, 'SIGCONT');
  }
  const ready = async () => expect((await fetch(`${home.url}/readyz`)).status).toBe(200);
  await vi.waitFor(ready, { timeout: 20_000, interval: 50 });
  const first = await vi.waitFor(() => taxpayer.does(submit), { timeout: 20_000, interval: 100 });
  expect((await taxpayer.does(submit)).result).toEqual(first.result);
  await vi.waitFor(() => chiefs.does(erase), { timeout: 20_000, interval: 100 });
  expect((await chiefs.does({ type: 'reveal', ticket })).result).toEqual({ name: '', idNumber: '', phone: '' });
  expect((await chiefs.does({ type: 'reveal', ticket: first.result.ticket })).result).toEqual(personOf(during));
  const events = (await home.journal()).flatMap((s) => s.events);
  expect(events.filter((e) => e.type === 'ticket.submitted').length).toBe(2);
  expect(events.filter((e) => e.type === 'person.erased').length).toBe(1);
});
