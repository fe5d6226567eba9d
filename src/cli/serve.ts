import pc from 'picocolors';
import { pino } from 'pino';
import { readSettings } from '../config/env.ts';
import { type Server, startServer } from '../server.ts';

/** Exit status when another process has taken the bureau over: whoever watches over us should look, not restart. */
const FENCED = 70;
const LINK_S = 12 * 3600;

/** Runs the server until SIGINT or SIGTERM; SIGHUP reads the bureau's files again. */
export async function serve(): Promise<void> {
  const settings = readSettings(process.env);
  const log = pino({ level: settings.logLevel });
  const server = await startServer(settings, {
    log,
    onFenced: () => setImmediate(() => process.exit(FENCED)),
  });
  if (process.stdout.isTTY) await welcome(server, settings.jwksUrl === undefined && settings.tokenSecret === undefined);
  else log.info({ url: server.url, ws: server.wsUrl, metrics: server.metricsUrl }, 'the server takes requests');

  process.on('SIGHUP', () => {
    server.reload().then(
      (done) => log.info(done, 'the bureau files were read'),
      (error) => log.error({ reason: String(error.message) }, 'the bureau files were not taken; nothing has changed'),
    );
  });
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping: no new work, the journal finishes; once more to leave at once');
    server.stop().then(
      () => process.exit(0),
      (error) => {
        log.fatal({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

async function welcome(server: Server, ownKeys: boolean): Promise<void> {
  const lines = [
    `${pc.bold('云厅 Yunting')}  ${pc.cyan(server.url)}`,
    `  WebSocket   ${server.wsUrl}`,
    `  指标 metrics  ${server.metricsUrl}`,
  ];
  if (ownKeys) {
    const token = await server.tokens.sign({ role: 'supervisor', sub: 'local', halls: '*' }, LINK_S);
    lines.push('  登录令牌 a supervisor’s token for this machine (others: yunting token --help)', `  ${pc.dim(token)}`);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}
