import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditLine } from '../../src/archive/audit-line.ts';
import type { MaterialView } from '../../src/protocol/http.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { ask, askRaw, enterWith, pagesHome, supervisorOf, takeNumber } from './pages-rig.ts';
import type { Home } from './support/home.ts';
import type { Served } from './support/process.ts';
import { chief, officerAt, openStation, payer, portal, Speaker } from './support/speaker.ts';

let home: Home;
let server: Served;
beforeAll(async () => {
  home = await pagesHome();
  server = await home.serve();
});
afterAll(() => home.leave());

const pdf = (size = 2000) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size, 7)]);
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const zip = Buffer.from('504b0304140000000800', 'hex');

interface Put {
  item?: string;
  token: string | undefined;
  body?: Buffer<ArrayBuffer>;
  /** Null: the sender knows none. */
  type?: string | null;
  name?: string;
  url?: string;
}
const put = ({ item = 'form', token, body = pdf(), type = 'application/pdf', name, url = '' }: Put) =>
  ask(home.url, `/api/materials/${item}${url}`, {
    method: 'PUT',
    ...(token !== undefined && { token }),
    body,
    headers: {
      ...(type !== null && { 'content-type': type }),
      ...(name !== undefined && { 'x-file-name': encodeURIComponent(name) }),
    },
  });
const read = (ref: string, token?: string) =>
  ask(home.url, `/api/materials/${ref}`, token === undefined ? {} : { token });
const list = (ticket: string, token: string) => ask(home.url, `/api/materials?ticket=${ticket}`, { token });
const folder = (ticket: string) => join(home.dataDir, 'materials', ticket);
const upload = async (taken: { token: string }, over: Partial<Put> = {}): Promise<MaterialView> =>
  (await put({ token: taken.token, ...over })).body;

/** A document on the desk of a window of its own hall. */
async function onDesk(station = 'north-w01') {
  const taken = await takeNumber(home);
  const taxpayer = await enterWith(home, taken.token);
  const window = await openStation(home, station);
  if (taxpayer.welcome.view?.tickets[0]?.state !== 'serving')
    await taxpayer.told('ticket', ({ ticket }) => ticket.state === 'serving');
  const leave = async () => {
    await window.does({ type: 'complete', ticket: taken.ticket, outcome: 'resolved' });
    await window.does({ type: 'signOut', station });
    await Promise.all([taxpayer.leave(), window.leave()]);
  };
  return { ...taken, taxpayer, window, leave };
}

test('[FIL-1] what is missing is uploaded, supplied, and read by the officer and by its taxpayer', async () => {
  const { ticket, token, window, taxpayer, leave } = await onDesk();
  await window.does({ type: 'supplement', ticket, items: ['form'] });
  const body = pdf(300_000);
  const { status, body: kept } = await put({ token, body });
  const sha256 = createHash('sha256').update(body).digest('hex');
  expect([status, kept]).toEqual([
    200,
    {
      ref: `${ticket}/${sha256}.form.pdf`,
      item: 'form',
      sha256,
      bytes: body.length,
      contentType: 'application/pdf',
      at: expect.any(Number),
    },
  ]);
  const { ref, bytes } = kept;
  const since = taxpayer.messages.length;
  await taxpayer.does({ type: 'supply', ticket, materials: [{ item: 'form', ref, sha256, bytes }] });
  await taxpayer.told('ticket', ({ ticket: { state } }) => state === 'serving', since);
  const officer = await home.token(officerAt('north-w01'));
  for (const who of [token, officer, await home.token(supervisorOf('north'))]) {
    const file = await read(ref, who);
    expect([file.status, file.bytes.equals(body)]).toEqual([200, true]);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('content-disposition')).toBe('inline; filename="form.pdf"');
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
    expect(file.headers.get('cache-control')).toBe('private, no-store');
    expect((await list(ticket, who)).body).toEqual([kept]);
  }
  await leave();
  expect((await read(ref, officer)).status).toBe(404);
  expect((await read(ref, token)).status).toBe(200);
});

test('[FIL-19] that an officer or a supervisor opened a file stands in the audit; its taxpayer leaves no trace', async () => {
  const { ticket, token, leave } = await onDesk('north-w01');
  const { ref } = await upload({ token });
  const readers = [token, await home.token(officerAt('north-w01')), await home.token(supervisorOf('north'))];
  for (const who of [...readers, await home.token(supervisorOf('south'))]) await read(ref, who);
  await read(`${ticket}/${'0'.repeat(64)}.form.pdf`, readers[1]);
  const boss = await Speaker.enter(home, chief);
  const { result } = await boss.does({ type: 'audit', ticket });
  const opened = (result as unknown as AuditLine[]).filter(({ events }) => events.includes('material.opened'));
  expect(opened.reverse()).toMatchObject([
    { by: 'station:officer-north-w01', from: '127.0.0.1', on: ref, tickets: [ticket], stations: ['north-w01'] },
    { by: 'supervisor:lead', from: '127.0.0.1', on: ref, tickets: [ticket], stations: [] },
  ]);
  await boss.leave();
  await leave();
});

test('[FIL-20] without the journal nobody of the staff gets a file, and has it when the journal is back', async () => {
  const { token, window, leave } = await onDesk('north-w01');
  const { ref } = await upload({ token });
  const officer = await home.token(officerAt('north-w01'));
  const redis = (await home.redisPid())!;
  process.kill(redis, 'SIGSTOP');
  try {
    expect((await read(ref, officer)).body).toMatchObject({ code: 'unavailable' });
  } finally {
    process.kill(redis, 'SIGCONT');
  }
  while ((await read(ref, officer)).status !== 200) await sleep(50);
  await window.told('station');
  await leave();
});

test('[FIL-2] the same bytes for the same item are the same file; what no browser shows is saved, not opened', async () => {
  const taken = await takeNumber(home);
  const first = await upload(taken, { item: 'proof', body: zip, type: 'application/octet-stream', name: '合同.DOCX' });
  expect(first.contentType).toContain('wordprocessingml');
  const again = await upload(taken, { item: 'proof', body: zip, type: null, name: '合同.docx' });
  expect(again).toEqual(first);
  const image = await upload(taken, { item: 'other', body: png, type: 'image/png' });
  expect((await list(taken.ticket, taken.token)).body).toEqual([first, image]);
  const saved = await read(first.ref, taken.token);
  expect(saved.headers.get('content-type')).toBe('application/octet-stream');
  expect(saved.headers.get('content-disposition')).toBe('attachment; filename="proof.docx"');
  expect(saved.headers.get('x-content-type-options')).toBe('nosniff');
});

test.each([
  ['a type that is not taken', { type: 'text/html', body: Buffer.from('<script>') }, 415, 'wrong-type'],
  ['what is no media type', { type: ';' }, 415, 'wrong-type'],
  ['an unknown kind of file', { type: 'application/octet-stream', name: 'run.exe' }, 415, 'wrong-type'],
  ['a content that is not what it says', { body: png }, 415, 'wrong-type'],
  ['a content too short to be anything', { body: Buffer.from('%P') }, 415, 'wrong-type'],
  ['more than 10 MB', { body: pdf(10 * 2 ** 20) }, 413, 'too-large'],
  ['an item that is not in the list', { item: 'shoes' }, 422, 'unknown-item'],
  ['a name that is too long', { name: 'x'.repeat(101) }, 400, 'bad-message'],
])('[FIL-3] %s is refused and leaves nothing', async (_, over, status, code) => {
  const { ticket, token } = await takeNumber(home);
  const refused = await put({ token, ...over });
  expect([refused.status, refused.body.code]).toEqual([status, code]);
  expect(existsSync(folder(ticket))).toBe(false);
});

test('[FIL-4] only its taxpayer gives a ticket files, and only while it is open', async () => {
  const { ticket, token } = await takeNumber(home);
  const codes = async (over: Partial<Put>) => (await put({ token, ...over })).body.code;
  expect(await codes({ token: undefined })).toBe('unauthenticated');
  for (const by of [officerAt('north-w01'), chief, portal, { role: 'officer', sub: 'o', hall: 'north' } as const])
    expect(await codes({ token: await home.token(by) })).toBe('forbidden');
  const stranger = await home.token(payer('stranger'));
  expect(await codes({ token: stranger, url: `?ticket=${ticket}` })).toBe('not-found');
  expect(await codes({ token: stranger })).toBe('bad-message');
  const taxpayer = await enterWith(home, token);
  await taxpayer.does({ type: 'cancel', ticket });
  await taxpayer.leave();
  expect(await codes({})).toBe('not-found');
});

test('[FIL-5] nobody reads the files of a ticket that is none of their business, or anything beside them', async () => {
  const mine = await takeNumber(home);
  const { ref } = await upload(mine);
  const other = await takeNumber(home);
  const strangers: Principal[] = [
    payer('stranger'),
    officerAt('north-w02'),
    supervisorOf('south'),
    portal,
    { role: 'reader', sub: 'wall', halls: '*' },
    { role: 'department', sub: 'd', department: 'goods' },
  ];
  for (const token of [other.token, ...(await Promise.all(strangers.map((by) => home.token(by))))]) {
    expect((await read(ref, token)).body).toMatchObject({ code: 'not-found' });
    expect((await list(mine.ticket, token)).body).toMatchObject({ code: 'not-found' });
  }
  expect((await read(ref)).status).toBe(401);
  const headers = { authorization: `Bearer ${mine.token}` };
  for (const path of [
    `${mine.ticket}/hall`,
    `${mine.ticket}/..%2f..%2fsecret`,
    `${mine.ticket}/../../secret`,
    `${mine.ticket}/%2e%2e%2fsecret`,
    `..%2f${mine.ticket}/secret`,
    `${mine.ticket}/${'0'.repeat(64)}.form.pdf`,
  ])
    expect([path, (await askRaw(home.url, `/api/materials/${path}`, headers)).status]).toEqual([path, 404]);
});

test('[FIL-6] an upload that breaks off leaves nothing', async () => {
  const { ticket, token } = await takeNumber(home);
  const { hostname, port } = new URL(home.url);
  const socket = connect(Number(port), hostname);
  const head = [
    `PUT /api/materials/form HTTP/1.1`,
    `host: ${hostname}:${port}`,
    `authorization: Bearer ${token}`,
    'content-type: application/pdf',
    'content-length: 1000000',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.write(pdf(50_000));
  while (!existsSync(folder(ticket)) || (await readdir(folder(ticket))).length === 0) await sleep(5);
  socket.destroy();
  while (existsSync(folder(ticket))) await sleep(5);
  expect((await list(ticket, token)).body).toEqual([]);
});

test('[FIL-18] who goes on sending what was refused is told so, and then cut off', async () => {
  const { hostname, port } = new URL(home.url);
  const socket = connect(Number(port), hostname);
  socket.write(`PUT /api/materials/form HTTP/1.1\r\nhost: ${hostname}\r\ncontent-length: 1000000000\r\n\r\n`);
  const sending = setInterval(() => socket.write(Buffer.alloc(10_000)), 100);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(String(answer)).toMatch(/^HTTP\/1.1 401 /);
  socket.on('error', () => {});
  await once(socket, 'close');
  clearInterval(sending);
});

test('[FIL-7] when a taxpayer is forgotten, so are the files', async () => {
  const taken = await takeNumber(home, { person: { name: '张三' } });
  const { ref } = await upload(taken);
  const boss = await Speaker.enter(home, chief);
  await boss.does({ type: 'erase', ticket: taken.ticket });
  expect(existsSync(folder(taken.ticket))).toBe(false);
  await boss.leave();
  expect((await read(ref, taken.token)).status).toBe(404);
});

test('[FIL-8] what a taxpayer called a file is kept nowhere', async () => {
  const taken = await takeNumber(home);
  const name = '身份证-陈大文.pdf';
  await upload(taken, { name });
  const written = [
    JSON.stringify(server.lines),
    server.err,
    JSON.stringify(await home.journal()),
    (await readdir(home.dataDir, { recursive: true })).join(),
  ];
  for (const text of written) for (const form of [name, encodeURIComponent(name)]) expect(text).not.toContain(form);
});
