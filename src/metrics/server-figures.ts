import type { Role } from '../protocol/principal.ts';
import type { Metrics } from './registry.ts';

type Depths = Record<'waiting' | 'active' | 'delayed' | 'failed', number>;

/** The server's parts, as far as they are asked for figures. Times are ms of the wall clock; null: never yet. */
export interface ServerParts {
  commit: { readonly lag: number };
  sessions: ReadonlyMap<Role, number>;
  journal: { reachable(): boolean };
  checkpointer: { readonly savedAt: number | null };
  outbox: { depths(): Promise<Depths> };
  nightly: { depths(): Promise<Depths>; lastSuccess(): Promise<number | null> };
  redis: { memoryUsed(): Promise<number>; restarts(): number };
}

/** Before each scrape sets the gauges of everything around the bureau. Redis being away costs only what it would tell. */
export function collectServer({ instruments: to, beforeScrape }: Metrics, parts: ServerParts): void {
  const depths = (queue: 'results' | 'archive', counted: Depths) => {
    for (const [state, count] of Object.entries(counted)) to.deliveryJobs.set({ queue, state }, count);
  };

  beforeScrape('host', () => {
    to.journalUnacked.set(parts.commit.lag);
    to.journalUp.set(parts.journal.reachable() ? 1 : 0);
    if (parts.checkpointer.savedAt !== null) to.checkpointSaved.set(parts.checkpointer.savedAt / 1000);
    for (const [role, count] of parts.sessions) to.sessions.set({ role }, count);
    to.redisRestarts.reset();
    to.redisRestarts.inc(parts.redis.restarts());
  });
  beforeScrape('deliveries', async () => depths('results', await parts.outbox.depths()));
  beforeScrape('archive', async () => {
    depths('archive', await parts.nightly.depths());
    const at = await parts.nightly.lastSuccess();
    if (at !== null) to.archiveSaved.set(at / 1000);
  });
  beforeScrape('redis', async () => to.redisMemory.set(await parts.redis.memoryUsed()));
}
