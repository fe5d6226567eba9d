import { redisJournal } from '../../src/journal/redis.ts';
import { closing, openOutbox } from './delivery-rig.ts';

/** A server that only closes tickets, one batch after the other, until it is killed. */
const [socketPath = '', callback = ''] = process.argv.slice(2);
const journal = redisJournal({ bureau: 'kills', at: { socketPath } });
const { seq } = await journal.open();
const outbox = openOutbox({ code: 'kills', callback, connection: { socketPath }, journal });
console.log('open');
for (let next = seq + 1; ; next += 5) {
  const batch = [0, 1, 2, 3, 4].map((n) => closing(next + n));
  await journal.append(batch);
  for (const step of batch) outbox.committed(step, []);
  await new Promise((resolve) => setTimeout(resolve, 10));
}
