import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { parse } from 'yaml';
import { dashboardOf } from '../../ops/grafana/lib/wall.ts';
import { type Lang, languages } from '../../ops/grafana/lib/words.ts';
import { walls } from '../../ops/grafana/walls.ts';
import type { MetricRow } from '../../src/metrics/row.ts';
import { table } from '../../src/metrics/table.ts';

export const ops = join(import.meta.dirname, '../../ops');

/** Every dashboard in a language, as Grafana reads it. */
export const dashboards = (lang: Lang): Dashboard[] =>
  walls.map((wall) => JSON.parse(JSON.stringify(dashboardOf(wall, lang))));
export const allDashboards = languages.flatMap((lang) => dashboards(lang));

export const panelsOf = ({ panels = [] }: Dashboard): Panel[] =>
  panels.filter((panel): panel is Panel => panel.type !== 'row');

/** The queries of a panel. */
export const expressionsOf = ({ targets = [] }: Panel): string[] =>
  targets.map((target) => ('expr' in target ? String(target.expr) : ''));

/** Every address in a dashboard that leads to another. */
export const linksOf = (dashboard: Dashboard): string[] =>
  [...JSON.stringify(dashboard).matchAll(/"url":"([^"]*)"/g)].map(([, url]) => url ?? '');

/** The labels of each name that a query may use: ours, those of Node and of the process, and of recording rules (any). */
export function knownMetrics(): Map<string, readonly string[] | 'any'> {
  const known = new Map<string, readonly string[] | 'any'>([['ALERTS', 'any']]);
  for (const { name, type, labels } of Object.values<MetricRow>(table)) {
    if (type !== 'histogram') known.set(name, labels);
    else {
      known.set(`${name}_bucket`, [...labels, 'le']);
      for (const part of ['sum', 'count']) known.set(`${name}_${part}`, labels);
    }
  }
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const { name } of registry.getMetricsAsArray()) {
    for (const part of ['', '_bucket', '_sum', '_count']) known.set(`${name}${part}`, 'any');
  }
  const folder = join(ops, 'prometheus/rules');
  for (const file of readdirSync(folder)) {
    const { groups } = parse(readFileSync(join(folder, file), 'utf8')) as {
      groups: { rules: { record?: string }[] }[];
    };
    for (const { record } of groups.flatMap(({ rules }) => rules)) if (record) known.set(record, 'any');
  }
  return known;
}
