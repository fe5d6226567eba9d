import { copyFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { archiveDays } from '../../src/archive/archive.ts';
import { type AuditLine, auditLine } from '../../src/archive/audit-line.ts';
import { archivedSeq } from '../../src/archive/cursor.ts';
import { type AuditQuestion, findAudit } from '../../src/archive/find.ts';
import { filesOf, folder, journalOf, midnight, parsed, someDays } from './archive-rig.ts';

const { bureau, steps } = someDays(1);

/** An archive of the first two days, and the journal of the rest. */
async function half(): Promise<Pick<AuditQuestion, 'dir' | 'journal'>> {
  const dir = await folder();
  const journal = await journalOf(steps, 1);
  await archiveDays({ journal, bureau, dir, now: midnight(1) + 3_600_000 });
  // Some of what is archived is still there, as in a bureau whose journal is trimmed late.
  const trimmed = (await archivedSeq(dir)) / 2;
  journal.store.journal = journal.store.journal.filter((entry) => entry.first > trimmed);
  return { dir, journal };
}

const newest = (fits: (line: AuditLine) => boolean, limit: number) =>
  steps.map(auditLine).filter(fits).reverse().slice(0, limit);

test('[AUD-1] every step is in the audit: who, what, whom, when, from where, with which result', async () => {
  const dir = await folder();
  await archiveDays({ journal: await journalOf(steps), bureau, dir, now: midnight(6) });
  const files = await filesOf(dir);
  const lines = Object.keys(files)
    .filter((name) => name.startsWith('audit-'))
    .flatMap((name) => parsed<AuditLine>(files[name]));
  expect(lines.map((line) => line.seq)).toEqual(steps.map((step) => step.seq));
  for (const [i, step] of steps.entries()) {
    const line = lines[i];
    const result = step.answer.ok ? 'ok' : step.answer.code;
    const { by, type: command, id, from } = step;
    expect(line).toMatchObject({ by, command, id, from: from ?? null, result, at: new Date(step.at).toISOString() });
    for (const e of step.events) {
      expect(line?.events).toContain(e.type);
      if ('ticket' in e) expect(line?.tickets).toContain(e.ticket);
      if ('station' in e && e.station !== null) expect(line?.stations).toContain(e.station);
    }
  }
  expect(lines.some((line) => line.result !== 'ok' && line.detail !== null)).toBe(true);
});

test('[AUD-2] a question is answered newest first, from the journal and the archive as one', async () => {
  const at = await half();
  const all = await findAudit({ ...at, limit: 100_000 });
  // What is in both stands there once; what the journal no longer holds comes from the archive.
  expect(all.map((line) => line.seq)).toEqual(steps.map((step) => step.seq).reverse());
  for (const limit of [1, 7, 250]) expect(await findAudit({ ...at, limit })).toEqual(newest(() => true, limit));
});

test('[AUD-3] it may ask for a time, a person and a ticket', async () => {
  const at = await half();
  const [from, to] = [midnight(0) - 3 * 3_600_000, midnight(2)];
  const inTime = (line: AuditLine) => Date.parse(line.at) >= from && Date.parse(line.at) < to;
  expect(await findAudit({ ...at, from, to, limit: 100_000 })).toEqual(newest(inTime, 100_000));
  const by = 'station:officer-north-s01';
  const ofOfficer = newest((line) => line.by === by, 40);
  expect(ofOfficer.length).toBe(40);
  expect(await findAudit({ ...at, by, limit: 40 })).toEqual(ofOfficer);
  expect(await findAudit({ ...at, by: 'officer-north-s01', limit: 40 })).toEqual(ofOfficer);
  const ticket = steps.findLast((s) => s.at < midnight(0) && s.type === 'submit')?.events[0];
  const id = ticket !== undefined && 'ticket' in ticket ? ticket.ticket : '';
  const ofTicket = newest((line) => line.tickets.includes(id), 1000);
  expect(ofTicket.length).toBeGreaterThan(1);
  expect(await findAudit({ ...at, ticket: id, limit: 1000 })).toEqual(ofTicket);
  expect(await findAudit({ ...at, by: 'nobody', limit: 10 })).toEqual([]);
});

test('[AUD-4] a bureau without an archive answers from its journal', async () => {
  const journal = await journalOf(steps);
  expect(await findAudit({ dir: '/nowhere/at/all', journal, limit: 5 })).toEqual(newest(() => true, 5));
});

test('[AUD-5] a file of a run that was killed before its cursor is not told twice', async () => {
  const { dir } = await half();
  const other = await folder();
  await archiveDays({ journal: await journalOf(steps), bureau, dir: other, now: midnight(2) + 3_600_000 });
  await copyFile(`${other}/audit-2026-11-25.ndjson.gz`, `${dir}/audit-2026-11-25.ndjson.gz`);
  const all = await findAudit({ dir, journal: await journalOf(steps), limit: 100_000 });
  expect(all.map((line) => line.seq)).toEqual(steps.map((step) => step.seq).reverse());
});
