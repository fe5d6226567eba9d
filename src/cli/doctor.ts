import { access, constants, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import pc from 'picocolors';
import { readSettings, type Settings } from '../config/env.ts';
import { loadBureau } from '../config/load.ts';
import { checkPort } from '../gateway/port.ts';
import { inspectRedis, reachRedis } from '../journal/reach.ts';

const NODE_MAJOR = 24;

interface Finding {
  check: string;
  ok: boolean;
  /** What was found, or what to do. */
  text: string;
}

/** Looks at everything that a server needs on this machine; exit status 1 when something is missing. */
export async function doctor({ json }: { json?: boolean }): Promise<void> {
  const findings: Finding[] = [];
  const look = async (check: string, fn: () => Promise<string> | string) => {
    try {
      findings.push({ check, ok: true, text: await fn() });
    } catch (error) {
      findings.push({ check, ok: false, text: error instanceof Error ? error.message : String(error) });
    }
  };

  await look('runtime', runtime);
  let settings: Settings | undefined;
  await look('settings', () => {
    settings = readSettings(process.env);
    return 'the environment is understood (yunting serve --help lists it)';
  });
  if (settings !== undefined) {
    const s = settings;
    await look('bureau', () => bureau(s.bureauDir));
    await look('data folder', () => dataFolder(s.dataDir));
    await look('redis', () => redis(s));
    await look('port', () => freePort(s.host, s.port, 'YUNTING_PORT'));
    await look('metrics port', () => freePort(s.metricsHost, s.metricsPort, 'YUNTING_METRICS_PORT'));
  }
  if (json) process.stdout.write(`${JSON.stringify(findings)}\n`);
  else
    for (const f of findings)
      process.stdout.write(`${f.ok ? pc.green('✓') : pc.red('✗')} ${f.check.padEnd(13)} ${f.text}\n`);
  if (findings.some((f) => !f.ok)) process.exitCode = 1;
}

function runtime(): string {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < NODE_MAJOR)
    throw new Error(`Node ${process.version} is too old: run it by npm (npm start), which brings Node ${NODE_MAJOR}`);
  return `Node ${process.version}`;
}

async function bureau(folder: string): Promise<string> {
  const { name, halls, stations, businesses, version } = await loadBureau(folder);
  return `${name}: ${halls.size} halls, ${stations.size} stations, ${businesses.size} businesses (version ${version})`;
}

async function dataFolder(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await access(dir, constants.W_OK).catch(() => {
    throw new Error(`${resolve(dir)} cannot be written: choose another by YUNTING_DATA_DIR`);
  });
  return resolve(dir);
}

async function redis(settings: Settings): Promise<string> {
  const found = await reachRedis(settings);
  try {
    const { version, warnings } = await inspectRedis(found.at);
    return [`Redis ${version}${settings.redisUrl === undefined ? ' (embedded)' : ''}`, ...warnings].join('; ');
  } finally {
    await found.stop();
  }
}

async function freePort(host: string, port: number, variable: string): Promise<string> {
  await checkPort(host, port).catch((error: Error) => {
    throw new Error(`${error.message}; or set ${variable}`);
  });
  return `${host}:${port} is free`;
}
