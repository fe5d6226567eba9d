import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archiveDays } from '../../src/archive/archive.ts';
import { archivedSeq } from '../../src/archive/cursor.ts';
import type { Fs } from '../../src/archive/files.ts';
import type { TicketRecord } from '../../src/archive/record.ts';
import { SheetReader } from '../../src/archive/sheet-reader.ts';
import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Step } from '../../src/bureau/commands.ts';
import type { EventOf } from '../../src/bureau/events.ts';
import { Sheets } from '../../src/performance/sheets.ts';
import { toCsv } from '../../src/performance/write.ts';
import { days, dyingFs, filesOf, folder, journalOf, midnight, parsed, someDays } from './archive-rig.ts';
import { Desk } from './desk.ts';
import { inject } from './performance-history.ts';

const { bureau, steps } = someDays(1);
const end = (steps.at(-1)?.at ?? 0) + 1;
const shanghai = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
/** Long enough after the last day for every rating. */
const later = midnight(6) + 3_600_000;
const recordsOf = (files: Record<string, string>) =>
  Object.keys(files)
    .filter((name) => name.startsWith('tickets-'))
    .flatMap((name) => parsed<TicketRecord>(files[name]));
const whole = async (dir: string, now = later) => archiveDays({ journal: await journalOf(steps), bureau, dir, now });

test('[ARC-1] every closed ticket has one record, in the file of the day that it was closed on', async () => {
  const dir = await folder();
  await whole(dir);
  const files = await filesOf(dir);
  const closed = steps.flatMap((s) => s.events.filter((e) => e.type === 'ticket.closed'));
  expect(closed.length).toBeGreaterThan(60);
  const archived = Object.keys(files)
    .filter((name) => name.startsWith('tickets-'))
    .flatMap((name) => parsed<TicketRecord>(files[name]).map((r) => ({ name, r })));
  expect(archived.map(({ r }) => r.ticket).sort()).toEqual(closed.map((e) => e.ticket).sort());
  for (const { name, r } of archived) expect(name).toBe(`tickets-${shanghai(r.closedAt)}.ndjson.gz`);
  for (const e of closed) {
    const r = archived.find((a) => a.r.ticket === e.ticket)?.r;
    const { outcome, station, officer, workedMs, ref, channel } = e;
    expect(r).toMatchObject({ outcome, station, officer, workedMs, ref, channel });
  }
});

test('[ARC-2] a record’s times and counts are those of the ticket’s life, looked at step by step', async () => {
  const dir = await folder();
  await whole(dir);
  const core = new BureauCore(bureau);
  const spent = new Map<string, Record<string, number>>();
  let last = steps[0]?.at ?? 0;
  for (const step of steps) {
    for (const t of core.state.tickets()) {
      const times = spent.get(t.context.id) ?? {};
      times[t.value] = (times[t.value] ?? 0) + step.at - last;
      spent.set(t.context.id, times);
    }
    last = step.at;
    core.apply(step);
  }
  const records = recordsOf(await filesOf(dir));
  const of = (ticket: string, ...types: string[]) =>
    steps.flatMap((s) => s.events.filter((e) => 'ticket' in e && e.ticket === ticket && types.includes(e.type))).length;
  for (const r of records) {
    const times = spent.get(r.ticket) ?? {};
    const counted = {
      ...{ waiting: r.waitMs, offered: r.offeredMs, serving: r.serviceMs, wrapUp: r.wrapUpMs },
      ...{ parked: r.parkedMs, escalated: r.escalatedMs },
    };
    for (const [state, ms] of Object.entries(counted))
      expect([r.ticket, state, ms]).toEqual([r.ticket, state, times[state] ?? 0]);
    expect(r.offers).toBe(of(r.ticket, 'offer.made'));
    expect([r.rejections, r.missed, r.returns]).toEqual([
      of(r.ticket, 'offer.rejected'),
      of(r.ticket, 'offer.timedOut'),
      of(r.ticket, 'ticket.returned'),
    ]);
    expect([r.escalations, r.handOvers]).toEqual([of(r.ticket, 'ticket.escalated'), of(r.ticket, 'ticket.handedOver')]);
    expect(r.limitKept).toBe(r.limitAt === null ? null : of(r.ticket, 'ticket.limitBreached') === 0);
    expect(r.stations.length === 0).toBe(r.answeredAt === null);
    expect(r.responsible).toBe(r.stations[0] ?? null);
  }
  for (const sum of ['supplements', 'escalations', 'transfers', 'rejections', 'missed'] as const)
    expect([sum, records.some((r) => r[sum] > 0)]).toEqual([sum, true]);
});

test('[ARC-2] a ticket that is handed over names both stations, and the first as the responsible one', async () => {
  const dir = await folder();
  const desk = new Desk(bureau, Date.parse('2026-11-23T04:00:00Z'));
  desk.open('north-s01');
  const ticket = desk.call();
  desk.pass(4_000);
  desk.accept(ticket);
  desk.open('north-s02');
  desk.pass(30_000);
  const { business, skill, modality, due, step } = desk.ticket(ticket);
  const target = { hall: 'north', group: 'phone', business, skill, modality };
  const place = { index: 0, step, until: null };
  const [invite, loan, until] = ['transfer' as const, null, desk.now + 60_000];
  const offer = { offer: `${ticket}.2`, ticket, station: 'north-s02', invite, loan };
  const why = { side: 'ticket' as const, class: '', step: 0, looked: [] };
  const wanted = { kind: invite, target, named: null, due, place, until };
  inject(desk, [
    { type: 'invite.opened', ticket, host: 'north-s01', invite: wanted, note: null },
    { type: 'offer.made', ...offer, modality, deadline: until, why },
    { type: 'offer.accepted', ...offer, auto: false, inTarget: false, paceUntil: null },
    { type: 'ticket.handedOver', ticket, from: 'north-s01', to: 'north-s02', target, loan },
  ]);
  desk.pass(20_000);
  desk.complete(ticket);
  await archiveDays({ journal: await journalOf(desk.steps), bureau, dir, now: later });
  expect(recordsOf(await filesOf(dir))).toMatchObject([
    {
      ...{ ticket, responsible: 'north-s01', station: 'north-s02', officer: 'officer-north-s02', outcome: 'resolved' },
      ...{ stations: ['north-s01', 'north-s02'], officers: ['officer-north-s01', 'officer-north-s02'] },
      ...{ services: 2, offers: 2, handOvers: 1, transfers: 0, inTarget: true, lent: false },
      ...{ waitMs: 0, offeredMs: 4_000, serviceMs: 50_000, wrapUpMs: 0, answeredAt: '2026-11-23T04:00:04.000Z' },
    },
  ]);
});

test('[ARC-3] killed before or in the middle of any write and run again, it doubles and loses nothing', async () => {
  const { bureau, steps } = someDays(2, 4);
  const now = midnight(2) + 3_600_000;
  const run = async (dir: string, fs?: Fs) =>
    archiveDays({ journal: await journalOf(steps), bureau, dir, now, ...(fs !== undefined && { fs }) });
  const good = await folder();
  await run(good);
  const wanted = await filesOf(good);
  expect(Object.keys(wanted)).toContain('tickets-2026-11-23.ndjson.gz');
  let deaths = 0;
  for (let n = 1; ; n++) {
    const dir = await folder();
    const fs = dyingFs(n);
    const ended = await run(dir, fs).catch(() => null);
    if (!fs.died) {
      expect(ended).not.toBeNull();
      break;
    }
    deaths++;
    await run(dir);
    expect([n, await filesOf(dir)]).toEqual([n, wanted]);
  }
  expect(deaths).toBeGreaterThan(50);
}, 120_000);

test('[ARC-3] killed again and again in one folder it comes to the same', async () => {
  const good = await folder();
  await whole(good);
  const dir = await folder();
  for (let n = 1; ; n++) {
    const fs = dyingFs(3 + (n % 40));
    await archiveDays({ journal: await journalOf(steps), bureau, dir, now: later, fs }).catch(() => null);
    if (!fs.died) break;
  }
  expect(await filesOf(dir)).toEqual(await filesOf(good));
});

test('[ARC-4] run day by day it makes the files that one run makes, and run again it changes none', async () => {
  const [once, daily] = [await folder(), await folder()];
  await whole(once);
  for (let n = 0; n < 6; n++) await whole(daily, midnight(n) + 2 * 3_600_000);
  await whole(daily);
  const files = await filesOf(daily);
  expect(files).toEqual(await filesOf(once));
  expect(await whole(daily)).toEqual([]);
  expect(await filesOf(daily)).toEqual(files);
});

test('[ARC-5] a day’s tickets are archived once none of them can be rated any more, with their ratings', async () => {
  const dir = await folder();
  const named = async (prefix: string) => (await readdir(dir)).filter((name) => name.startsWith(prefix)).sort();
  await whole(dir, midnight(0) + 3_600_000);
  expect([await named('audit-'), await named('tickets-')]).toEqual([['audit-2026-11-23.ndjson.gz'], []]);
  expect(await named('closed-')).toEqual(['closed-2026-11-23.ndjson.gz']);
  await whole(dir, midnight(2) + 3_600_000);
  expect(await named('tickets-')).toEqual(['tickets-2026-11-23.ndjson.gz']);
  await whole(dir);
  expect(await named('closed-')).toEqual([]);
  const records = recordsOf(await filesOf(dir));
  const given = steps.flatMap((s) => s.events.filter((e) => e.type === 'rating.given'));
  expect(given.length).toBeGreaterThan(20);
  const other = given.filter(
    (e) =>
      shanghai(records.find((r) => r.ticket === e.ticket)?.closedAt ?? '') !== shanghai(new Date(e.at).toISOString()),
  );
  expect(other.length).toBeGreaterThan(5);
  for (const e of given) {
    const r = records.find((found) => found.ticket === e.ticket);
    expect([r?.rating, r?.ratingReasons, Date.parse(r?.ratedAt ?? '')]).toEqual([e.grade, e.reasons, e.at]);
  }
  expect(records.filter((r) => r.rating !== null).length).toBe(given.length);
});

test('[ARC-6] archivedSeq is the last step that is archived: nothing before it is needed again', async () => {
  const dir = await folder();
  expect(await archivedSeq(dir)).toBe(0);
  await whole(dir, midnight(1) + 3_600_000);
  const seq = await archivedSeq(dir);
  expect(seq).toBe(steps.findLast((s) => s.at < midnight(1))?.seq);
  const rest = await journalOf(steps, 1);
  rest.store.journal = rest.store.journal.filter((entry) => entry.last > seq);
  const lost: number[] = [];
  await archiveDays({ journal: rest, bureau, dir, now: later, onLost: (from) => void lost.push(from) });
  const good = await folder();
  await whole(good);
  expect([lost, await filesOf(dir)]).toEqual([[], await filesOf(good)]);
});

test('[ARC-7] what was trimmed before it was archived is told, and the rest is archived', async () => {
  const dir = await folder();
  const rest = await journalOf(steps, 1);
  const first = steps.find((s) => s.at > midnight(1))?.seq ?? 0;
  rest.store.journal = rest.store.journal.filter((entry) => entry.first >= first);
  const lost: [number, number][] = [];
  await archiveDays({ journal: rest, bureau, dir, now: later, onLost: (...gap) => void lost.push(gap) });
  expect(lost).toEqual([[1, first - 1]]);
  const records = recordsOf(await filesOf(dir));
  const closed = steps.filter((s) => s.seq >= first).flatMap((s) => s.events.filter((e) => e.type === 'ticket.closed'));
  expect(records.map((r) => r.ticket).sort()).toEqual(closed.map((e) => e.ticket).sort());
});

test('[ARC-8] others have their turn while a long day is archived, though it comes in one batch', async () => {
  const dir = await folder();
  // Steps without events are the cheapest: the more of them, the longer the batch.
  const idle = Array.from({ length: 60_000 }, (_, i): Step => ({ ...(steps[0] as Step), seq: i + 1, events: [] }));
  let turns = 0;
  let running = true;
  const turn = () => {
    turns++;
    if (running) setImmediate(turn);
  };
  const seen = new Set<number>();
  const batch = {
    *[Symbol.iterator]() {
      for (const step of idle) {
        seen.add(turns);
        yield step;
      }
    },
    at: (i: number) => idle.at(i),
  };
  const journal = {
    async *read() {
      yield batch as Step[];
    },
  };
  setImmediate(turn);
  await archiveDays({ journal, bureau, dir, now: later });
  running = false;
  // More often than by the few writes of a file of this size alone.
  expect(seen.size).toBeGreaterThan(20);
});

test('[ARC-9] nothing is deleted before six months are over', async () => {
  const dir = await folder();
  const journal = await journalOf(steps);
  await expect(archiveDays({ journal, bureau, dir, now: later, keepDays: 183 })).rejects.toMatchObject({
    code: 'bad-config',
  });
  const old = ['audit-2026-05-01.ndjson.gz', 'sheets-2026-05-25.csv', 'sheets-2026-05-26.csv', 'notes.txt'];
  for (const name of old) await writeFile(join(dir, name), '');
  const keep = async (keepDays?: number) => {
    const now = midnight(2) + 3_600_000;
    await archiveDays({ journal, bureau, dir, now, ...(keepDays !== undefined && { keepDays }) });
    return (await readdir(dir)).filter((name) => old.includes(name)).sort();
  };
  // The last archived day is 2026-11-25: 184 days before it is 2026-05-25.
  expect(await keep(184)).toEqual(['notes.txt', 'sheets-2026-05-25.csv', 'sheets-2026-05-26.csv']);
  const kept = await folder();
  await writeFile(join(kept, 'audit-2001-01-01.ndjson.gz'), '');
  await whole(kept);
  expect(await readdir(kept)).toContain('audit-2001-01-01.ndjson.gz');
});

test('[ARC-10] what is archived is never written again', async () => {
  const [dir, good] = [await folder(), await folder()];
  await whole(good);
  const there = ['audit-2026-11-24.ndjson.gz', 'tickets-2026-11-25.ndjson.gz', 'sheets-2026-11-23.csv'];
  for (const name of there) await writeFile(join(dir, name), 'as it was');
  await whole(dir);
  for (const name of there) expect(await readFile(join(dir, name), 'utf8')).toBe('as it was');
  expect(await readdir(dir)).toEqual(await readdir(good));
});

test('[ARC-11] the sheets of a day are archived as they were counted', async () => {
  const dir = await folder();
  await whole(dir);
  const files = await filesOf(dir);
  for (const [n, day] of days.slice(0, 3).entries()) {
    const sheets = new Sheets(bureau, bureau.timezone);
    for (const step of steps) if (step.at < midnight(n)) sheets.add(step);
    sheets.settle(midnight(n));
    const rows = sheets.sheets(day);
    expect(rows.length).toBeGreaterThan(8);
    expect(JSON.parse(files[`sheets-${day}.json`] ?? '')).toMatchObject({ bureau: 'tiny', day, sheets: rows });
    expect(files[`sheets-${day}.csv`]).toBe(toCsv(rows));
  }
});

test('[ARC-12] sheets on demand are the archived ones, or those of the journal so far', async () => {
  const dir = await folder();
  const store = await journalOf([]);
  const reader = new SheetReader({ dir, journal: store, bureau: () => bureau });
  const sheets = new Sheets(bureau, bureau.timezone);
  const half = steps.findIndex((s) => s.at > midnight(1) + 9 * 3_600_000);
  await store.append(steps.slice(0, half));
  for (const step of steps.slice(0, half)) sheets.add(step);
  const now = steps[half - 1]?.at ?? 0;
  sheets.settle(now);
  expect(await reader.sheets('2026-11-25', now)).toEqual(sheets.sheets('2026-11-25'));
  await store.append(steps.slice(half));
  for (const step of steps.slice(half)) sheets.add(step);
  sheets.settle(end);
  const both = await Promise.all([reader.sheets('2026-11-26', end), reader.sheets('2026-11-25', end)]);
  expect(both).toEqual([sheets.sheets('2026-11-26'), sheets.sheets('2026-11-25')]);
  await archiveDays({ journal: store, bureau, dir, now: midnight(2) + 3_600_000 });
  expect(await reader.sheets('2026-11-26', end)).toEqual(sheets.sheets('2026-11-26'));
  expect(await reader.sheets('2026-11-25', end)).toEqual(sheets.sheets('2026-11-25'));
  await expect(reader.sheets('2027-01-01', end)).rejects.toMatchObject({ code: 'not-found' });
});

test('[ARC-13] an archive of another bureau, or a cursor that cannot be read, is refused', async () => {
  const dir = await folder();
  await whole(dir);
  const journal = await journalOf(steps);
  const other = { ...bureau, code: 'other' };
  await expect(archiveDays({ journal, bureau: other, dir, now: later })).rejects.toMatchObject({ code: 'bad-config' });
  await writeFile(join(dir, 'cursor.json'), '{');
  await expect(whole(dir)).rejects.toMatchObject({ code: 'bad-file' });
});

test('[ARC-14] what is sealed stays sealed, and what a taxpayer, officer or colleague wrote is in no file but the reply', async () => {
  const dir = await folder();
  const desk = new Desk(bureau, Date.parse('2026-11-23T04:00:00Z'));
  const person = { name: 'sealed-name', idNumber: 'sealed-number', phone: 'sealed-phone' };
  desk.call();
  const data = { ...(desk.last('ticket.submitted')?.data as EventOf<'ticket.submitted'>['data']), person };
  const said = 'MARKER 13800138000';
  const kept = { remindAt: null, items: [], limitLeft: null, until: desk.now + 1 };
  const id = 'tzz';
  inject(desk, [
    { type: 'ticket.submitted', ticket: id, data: { ...data, id } },
    { type: 'ticket.messaged', ticket: id, from: 'north-s01', to: 'south-s01', text: said },
    { type: 'ticket.parked', ticket: id, station: null, reason: 'supplement', note: said, ...kept },
    { type: 'ticket.supplied', ticket: id, materials: [], note: said },
  ]);
  const line = { hall: 'north', group: 'phone', business: 'vat-return', channel: 'phone', officer: null };
  inject(desk, [{ type: 'rating.given', ticket: id, ...line, grade: 1, reasons: [], comment: said }]);
  const closed = { channel: 'phone', ref: null, station: null, officer: null, template: null, workedMs: 0 };
  const closing = { ...closed, outcome: 'notSupplied' as const, reply: 'sealed-reply', auto: true, rateUntil: null };
  inject(desk, [{ type: 'ticket.closed', ticket: id, ...closing }]);
  await archiveDays({ journal: await journalOf(desk.steps), bureau, dir, now: later });
  const files = await filesOf(dir);
  expect(JSON.stringify(files)).not.toContain(said);
  expect(recordsOf(files).find((r) => r.ticket === id)).toMatchObject({ person, reply: 'sealed-reply' });
});
