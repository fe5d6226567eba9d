import { BureauCore } from '../../src/bureau/bureau.ts';
import { recover } from '../../src/host/recover.ts';
import { startEmbeddedRedis } from '../../src/journal/embedded.ts';
import { redisJournal } from '../../src/journal/redis.ts';
import { CoreAtWork } from '../core-at-work.ts';
import { type Bench, type Figure, figure } from '../figure.ts';
import { seats, town } from '../town.ts';

const openTickets = 10_000;

/** How long a process takes to know what the one before it knew: half from the checkpoint, half from the journal. */
export async function recovery(bench: Bench): Promise<Figure[]> {
  bench.say(`recovery of ${openTickets} open tickets`);
  const redis = await startEmbeddedRedis({ dataDir: bench.folder('recovery'), fsync: 'everysec' });
  const open = () => redisJournal({ bureau: 'town', at: { socketPath: redis.socketPath } });
  const journal = open();
  await journal.open();
  const work = new CoreAtWork(openTickets / 2 - seats.length);
  const append = async () => {
    while (work.steps.length > 0) await journal.append(work.steps.splice(0, 64));
  };
  await append();
  const { seq, set, del, answers } = work.core.checkpoint();
  await journal.saveCheckpoint({ seq, set, del, answers: answers === null ? null : { json: answers, keepMs: 60_000 } });
  work.fill(openTickets / 2);
  await append();
  await journal.close();
  const runs: number[] = [];
  for (let round = 0; round <= bench.rounds; round++) {
    const next = open();
    const began = performance.now();
    await next.open();
    const core = new BureauCore(town());
    await recover(core, next, await next.loadCheckpoint());
    // The first round warms up.
    if (round > 0) runs.push(performance.now() - began);
    if (core.hash() !== work.core.hash()) throw new Error('what was recovered is not what was there');
    await next.close();
  }
  await redis.stop();
  return [
    figure(
      'recovery',
      `${openTickets.toLocaleString('en-GB')} open tickets: lease, checkpoint of half, journal of the other half`,
      'ms',
      runs,
    ),
  ];
}
