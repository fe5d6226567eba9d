import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import { parse, stringify } from 'yaml';
import type { CatalogueView } from '../../src/protocol/catalogue.ts';
import { Party, tokenOf } from './desk-rig.ts';
import { type Stage, start } from './support.ts';

interface Hall {
  code: string;
  hours?: unknown;
  stations: { count: number }[];
}

/** Leaves as many halls as that and so many stations in all, in the proportions of the city. */
function resize(files: string, halls: number, stations: number): void {
  const file = join(files, 'halls.yaml');
  const kept = (parse(readFileSync(file, 'utf8')) as Hall[]).slice(0, halls);
  const rows = kept.flatMap((hall) => hall.stations);
  const before = rows.reduce((sum, { count }) => sum + count, 0);
  for (const row of rows) row.count = Math.max(1, Math.floor((row.count * stations) / before));
  let missing = stations - rows.reduce((sum, { count }) => sum + count, 0);
  for (let i = 0; missing > 0; i = (i + 1) % rows.length, missing--) rows[i]!.count++;
  writeFileSync(file, stringify(kept));
}

/** Lines opened at once. */
const together = 100;
/** So many commands a client gives at once on a new line; the others one by one. */
const perPortal = 100;

export interface Crowded extends Stage {
  page: Page;
  line: CDPSession;
  /** Does something while tickets go and come: each turn one is cancelled and another brought. */
  stirred<T>(deed: () => Promise<T>): Promise<T>;
}

/** A bureau where everybody has signed in and so many tickets wait, and its board in a browser. */
export async function crowded(size: { halls: number; stations: number; waiting: number }): Promise<Crowded> {
  const edit = (files: string) => resize(files, size.halls, size.stations);
  const city = await start({ YUNTING_FSYNC: 'everysec' }, { edit });
  const chief = await Party.of(city, { role: 'supervisor', sub: 'chief', halls: '*' });
  const catalogue = (await chief.client.ask({ type: 'catalogue' })) as CatalogueView;
  const stations = [...(catalogue.stations ?? [])];
  // Signed in and not yet ready: nobody takes what waits.
  while (stations.length > 0)
    await Promise.all(
      stations.splice(0, together).map(async ({ id: station, hall }) => {
        const desk = await Party.of(city, { role: 'station', sub: station, hall, station });
        await desk.client.command({ type: 'signIn', station });
      }),
    );

  const businesses = catalogue.businesses.filter(({ channels }) => channels.etax !== undefined);
  let n = 0;
  const submit = async (portal: Party) => {
    const business = businesses[n % businesses.length]!.code;
    const hall = catalogue.halls[n++ % catalogue.halls.length]!.code;
    return (await portal.client.command({ type: 'submit', channel: 'etax', business, hall })).ticket;
  };
  const openPortal = () => Party.of(city, { role: 'channel', sub: 'etax', channel: 'etax', halls: '*' });
  const waiting: string[] = [];
  while (waiting.length < size.waiting) {
    const portal = await openPortal();
    const some = Math.min(perPortal, size.waiting - waiting.length);
    waiting.push(...(await Promise.all(Array.from({ length: some }, () => submit(portal)))));
  }
  const portal = await openPortal();

  const page = await city.visit('board', await tokenOf(city, { role: 'supervisor', sub: 'eyes', halls: '*' }));
  for (const [name, count] of Object.entries({ 办件: size.waiting, 工位: size.stations })) {
    const list = page.getByRole('region', { name, exact: true });
    await list.getByRole('heading', { name: `${name} ${count.toLocaleString('zh')}` }).waitFor();
    await list.getByRole('button').first().waitFor();
  }
  const line = await page.context().newCDPSession(page);
  await line.send('Performance.enable');
  return Object.assign(city, {
    page,
    line,
    async stirred<T>(deed: () => Promise<T>) {
      let over = false;
      const stir = async () => {
        while (!over) {
          await portal.client.command({ type: 'cancel', ticket: waiting.shift()! });
          waiting.push(await submit(portal));
          await setTimeout(50);
        }
      };
      const ended = deed().finally(() => {
        over = true;
      });
      await Promise.all([ended, stir()]);
      return ended;
    },
  });
}
