import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { loadBureau } from '../../config/load.ts';
import { type City, startCity } from './city.ts';
import { type CityClock, cityClock, type Pace } from './clock.ts';
import { sessionsAt } from './line.ts';
import type { Letter } from './mail.ts';
import type { Orders, Report } from './orders.ts';
import { mailbox, portals } from './portal.ts';
import { emptyTally } from './tally.ts';

// Ctrl-C reaches everybody in the terminal's group: whoever started the city ends it by closing its input.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});

// Whoever started it is no more.
process.stdout.on('error', () => process.exit(1));

const say = (report: Report, done?: () => void) => process.stdout.write(`${JSON.stringify(report)}\n`, done);

/** How long the end waits for the server's last answers. */
const answerMs = 3_000;

const tally = emptyTally();
let orders: Orders | undefined;
let city: City | undefined;
let clock: CityClock | undefined;
let living: Promise<() => Promise<void>> | undefined;

/** Answers how it is ended. */
async function begin({ url, wsUrl, bureauDir, seed, tokens, secrets }: Orders, clock: CityClock) {
  const bureau = await loadBureau(bureauDir);
  const sessions = sessionsAt(wsUrl, clock);
  const lines = { connect: sessions.connect, post: portals(url, secrets).post };
  city = startCity({ bureau, clock, lines, tokens, seed, tally });
  const telling = setInterval(() => say({ tally, ended: false }), 1000);
  return async () => {
    clearInterval(telling);
    await Promise.race([city?.stop(), pause(answerMs)]);
    sessions.close();
  };
}

say({
  mailbox: await mailbox({
    secrets: () => orders?.secrets,
    tally,
    hear: (channel, letter) => city?.read(channel, letter as Letter),
  }),
});
const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  if (clock !== undefined) return clock.pace(JSON.parse(line) as Pace);
  orders = JSON.parse(line) as Orders;
  clock = cityClock(orders.time);
  living = begin(orders, clock);
});
input.once('close', async () => {
  const end = await living;
  await end?.();
  // What still waits for an answer will not have one.
  say({ tally, ended: true }, () => process.exit());
});
