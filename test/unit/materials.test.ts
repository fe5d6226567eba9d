import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endingOf } from '../../src/materials/kinds.ts';
import { type MaterialLimits, MaterialStore } from '../../src/materials/store.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'yunting-materials-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const refused = (code: string) => expect.objectContaining({ name: 'CodedError', code });
const pdf = (text: string) => Buffer.from(`%PDF-1.7 ${text}`);
async function* inPieces(body: Buffer, size = 3) {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}
const about = { ticket: 't1', hall: 'north', item: 'form', mediaType: 'application/pdf' };
const store = (limits: Partial<MaterialLimits> = {}) => new MaterialStore(dir, { spareBytes: 0, ...limits });
const take = (of: MaterialStore, text: string, over: Partial<typeof about> = {}) =>
  of.take({ ...about, ...over }, inPieces(pdf(text)));

test('[FIL-9] a file that comes in pieces is kept whole, for its owner’s eyes only', async () => {
  const files = store();
  const { ref, bytes } = await take(files, 'in pieces');
  const found = await files.open(ref);
  expect([bytes, String(await buffer(found!.body))]).toEqual([18, '%PDF-1.7 in pieces']);
  expect(statSync(join(dir, ref)).mode & 0o777).toBe(0o600);
  expect(statSync(join(dir, 't1')).mode & 0o777).toBe(0o700);
  expect(files.hallOf('t1')).toBe('north');
  expect(files.hallOf('t2')).toBeNull();
});

test('[FIL-10] a ticket has so many files and bytes, however many come at once', async () => {
  const files = store({ ticketFiles: 3, ticketBytes: 100, atOnce: 8 });
  const results = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((text) => take(files, text)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect(await files.list('t1')).toHaveLength(3);
  await expect(take(files, 'f')).rejects.toEqual(refused('too-large'));
  const [kept] = await files.list('t1');
  const again = await files.take(about, (await files.open(kept!.ref))!.body);
  expect(again).toEqual(kept);
  await take(files, 'x'.repeat(50), { ticket: 't2' });
  await expect(take(files, 'y'.repeat(50), { ticket: 't2' })).rejects.toEqual(refused('too-large'));
  expect(readdirSync(join(dir, 't2'))).toHaveLength(2);
});

test('[FIL-11] only so many uploads of a ticket run at once', async () => {
  const files = store({ atOnce: 1 });
  const gate = Promise.withResolvers<void>();
  const slow = async function* () {
    yield pdf('slow');
    await gate.promise;
  };
  const first = files.take(about, slow());
  await expect(take(files, 'second')).rejects.toEqual(refused('too-fast'));
  await take(files, 'of another', { ticket: 't2' });
  gate.resolve();
  await first;
  await take(files, 'second');
});

test('[FIL-12] nothing is taken when the disk is nearly full', async () => {
  const files = store({ spareBytes: Number.MAX_SAFE_INTEGER });
  await expect(take(files, 'too much')).rejects.toEqual(refused('unavailable'));
  expect(readdirSync(dir)).toEqual([]);
});

test('[FIL-13] what a process left half-written is gone when the next one begins', async () => {
  const { ref } = await take(store(), 'whole');
  writeFileSync(join(dir, 't1', 'x.part'), 'half');
  const files = store();
  expect(readdirSync(join(dir, 't1'))).not.toContain('x.part');
  expect((await files.list('t1')).map((file) => file.ref)).toEqual([ref]);
});

test('[FIL-14] files go when their time is over and their ticket is closed', async () => {
  const files = store();
  for (const ticket of ['t1', 't2', 't3']) await take(files, ticket, { ticket });
  const day = 24 * 3600_000;
  const old = (Date.now() - 2 * day) / 1000;
  for (const ticket of ['t1', 't2']) utimesSync(join(dir, ticket), old, old);
  expect(await files.sweep(day, (ticket) => ticket === 't2')).toBe(1);
  expect(readdirSync(dir).sort()).toEqual(['t2', 't3']);
});

test('[FIL-15] a file that comes while its taxpayer is being forgotten is not kept', async () => {
  const files = store();
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const slow = async function* () {
    yield pdf('slow');
    begun.resolve();
    await gate.promise;
  };
  const coming = files.take(about, slow());
  await begun.promise;
  await files.erase('t1');
  gate.resolve();
  await expect(coming).rejects.toEqual(refused('not-found'));
  expect(existsSync(join(dir, 't1'))).toBe(false);
});

test('[FIL-16] a ref that is none of ours leads to no file', async () => {
  const files = store();
  const { ref } = await take(files, 'x');
  mkdirSync(join(dir, 'T9'));
  writeFileSync(join(dir, 'T9', ref.slice(3)), 'x');
  for (const strange of ['', 't1', `../${ref}`, `T9/${ref.slice(3)}`, `${ref}/..`, 't1/hall', `t1/../${ref}`])
    expect([strange, await files.open(strange)]).toEqual([strange, null]);
});

test('[FIL-17] the kind of a file follows from its media type, else from the ending of its name', () => {
  const office = 'application/vnd.openxmlformats-officedocument';
  for (const [type, name, ending] of [
    ['application/pdf', undefined, 'pdf'],
    ['IMAGE/JPEG; q=1', 'x.exe', 'jpg'],
    ['image/heif', undefined, 'heic'],
    ['application/x-zip-compressed', undefined, 'zip'],
    [`${office}.spreadsheetml.sheet`, undefined, 'xlsx'],
    ['', '发票.OFD', 'ofd'],
    ['application/octet-stream', 'a.b.JPEG', 'jpg'],
    ['application/octet-stream', 'constructor', undefined],
    ['text/html', 'x.pdf', undefined],
    ['', undefined, undefined],
  ] as const)
    expect([type, name, endingOf(type, name)]).toEqual([type, name, ending]);
});
