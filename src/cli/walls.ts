import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pc from 'picocolors';
import { onStage, type Stage } from '../demo/stage.ts';
import { listing } from '../demo/text.ts';
import { checkPort } from '../gateway/port.ts';
import { CodedError } from '../protocol/codes.ts';
import { wallsConfig } from '../walls/config.ts';
import { grafanaHelp } from '../walls/grafana.ts';
import { installedVersion, startPrometheus } from '../walls/prometheus.ts';
import { type Firing, type WallsState, wallsState } from '../walls/state.ts';

export interface WallsOptions {
  /** Address of the metrics of a server or demonstration that runs. */
  metrics: string;
  port: number;
  /** Where Prometheus keeps its data; without it in a folder that is gone at the end. */
  data?: string;
  everyMs: number;
  forMs?: number | undefined;
  /** One line of JSON when all is up, instead of words. */
  json?: boolean;
}

const ops = fileURLToPath(new URL('../../ops', import.meta.url));
const lookMs = 2_000;
/** Scrapes that are waited for. */
const patience = 5;
/** A server that is under water answers late; Prometheus says so better than we can. */
const reachMs = 20_000;

/**
 * Prometheus with our rules on the metrics of a server at work, until a signal or for `forMs`. Answers the exit
 * status. Rejects with `no-prometheus`, `no-metrics`, `port-in-use` or `bad-config`.
 */
export async function walls({ metrics, port, data, everyMs, forMs, json = false }: WallsOptions): Promise<number> {
  installedVersion();
  const url = await reachable(metrics);
  await checkPort('127.0.0.1', port);
  const say = (text: string) => {
    if (!json) process.stdout.write(text);
  };

  return onStage(async (stage) => {
    const dataDir = data ?? (await temporary(stage));
    const folder = join(ops, 'prometheus');
    const text = await readFile(join(folder, 'prometheus.yaml'), 'utf8');
    const prometheus = await startPrometheus({
      config: wallsConfig(text, { metrics: url, everyMs, folder }),
      dataDir,
      port,
      onExit: (how) => stage.end(`Prometheus 意外退出 Prometheus ended: ${how}`),
    });
    stage.undo(prometheus.stop);
    stage.force(prometheus.kill);

    say(`${pc.bold('云厅大屏 Yunting walls')}  (Ctrl-C 结束 ends it)\n`);
    const state = await settled(prometheus.url, everyMs);
    if (json) process.stdout.write(`${JSON.stringify({ prometheus: prometheus.url, metrics: url.href, ...state })}\n`);
    say(overview(prometheus.url, prometheus.version, state));
    say(data === undefined ? '' : listing([['数据 data', dataDir]]));
    say(grafanaHelp(prometheus.url, join(ops, 'grafana')));

    const watching = setInterval(alertTeller(prometheus.url, say), lookMs);
    stage.undo(() => clearInterval(watching));
    if (forMs !== undefined) setTimeout(stage.end, forMs, null).unref();
    await stage.ended;
    return 0;
  });
}

/** Rejects with `no-metrics` when nothing of ours is at the address. */
async function reachable(metrics: string): Promise<URL> {
  if (!URL.canParse(metrics)) throw new CodedError('bad-config', `--metrics: expected an address, got ${metrics}`);
  const url = new URL(metrics);
  if (url.pathname === '/') url.pathname = '/metrics';
  const page = await fetch(url, { signal: AbortSignal.timeout(reachMs) }).then(
    (answer) => (answer.ok ? answer.text() : ''),
    () => '',
  );
  if (!page.includes('yunting_')) throw new CodedError('no-metrics', url.href);
  return url;
}

async function temporary(stage: Stage): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yunting-walls-'));
  const removing = { recursive: true, force: true, maxRetries: 5 };
  stage.undo(() => rm(folder, removing));
  stage.force(() => rmSync(folder, removing));
  return folder;
}

/** The state once the target was scraped and every rule was tried; after some scrapes as it is. */
async function settled(prometheus: string, everyMs: number): Promise<WallsState> {
  const until = performance.now() + patience * everyMs;
  for (;;) {
    const state = await wallsState(prometheus);
    const { recording, alerting, healthy, faulty } = state.rules;
    const tried = healthy + faulty.length === recording + alerting;
    if ((state.target.health === 'up' && tried) || performance.now() > until) return state;
    await pause(200);
  }
}

function overview(url: string, version: string, { target, rules }: WallsState): string {
  const faults = rules.faulty.map((fault) => `\n    ${pc.red(fault)}`).join('');
  return listing([
    ['Prometheus', `${pc.cyan(url)}  ${version}`],
    ['告警 alerts', pc.cyan(`${url}/alerts`)],
    [
      '目标 target',
      `${target.url}  ${target.health === 'up' ? pc.green('正常 up') : pc.red(`${target.health}: ${target.error}`)}`,
    ],
    [
      '规则 rules',
      `记录 recording ${rules.recording} · 告警 alerts ${rules.alerting} · ${faults || pc.green('全部正常 all healthy')}`,
    ],
  ]);
}

/** Tells of each alert once when it begins to fire, and once when it no longer does. */
function alertTeller(prometheus: string, say: (text: string) => void): () => Promise<void> {
  let before = new Map<string, Firing>();
  const line = (mark: string, { name, summary, summaryEn }: Firing) =>
    say(`  ${new Date().toLocaleTimeString('en-GB')}  ${mark}  ${summary}  ${summaryEn}  ${pc.dim(name)}\n`);
  return async () => {
    const state = await wallsState(prometheus).catch(() => null);
    if (state === null) return;
    const now = new Map(state.firing.map((alert) => [alert.key, alert]));
    for (const [key, alert] of now) if (!before.has(key)) line(pc.red('触发 fires '), alert);
    for (const [key, alert] of before) if (!now.has(key)) line(pc.green('解除 is over'), alert);
    before = now;
  };
}
