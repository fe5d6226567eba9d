import { archiveDir } from '../archive/names.ts';
import { readSettings } from '../config/env.ts';
import { loadBureau } from '../config/load.ts';
import type { Bureau } from '../config/schema.ts';
import { inspectRedis, reachRedis } from '../journal/reach.ts';
import { redisJournal } from '../journal/redis.ts';
import type { Journal } from '../ports.ts';

/** What a command works with that reads a bureau's journal and archive. */
export interface AtHand {
  bureau: Bureau;
  journal: Pick<Journal, 'read'>;
  /** Folder of the archive. */
  dir: string;
}

/** Reaches the journal of the settings' bureau for as long as `work` takes; it may run beside a server at work. */
export async function withJournal(
  dir: string | undefined,
  work: (at: AtHand) => Promise<void>,
  env: Record<string, string | undefined> = process.env,
): Promise<void> {
  const settings = readSettings(env);
  const bureau = await loadBureau(settings.bureauDir);
  const redis = await reachRedis(settings);
  const journal = redisJournal({ bureau: bureau.code, at: redis.at });
  try {
    await inspectRedis(redis.at);
    await work({ bureau, journal, dir: dir ?? archiveDir(settings) });
  } finally {
    await journal.close();
    await redis.stop();
  }
}
