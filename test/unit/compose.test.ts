import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { settingsHelp } from '../../src/config/env.ts';
import { ops } from './rules-files.ts';

const service = z.looseObject({
  image: z.string(),
  build: z.object({ context: z.string() }).optional(),
  restart: z.string(),
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()),
  command: z.array(z.string()).default([]),
  healthcheck: z.strictObject({
    test: z.array(z.string()).min(2),
    interval: z.string(),
    timeout: z.string(),
    retries: z.number(),
    start_period: z.string(),
  }),
});
const compose = z.object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) });

const text = readFileSync(join(ops, 'compose.yaml'), 'utf8');
const { services, volumes } = compose.parse(parse(text, { merge: true }));
const all = Object.entries(services);

test('[CPS-1] every service has a health check, starts again by itself, and keeps its data in a volume', () => {
  expect(Object.keys(services)).toEqual(['redis', 'server', 'prometheus', 'alertmanager', 'grafana']);
  for (const [name, { restart, volumes: mounts }] of all) {
    expect(restart).toBe('unless-stopped');
    expect(mounts.some((mount) => mount.startsWith(`${name}:/`))).toBe(true);
  }
  expect(Object.keys(volumes)).toEqual(Object.keys(services));
});

test('[CPS-2] every image is built here or pinned to a version', () => {
  for (const [, { image, build }] of all)
    if (build === undefined) expect(image).toMatch(/^[\w/]+:v?\d+\.\d+\.\d+(-\w+)?$/);
    else expect(existsSync(join(ops, build.context, 'Dockerfile'))).toBe(true);
});

test('[CPS-3] what is mounted from the checkout is there, and cannot be written', () => {
  const mounts = all.flatMap(([, of]) => of.volumes.filter((mount) => mount.startsWith('.')));
  expect(mounts.length).toBeGreaterThan(5);
  for (const mount of mounts) {
    const [from = '', , mode] = mount.split(':');
    expect({ from, there: existsSync(join(ops, from)), mode }).toEqual({ from, there: true, mode: 'ro' });
  }
});

test('[CPS-4] no password stands in the file or has a default, and without one nothing starts', () => {
  const secret = /PASSWORD|SECRET$/;
  const used = [...text.matchAll(/\$\{(\w+)(?::([?-])([^}]*))?\}/g)];
  for (const [, name = '', kind, rest] of used)
    if (secret.test(name)) expect({ name, kind, rest }).toEqual({ name, kind: '?', rest: 'run sh ops/env.sh first' });
  for (const [, { environment }] of all)
    for (const [name, value] of Object.entries(environment))
      if (secret.test(name)) expect(value).toMatch(/^\$\{\w+:\?/);
  expect(new Set(used.map(([, name]) => name).filter((name = '') => secret.test(name)))).toEqual(
    new Set(['REDIS_PASSWORD', 'YUNTING_TOKEN_SECRET', 'GF_SECURITY_ADMIN_PASSWORD']),
  );
});

test('[CPS-5] ports are bound to this machine unless the operator says otherwise, and Redis has none', () => {
  for (const port of all.flatMap(([, of]) => of.ports))
    expect(port).toMatch(/^(127\.0\.0\.1|\$\{\w+:-127\.0\.0\.1\}):/);
  expect(services.redis?.ports).toEqual([]);
});

test('[CPS-6] Redis evicts nothing and writes everything at once', () => {
  const command = services.redis?.command.join(' ');
  for (const setting of ['maxmemory-policy noeviction', 'appendonly yes', 'appendfsync always', 'requirepass %s'])
    expect(command).toContain(setting);
});

test('[CPS-7] env.sh makes an environment that only its maker reads, with passwords of its own, and keeps it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yunting-env-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const made = () => {
    for (const file of ['env.sh', '.env.example']) copyFileSync(join(ops, file), join(folder, file));
    execFileSync('sh', [join(folder, 'env.sh')], { stdio: 'ignore' });
    return readFileSync(join(folder, '.env'), 'utf8');
  };
  const first = made();
  expect(made()).toBe(first);
  expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
  rmSync(join(folder, '.env'));
  const secrets = (env: string) =>
    [...env.matchAll(/^(?:\w*PASSWORD|\w*TOKEN_SECRET)=(.*)$/gm)].map(([, value]) => value);
  const both = [...secrets(first), ...secrets(made())];
  expect(both.length).toBe(6);
  expect(new Set(both).size).toBe(6);
  for (const value of both) expect(value).toMatch(/^[0-9a-f]{64}$/);
});

test('[CPS-8] every variable that the file asks for is in the example, and the server knows those that it is given', () => {
  const example = readFileSync(join(ops, '.env.example'), 'utf8');
  const offered = [...example.matchAll(/^(\w+)=/gm)].map(([, name]) => name);
  const asked = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
  expect(new Set(offered)).toEqual(new Set(asked));
  const known = settingsHelp.map(({ variable }) => variable);
  expect(Object.keys(services.server?.environment ?? {}).filter((name) => !known.includes(name))).toEqual([]);
});
