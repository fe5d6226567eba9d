import * as nodeFs from 'node:fs/promises';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { onTestFinished } from 'vitest';
import type { Fs } from '../../src/archive/files.ts';
import type { Step } from '../../src/bureau/commands.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { MemoryStore, memoryJournal } from '../../src/journal/memory.ts';
import type { HistoryJournal } from '../../src/ports.ts';
import { Desk } from './desk.ts';
import { histories, Player } from './history.ts';
import { inject, practice } from './performance-history.ts';
import { tinyBureau } from './tiny-bureau.ts';

const hour = 3_600_000;
/** Midnight of the first day after the history's first, in Shanghai. */
export const firstMidnight = Date.parse('2026-11-23T16:00:00Z');
export const midnight = (n: number) => firstMidnight + n * 24 * hour;
export const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'];

/**
 * Some days of a tiny bureau in parts of seven hours, the first at noon; tickets may be rated for a day and a half.
 * Thirteen parts are four days and a bit.
 */
export function someDays(seed: number, parts = 13): { bureau: Bureau; steps: Step[]; desk: Desk } {
  const bureau = tinyBureau(({ bureau: { policy } }) => {
    policy.rate = '36h';
  });
  const desk = new Desk(bureau, Date.parse('2026-11-23T04:00:00Z'));
  const player = new Player(desk);
  const rated = new Set<string>();
  for (let part = 0; part < parts; part++) {
    const moves = fc.sample(histories(100), { numRuns: 3, seed: seed * 100 + part }).flat();
    moves.forEach((move, i) => {
      // Without the two that bring other files or a ticket that nobody takes in hand.
      if (move[0] !== 'reload' && move[0] !== 'quarantine') player.move(move);
      if (i % 3 === 0) inject(desk, practice(desk, move[1]));
    });
    for (const e of desk.of('rating.given')) rated.add(e.ticket);
    for (const e of desk.of('ticket.closed')) {
      if (e.rateUntil === null || e.rateUntil <= desk.now || rated.has(e.ticket) || e.at > desk.now - 5 * hour)
        continue;
      rated.add(e.ticket);
      const { ticket, officer, channel } = e;
      const about = { hall: 'north', group: 'phone', business: 'vat-return', channel, officer };
      inject(desk, [
        { type: 'rating.given', ticket, ...about, grade: (part % 5) + 1, reasons: ['slow'], comment: null },
      ]);
    }
    // Whatever has become of the day, some work of it is done.
    for (const station of bureau.stations.keys()) desk.open(station);
    for (let i = 0; i < 12; i++) desk.document(['north', 'south'][i % 2]);
    desk.pass(60_000);
    for (const s of [...desk.core.state.stations()]) for (const { ticket } of s.context.work) desk.complete(ticket);
    desk.pass(7 * hour);
  }
  return { bureau, steps: desk.steps, desk };
}

export async function journalOf(steps: Step[], batch = 7): Promise<HistoryJournal & { store: MemoryStore }> {
  const store = new MemoryStore();
  const journal = memoryJournal(store);
  await journal.open();
  for (let at = 0; at < steps.length; at += batch) await journal.append(steps.slice(at, at + batch));
  return { ...journal, store };
}

export async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'yunting-archive-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** All files of a folder by name: text, decompressed where it was compressed. */
export async function filesOf(dir: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of (await readdir(dir)).sort()) {
    const bytes = await readFile(join(dir, name));
    files[name] = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  }
  return files;
}

export const parsed = <T>(text: string | undefined): T[] =>
  (text ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

class Killed extends Error {}

/**
 * A disk under a process that is killed just before its n-th change to it, or, when that is a write, half way through.
 * From then on nothing works any more.
 */
export function dyingFs(n: number): Fs & { died: boolean } {
  let left = n;
  const fs = { died: false };
  const change = async (half?: () => Promise<unknown>) => {
    if (!fs.died && --left > 0) return;
    if (!fs.died) await half?.();
    fs.died = true;
    throw new Killed('killed');
  };
  const handleOf = (handle: nodeFs.FileHandle): nodeFs.FileHandle =>
    new Proxy(handle, {
      get(target, name) {
        if (name === 'writeFile') {
          return async (data: Buffer | string) => {
            await change(() => target.writeFile(data.slice(0, data.length / 2)));
            return target.writeFile(data);
          };
        }
        if (name === 'sync') return () => change().then(() => target.sync());
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  return Object.assign(fs, {
    open: async (...args: Parameters<typeof nodeFs.open>) => {
      await change();
      return handleOf(await nodeFs.open(...args));
    },
    rename: async (...args: Parameters<typeof nodeFs.rename>) => {
      await change();
      return nodeFs.rename(...args);
    },
    rm: async (...args: Parameters<typeof nodeFs.rm>) => {
      await change();
      return nodeFs.rm(...args);
    },
    mkdir: nodeFs.mkdir,
    readdir: nodeFs.readdir,
  });
}
