import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { wallsState } from '../../src/walls/state.ts';
import { filledIn, metricsIn, type Variable, walls } from './support/dashboards.ts';
import { freePort } from './support/home.ts';
import { hasData, valuesOf } from './support/prometheus.ts';
import { Speaking } from './support/speaking.ts';

// One city at work, one Prometheus on it, and everything that a Grafana would ask of it.
const enough = 120_000;
let demo: Speaking;
let command: Speaking;
let prometheus: string;
let page: string;

beforeAll(async () => {
  demo = new Speaking('demo', '--speed', '60');
  const [metrics = ''] = await demo.said(/http:\S+\/metrics/);
  command = new Speaking('walls', '--metrics', metrics, '--port', `${await freePort()}`, '--json');
  const [line = ''] = await command.said(/\{.*\}\n/);
  ({ prometheus } = JSON.parse(line));
  page = await (await fetch(metrics)).text();
  // Two scrapes: from then on there are rates.
  const scraped = () => hasData(prometheus, 'rate(process_cpu_seconds_total[1m])', false);
  await vi.waitUntil(scraped, { timeout: 60_000, interval: 1_000 });
}, 120_000);
afterAll(async () => {
  await command?.remove();
  await demo?.remove();
});

const zh = walls('zh');
const expressions = zh.flatMap((wall) => wall.expressions.map((of) => ({ ...of, variables: wall.variables })));

test('[WLS-1] the walls command scrapes a server at work and every rule is healthy', async () => {
  const { target, rules } = JSON.parse((await command.said(/\{.*\}\n/))[0]);
  expect(target).toMatchObject({ health: 'up', error: '' });
  expect(rules.faulty).toEqual([]);
  expect(rules.recording + rules.alerting).toBe(rules.healthy);
});

test('[WLS-2] every expression of every wall has a right type, as promtool sees it', () => {
  const exprs = [...new Set(expressions.map(({ expr, variables }) => filledIn(expr, shape(variables))))];
  const rules = exprs.map((expr, i) => ({ record: `panel:expr${i}`, expr }));
  const file = join(command.folder, 'panels.yaml');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'panels', rules }] }));
  const { status, stderr } = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('[WLS-3] every expression of a wall and of a rule names only metrics that the server or a rule gives', async () => {
  const rules = await loadedRules();
  const given = new Set(['up', 'ALERTS', ...rules.map(({ name }) => name)]);
  for (const [, name = '', type] of page.matchAll(/^# TYPE (\S+) (\S+)/gm))
    for (const end of type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']) given.add(`${name}${end}`);
  const asked = [...expressions, ...rules.map(({ name, query }) => ({ panel: name, expr: query }))];
  const unknown = asked.flatMap(({ panel, expr }) =>
    metricsIn(expr).flatMap((name) => (given.has(name) ? [] : [`${panel}: ${name}`])),
  );
  expect(unknown).toEqual([]);
});

test('[WLS-4] every link leads to a wall that is there, and gives it variables that it has', () => {
  const all = [...zh, ...walls('en')];
  const wrong = all.flatMap(({ uid, links }) =>
    links.flatMap((link) => {
      const [, to] = /^\/d\/([^/?]+)/.exec(link) ?? [];
      const wall = all.find((one) => one.uid === to);
      const names = [...link.matchAll(/[?&]var-(\w+)=/g)].map(([, name]) => name);
      const missing = names.filter((name) => !wall?.variables.some((variable) => variable.name === name));
      return wall === undefined || missing.length > 0 ? [`${uid}: ${link}`] : [];
    }),
  );
  expect(wrong).toEqual([]);
  expect(all.filter(({ links }) => links.length === 0)).toEqual([]);
});

test('[WLS-5] every variable of every wall has values', async () => {
  for (const wall of [...zh, ...walls('en')])
    for (const variable of wall.variables)
      expect(await offered(variable, wall.variables), `${wall.uid}: ${variable.name}`).not.toEqual([]);
});

test('[WLS-6] every expression of every wall has values, for all and for one, while a city is at work', async () => {
  const pending = new Map<string, { panel: string; range: boolean; forms: string[] }>();
  for (const { panel, expr, range, variables } of expressions)
    for (const { name, forms } of await ways(expr, variables))
      pending.set(`${range} ${name} ${expr}`, { panel: `${panel} (${name}) ${expr}`, range, forms });

  const until = Date.now() + enough;
  for (;;) {
    for (const [key, { range, forms }] of pending)
      for (const form of forms)
        if (await hasData(prometheus, form, range)) {
          pending.delete(key);
          break;
        }
    if (pending.size === 0 || Date.now() > until) break;
    await pause(3_000);
  }
  expect([...pending.values()].map(({ panel }) => panel)).toEqual([]);
}, 180_000);

test('[WLS-7] rules stay healthy on a city at work, and the recorded ones have values', async () => {
  expect((await wallsState(prometheus)).rules.faulty).toEqual([]);
  const without = [];
  for (const { name, type } of await loadedRules())
    if (type === 'recording' && !(await hasData(prometheus, name, true))) without.push(name);
  expect(without).toEqual([]);
});

test('[WLS-8] a signal ends the walls command in good order, Prometheus too, and leaves nothing behind', async () => {
  const left = () => readdirSync(command.folder).filter((name) => name.startsWith('yunting-walls-'));
  expect(left()).toHaveLength(1);
  expect(await command.stop()).toBe(0);
  await expect(fetch(`${prometheus}/-/ready`)).rejects.toThrow();
  expect(left()).toEqual([]);
});

async function loadedRules(): Promise<{ name: string; query: string; type: string }[]> {
  const answer = await fetch(`${prometheus}/api/v1/rules`);
  const { data } = (await answer.json()) as {
    data: { groups: { rules: { name: string; query: string; type: string }[] }[] };
  };
  return data.groups.flatMap((group) => group.rules);
}

/** Values that make an expression whole, whatever they find. */
const shape = (variables: readonly Variable[]) =>
  Object.fromEntries(variables.map(({ name, includeAll, allValue }) => [name, (includeAll && allValue) || 'x']));

const known = new Map<string, string[]>();

/** The values of a variable; a scrape that came too late, on a busy machine, is waited out. */
async function offered(variable: Variable, others: readonly Variable[]): Promise<string[]> {
  const key = JSON.stringify(variable);
  for (let tries = 0; tries < 10 && !known.get(key)?.length; tries++) {
    if (tries > 0) await pause(2_000);
    known.set(key, await valuesOf(prometheus, variable, (expr) => filledIn(expr, shape(others))));
  }
  return known.get(key) ?? [];
}

/**
 * The ways to ask an expression: with All wherever there is All, and once for each of its variables with one value
 * of it. Which value it is does not matter: not everything happens everywhere in two minutes.
 */
async function ways(expr: string, variables: readonly Variable[]): Promise<{ name: string; forms: string[] }[]> {
  const used = variables.filter(({ name }) => new RegExp(`\\$\\{?${name}\\b`).test(expr));
  if (used.length === 0) return [{ name: 'as it is', forms: [filledIn(expr, {})] }];
  const values = new Map<string, string[]>();
  for (const variable of used) values.set(variable.name, await offered(variable, variables));
  const usual = wide(used, values);
  const single = used.map(({ name }) => ({
    name: `one ${name}`,
    forms: (values.get(name) ?? []).map((value) => filledIn(expr, { ...usual, [name]: value })),
  }));
  return used.every(({ includeAll }) => includeAll)
    ? [{ name: 'all', forms: [filledIn(expr, usual)] }, ...single]
    : single;
}

/** All of each variable, as Grafana writes it; of one without All the first value. */
const wide = (variables: readonly Variable[], values: ReadonlyMap<string, string[]>) =>
  Object.fromEntries(
    variables.map(({ name, includeAll, allValue }) => {
      const all = values.get(name) ?? [];
      return [name, includeAll ? allValue || (all.length === 0 ? '.*' : `(${all.join('|')})`) : (all[0] ?? 'x')];
    }),
  );
