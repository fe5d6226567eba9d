import { pino } from 'pino';
import { scaledClock } from '../../src/clock.ts';
import { readSettings } from '../../src/config/env.ts';
import { loadBureau } from '../../src/config/load.ts';
import { type Server, startServer } from '../../src/server.ts';
import { guangzhouDir, town } from '../town.ts';
import { answer, selfKnowledge } from './child.ts';

export interface ServerStart {
  dataDir: string;
  fsync: 'always' | 'everysec';
  secret: string;
  /** Guangzhou's own files, on a Monday at ten; otherwise the town. */
  guangzhou?: boolean;
}
export interface ServerAt {
  wsUrl: string;
  metricsUrl: string;
  recovered: Server['recovered'];
}

const mondayAtTen = Date.parse('2026-11-23T10:00:00+08:00');
let server: Server | null = null;

/** The product as it is, in a process of its own, with its embedded Redis. */
answer({
  ...selfKnowledge,
  async start({ dataDir, fsync, secret, guangzhou = false }: ServerStart) {
    const settings = readSettings({
      YUNTING_BUREAU_DIR: guangzhouDir,
      YUNTING_DATA_DIR: dataDir,
      YUNTING_FSYNC: fsync,
      YUNTING_TOKEN_SECRET: secret,
      YUNTING_PORT: '0',
      YUNTING_METRICS_PORT: '0',
    });
    server = await startServer(settings, {
      bureau: guangzhou ? await loadBureau(guangzhouDir) : town(),
      clock: scaledClock(1, mondayAtTen, Date.now()),
      log: pino({ level: 'warn' }, process.stderr),
    });
  },
  at: (): ServerAt => {
    if (server === null) throw new Error('not started');
    const { wsUrl, metricsUrl, recovered } = server;
    return { wsUrl, metricsUrl, recovered };
  },
  stop: () => server?.stop(),
});
