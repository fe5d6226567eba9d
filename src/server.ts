import { type Logger, pino } from 'pino';
import product from '../package.json' with { type: 'json' };
import { archiveDays } from './archive/archive.ts';
import { archivedSeq } from './archive/cursor.ts';
import { archiveDir } from './archive/names.ts';
import { startNightly } from './archive/nightly.ts';
import { past } from './archive/past.ts';
import { BureauCore } from './bureau/bureau.ts';
import { collectPlan } from './capacity/gauges/collect.ts';
import { startPlanning } from './capacity/gauges/planning.ts';
import { wordsOf } from './channels/registry.ts';
import { type Clock, realClock } from './clock.ts';
import type { Settings } from './config/env.ts';
import { loadBureau } from './config/load.ts';
import type { Bureau } from './config/schema.ts';
import { startOutbox } from './delivery/outbox.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import { identitySource } from './gateway/identity.ts';
import { checkPort } from './gateway/port.ts';
import { ownSecret, webhookSecret } from './gateway/secrets.ts';
import { type Tokens, tokens } from './gateway/tokens.ts';
import type { Visits } from './gateway/visits.ts';
import { Checkpointer } from './host/checkpointer.ts';
import { Host } from './host/host.ts';
import { recover } from './host/recover.ts';
import { Versions } from './host/versions.ts';
import type { RedisAddress } from './journal/client.ts';
import { inspectRedis } from './journal/reach.ts';
import { redisJournal } from './journal/redis.ts';
import { openStore } from './journal/store.ts';
import { superviseRedis } from './journal/supervise.ts';
import { materialsDir, sweepMaterials } from './materials/keep.ts';
import { MaterialStore } from './materials/store.ts';
import { doorTally } from './metrics/door.ts';
import { collectFigures } from './metrics/figures.ts';
import { matchTimes } from './metrics/match.ts';
import { collectNames } from './metrics/names.ts';
import { observe } from './metrics/observe.ts';
import { collectProcess } from './metrics/process.ts';
import { createMetrics } from './metrics/registry.ts';
import { seedFrom } from './metrics/seed.ts';
import { serveMetrics } from './metrics/server.ts';
import { collectServer } from './metrics/server-figures.ts';
import { startAtZero } from './metrics/zero.ts';
import { Parts } from './parts.ts';
import type { Committed } from './ports.ts';
import { PersonKeys } from './privacy/keys.ts';
import { persons } from './privacy/persons.ts';

/** How long a stop waits for the journal. */
const DRAIN_MS = 5_000;

export interface ServerOptions {
  clock?: Clock;
  log?: Logger;
  /** Instead of the files of the settings' folder. */
  bureau?: Bureau;
  /** Hears of every step once it is durable. */
  committed?: Committed;
  /** Hears of people at the pages. */
  visits?: Visits;
  /** Another process has taken the bureau over: this one serves no more. */
  onFenced?: (error: Error) => void;
}

export interface Server {
  url: string;
  /** Address of the WebSocket endpoint. */
  wsUrl: string;
  metricsUrl: string;
  tokens: Tokens;
  /** Webhook secret by channel, given or made here. */
  webhookSecrets: ReadonlyMap<string, string>;
  host: Host;
  /** How the bureau was found: entities of the checkpoint, steps after it, and how long that took. */
  recovered: { entities: number; steps: number; ms: number };
  /** Process id of the embedded Redis; null with a Redis of one's own. */
  redisPid(): number | null;
  reload(): Promise<{ version: string; changed: boolean }>;
  /** Takes no more, lets the journal finish, writes a checkpoint and ends everything that was started. */
  stop(): Promise<void>;
}

/** Puts the parts together: ports to adapters, in the order in which they need each other; what fails ends what began. */
export async function startServer(settings: Settings, options: ServerOptions = {}): Promise<Server> {
  const log = options.log ?? pino({ level: settings.logLevel });
  const clock = options.clock ?? realClock;
  const load = async () => options.bureau ?? (await loadBureau(settings.bureauDir));
  const disk = await load();
  const parts = new Parts(log);
  try {
    // Before the lease is taken: a start that must fail may not take the bureau from a server at work.
    await checkPort(settings.host, settings.port);
    await checkPort(settings.metricsHost, settings.metricsPort);
    const redis = await findRedis(settings, log);
    parts.began('redis', redis.stop);
    const away = (error: Error) => log.warn({ err: error }, 'the journal is away');
    const journal = redisJournal({ bureau: disk.code, at: redis.at, keepMs: settings.journalKeep, onError: away });
    parts.began('journal', () => journal.close());
    const store = await openStore(disk.code, redis.at, away);
    parts.began('store', () => store.close());
    const versions = new Versions(store.files, load);
    const bureau = await versions.first(disk);
    await versions.keep(bureau);
    const since = performance.now();
    const { epoch } = await journal.open();
    const core = new BureauCore(bureau);
    const { seq, entities, steps } = await recover(core, journal, await journal.loadCheckpoint());
    const recovered = { entities, steps, ms: Math.round(performance.now() - since) };
    log.info({ bureau: bureau.code, epoch, seq, ...recovered }, 'the bureau was recovered');

    const own = ownSecret(settings.dataDir);
    const archived = archiveDir(settings);
    const who = persons(new PersonKeys(store.persons, own), own);
    const secrets = new Map(
      [...bureau.channels.keys()].map((code) => [code, settings.webhookSecrets.get(code) ?? webhookSecret(own, code)]),
    );
    const keys = tokens({ own, audience: settings.tokenAudience, ...identitySource(settings) });
    const opened = Promise.withResolvers<string>();
    opened.promise.catch(() => {});
    const metrics = createMetrics();
    const { instruments } = metrics;
    const outbox = startOutbox({
      connection: redis.at,
      bureau: () => core.state.bureau,
      journal,
      ticketOf: (id) => core.state.ticket(id)?.context,
      payloadOf: wordsOf,
      secrets,
      allow: settings.callbackAllow,
      unseal: (payload) => who.openAll(payload),
      ratingLink: async (ticket, until) => {
        const hall = core.state.ratables.get(ticket)?.hall;
        const seconds = Math.floor((until - clock.now()) / 1000);
        if (hall === undefined || seconds <= 0) return null;
        const token = await keys.sign({ role: 'taxpayer', sub: ticket, hall, ticket }, seconds);
        return `${settings.publicUrl ?? (await opened.promise)}/rate/${token}`;
      },
      observe: (channel, result) => instruments.deliveries.inc({ channel, result }),
      log,
    });
    parts.began('outbox', () => outbox.close());
    // A letter that waits for a server that does not come up is sent by the next one.
    parts.began('links', () => opened.reject(new Error('the server takes no requests')));

    const observer = observe(instruments);
    const match = matchTimes(instruments);
    startAtZero(instruments, bureau);
    seedFrom(observer, core.state, clock.now());

    const materials = new MaterialStore(materialsDir(settings));

    const planning = startPlanning({
      clock,
      bureau: () => core.state.bureau,
      redis: redis.at,
      dir: archived,
      signedIn: () =>
        [...core.state.stations()].flatMap(({ context: s }) =>
          s.officer === null ? [] : [{ hall: s.hall, capacity: s.capacity }],
        ),
      onError: (err) => log.warn({ err }, 'no plan of the half hour could be made'),
    });
    parts.began('planning', () => planning.close());

    const host = new Host({
      core,
      journal,
      seq,
      clock,
      log,
      committed: [observer.committed, outbox.committed, ...(options.committed ? [options.committed] : [])],
      onMatch: match.record,
      matchP99Ms: match.p99Ms,
      plan: (now) => planning.day(now),
      onDecide: (seconds) => instruments.decideDuration.observe(seconds),
      onAppend: (seconds) => instruments.journalAppend.observe(seconds),
      onFenced: (error) => {
        instruments.journalFenced.inc();
        log.fatal({ err: error }, 'this process has lost the bureau and serves no more');
        options.onFenced?.(error);
      },
      versions,
      adopting: (fresh) => startAtZero(instruments, fresh),
      persons: {
        ...who,
        // Files are part of who somebody is: an erasure is answered once they are gone too.
        async erase(ticket, sealed) {
          await who.erase(ticket, sealed);
          await materials.erase(ticket);
        },
      },
      records: past(archived, journal, () => core.state.bureau),
      deliveries: outbox,
      iceServers: settings.iceServers,
      ...(settings.grafanaUrl !== undefined && { walls: settings.grafanaUrl }),
    });
    parts.began('host', () => host.drain(DRAIN_MS));
    const checkpointer = new Checkpointer(core, host.commit, journal, log, settings.checkpointEvery, () =>
      archivedSeq(archived),
    );
    parts.began('checkpointer', () => checkpointer.stop());
    const nightly = await startNightly({
      connection: redis.at,
      bureau,
      archive: () =>
        archiveDays({
          journal,
          bureau: core.state.bureau,
          dir: archived,
          now: clock.now(),
          onLost: (from, to) => log.error({ from, to }, 'these steps were trimmed before they were archived'),
        }),
      log,
    });
    parts.began('nightly', () => nightly.close());
    const isOpen = (ticket: string) => core.state.ticket(ticket) !== undefined;
    parts.began('materials', sweepMaterials(materials, settings.materialsKeep, isOpen, log));

    collectProcess(metrics);
    collectFigures(
      metrics,
      observer,
      () => core.figures(clock.now()),
      () => core.state.bureau,
    );
    collectNames(metrics, { version: product.version, node: process.versions.node }, () => core.state.bureau);
    collectPlan(metrics, planning.now);
    collectServer(metrics, {
      commit: host.commit,
      sessions: host.sessions,
      journal,
      checkpointer,
      outbox,
      nightly,
      redis: { memoryUsed: () => store.memoryUsed(), restarts: redis.restarts },
    });
    const metricsServer = await serveMetrics(metrics, { host: settings.metricsHost, port: settings.metricsPort });
    parts.began('metrics', () => metricsServer.close());

    const gateway: Gateway = await startGateway({
      host: settings.host,
      port: settings.port,
      log,
      link: host,
      tally: doorTally(instruments),
      tokens: keys,
      secrets,
      origins: originsOf(settings),
      ratings: () => core.state.bureau.standards.ratings,
      lines: () => host.lines(),
      hallOf: (ticket) => core.state.ticket(ticket)?.context.hall,
      materials,
      pagesDir: settings.pagesDir,
      trustedProxies: settings.trustedProxies,
      visits: options.visits,
      links: [{ href: metricsServer.url, zh: '指标（Prometheus）', en: 'metrics for Prometheus' }],
      ready: () => (host.healthy && journal.reachable() ? [] : ['the journal is away']),
    });
    parts.began('gateway', () => gateway.close());
    opened.resolve(gateway.url);

    return {
      url: gateway.url,
      wsUrl: `${gateway.url.replace(/^http/, 'ws')}/ws`,
      metricsUrl: metricsServer.url,
      tokens: keys,
      webhookSecrets: secrets,
      host,
      recovered,
      redisPid: redis.pid,
      reload: () => host.reload(),
      async stop() {
        await gateway.drain();
        await host.drain(DRAIN_MS);
        if (host.commit.lag === 0) await checkpointer.save();
        await parts.end();
      },
    };
  } catch (error) {
    await parts.end();
    throw error;
  }
}

/** Pages come from where taxpayers reach the server, whatever else may connect. */
const originsOf = ({ allowedOrigins, publicUrl }: Settings) =>
  publicUrl === undefined ? allowedOrigins : [...allowedOrigins, new URL(publicUrl).origin];

/** The operator's Redis, or a private one in the data folder; either is asked whether it may hold a journal. */
async function findRedis(settings: Settings, log: Logger) {
  const embedded =
    settings.redisUrl === undefined
      ? await superviseRedis({ dataDir: settings.dataDir, fsync: settings.fsync }, log)
      : undefined;
  const at: RedisAddress =
    embedded === undefined ? { url: settings.redisUrl ?? '' } : { socketPath: embedded.socketPath };
  try {
    const { warnings } = await inspectRedis(at);
    for (const warning of warnings) log.warn(warning);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  return {
    at,
    pid: () => embedded?.pid() ?? null,
    restarts: () => embedded?.restarts() ?? 0,
    stop: async () => embedded?.stop(),
  };
}
