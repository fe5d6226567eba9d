import { createInterface } from 'node:readline';
import { loadBureau } from '../../config/load.ts';
import { startCity } from './city.ts';
import { cityClock } from './clock.ts';
import { sessionsAt } from './line.ts';
import type { Orders, Report } from './orders.ts';
import { mailbox, portals } from './portal.ts';
import { emptyTally } from './world.ts';

// Ctrl-C reaches everybody in the terminal's group: whoever started the city ends it by closing its input.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});

const say = (report: Report) => process.stdout.write(`${JSON.stringify(report)}\n`);

const tally = emptyTally();
let orders: Orders | undefined;
let living: Promise<() => Promise<void>> | undefined;

/** Answers how it is ended. */
async function begin({ url, wsUrl, bureauDir, time, seed, tokens, secrets }: Orders) {
  const bureau = await loadBureau(bureauDir);
  const clock = cityClock(time);
  const sessions = sessionsAt(wsUrl, clock);
  const posts = portals(url, secrets);
  const lines = { connect: sessions.connect, post: posts.post };
  const city = startCity({ bureau, clock, lines, tokens, seed, tally });
  const telling = setInterval(() => say({ tally, ended: false }), 1000);
  return async () => {
    clearInterval(telling);
    await city.stop();
    sessions.close();
    posts.close();
  };
}

const box = await mailbox(() => orders?.secrets, tally);
say({ mailbox: box.address });
const input = createInterface({ input: process.stdin });
input.once('line', (line) => {
  orders = JSON.parse(line) as Orders;
  living = begin(orders);
});
input.once('close', async () => {
  const end = await living;
  await end?.();
  say({ tally, ended: true });
  box.close();
});
