import { createInterface } from 'node:readline';
import { loadBureau } from '../../config/load.ts';
import { startCity } from './city.ts';
import { cityClock } from './clock.ts';
import { sessionsAt } from './line.ts';
import type { Orders, Report } from './orders.ts';
import { mailbox, portals } from './portal.ts';
import { Timers } from './timers.ts';
import { emptyTally } from './world.ts';

// Ctrl-C reaches everybody in the terminal's group: whoever started the city ends it by closing its input.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});

const say = (report: Report) => process.stdout.write(`${JSON.stringify(report)}\n`);

let orders: Orders | undefined;
const tally = emptyTally();
const box = await mailbox(() => orders?.secrets, tally);
say({ mailbox: box.address });

for await (const line of createInterface({ input: process.stdin })) {
  orders = JSON.parse(line) as Orders;
  break;
}
