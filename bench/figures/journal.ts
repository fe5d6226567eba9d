import type { Step } from '../../src/bureau/commands.ts';
import { startEmbeddedRedis } from '../../src/journal/embedded.ts';
import { redisJournal } from '../../src/journal/redis.ts';
import { CoreAtWork } from '../core-at-work.ts';
import { type Bench, type Figure, figure } from '../figure.ts';

/** Steps in one append, as they gather while the one before is on its way. */
const batchSize = 64;

/** How many real steps the journal takes in a second, one append in flight. */
export async function journal(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const fsync of ['everysec', 'always'] as const) {
    bench.say(`journal, ${fsync}: appends`);
    const redis = await startEmbeddedRedis({ dataDir: bench.folder(`journal-${fsync}`), fsync });
    const kept = redisJournal({ bureau: 'town', at: { socketPath: redis.socketPath } });
    await kept.open();
    const work = new CoreAtWork(0);
    const steps: Step[] = work.steps.splice(0);
    const runs: number[] = [];
    for (let round = 0; round <= bench.rounds; round++) {
      work.lives(bench.quick ? 2_000 : 10_000);
      steps.push(...work.steps.splice(0));
      const count = steps.length;
      const began = performance.now();
      while (steps.length > 0) await kept.append(steps.splice(0, batchSize));
      // The first round warms up.
      if (round > 0) runs.push(count / ((performance.now() - began) / 1000));
    }
    await kept.close();
    await redis.stop();
    figures.push(
      figure(`journal.${fsync}`, `steps appended, ${batchSize} to an entry, one append in flight`, 'steps/s', runs),
    );
  }
  return figures;
}
