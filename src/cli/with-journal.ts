import { archiveDir } from '../archive/names.ts';
import { readSettings, type Settings } from '../config/env.ts';
import { loadBureau } from '../config/load.ts';
import type { Bureau } from '../config/schema.ts';
import { inspectRedis, reachRedis } from '../journal/reach.ts';
import { redisJournal } from '../journal/redis.ts';
import type { HistoryJournal, Journal } from '../ports.ts';
import { CodedError } from '../protocol/codes.ts';

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
  await readingJournal(settings, bureau, (journal) => work({ bureau, journal, dir: dir ?? archiveDir(settings) }));
}

/** The same with all that is kept. Rejects with `no-redis` when Redis goes away meanwhile, as a server's own does with it. */
export async function readingJournal(
  settings: Settings,
  bureau: Bureau,
  work: (journal: HistoryJournal) => Promise<void>,
): Promise<void> {
  const redis = await reachRedis(settings);
  let lost = false;
  const onError = () => {
    lost = true;
  };
  const journal = redisJournal({ bureau: bureau.code, at: redis.at, onError });
  try {
    await inspectRedis(redis.at);
    await work(journal);
  } catch (error) {
    if (lost && !(error instanceof CodedError)) throw new CodedError('no-redis', wentAway);
    throw error;
  } finally {
    await journal.close();
    await redis.stop();
  }
}

const wentAway =
  'it went away while the journal was read, as the own Redis of a server that stops does: give the command again, it starts one for itself where none runs';
