import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { dashboardFiles } from '../../ops/grafana/files.ts';
import { wallNames } from '../../ops/grafana/lib/names.ts';
import { datasource } from '../../ops/grafana/lib/targets.ts';
import { languages } from '../../ops/grafana/lib/words.ts';
import { walls } from '../../ops/grafana/walls.ts';
import {
  allDashboards,
  dashboards,
  expressionsOf,
  knownMetrics,
  linksOf,
  ops,
  panelsOf,
} from './dashboards-support.ts';

const chinese = /\p{Script=Han}/u;

test('[WAL-1] the committed dashboards are what the code generates, and every wall has one in each language', () => {
  const folder = join(ops, 'grafana/dashboards');
  const files = dashboardFiles();
  const committed = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  expect(committed.sort()).toEqual([...files.keys()].sort());
  for (const [name, text] of files)
    expect([name, readFileSync(join(folder, name), 'utf8') === text]).toEqual([name, true]);
  expect(walls.map(({ name }) => name)).toEqual(wallNames);
});

test('[WAL-2] every query names only metrics that there are, by labels that they have', () => {
  const known = knownMetrics();
  const wrong: string[] = [];
  for (const dashboard of allDashboards) {
    const queries = panelsOf(dashboard).flatMap(expressionsOf);
    const asked = (dashboard.templating.list ?? []).map(({ definition }) => definition ?? '');
    for (const query of [...queries, ...asked]) {
      for (const [, name = '', , selector = ''] of query.matchAll(
        /\b((?:yunting|nodejs|process)[_:][a-z0-9_:]*|ALERTS)\b(\{([^}]*)\})?/g,
      )) {
        const labels = known.get(name);
        if (labels === undefined) wrong.push(`${dashboard.uid}: ${name}`);
        else if (labels !== 'any') {
          for (const [, label = ''] of selector.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)) {
            if (!labels.includes(label)) wrong.push(`${dashboard.uid}: ${name}{${label}}`);
          }
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('[WAL-3] every link leads to a wall that there is, hands over variables that it has, and keeps the time', () => {
  const variables = new Map(
    allDashboards.map(({ uid, templating }) => [uid, (templating.list ?? []).map(({ name }) => name)]),
  );
  for (const dashboard of allDashboards) {
    const links = linksOf(dashboard);
    expect(links.length).toBeGreaterThanOrEqual(wallNames.length);
    for (const link of links) {
      const [, uid = '', query] = /^\/d\/([a-z-]+)(?:\?(.*))?$/.exec(link) ?? [];
      expect([link, variables.has(uid)]).toEqual([link, true]);
      if (query === undefined) continue;
      const handed = [...query.matchAll(/var-(\w+)=|\$\{(\w+):queryparam\}/g)].map(([, name, kept]) => name ?? kept);
      expect([link, handed.filter((name) => !variables.get(uid)?.includes(name ?? ''))]).toEqual([link, []]);
      expect(query).toContain('__url_time_range');
    }
    for (const { keepTime, includeVars } of dashboard.links ?? [])
      expect([keepTime, includeVars]).toEqual([true, true]);
  }
});

describe.each(dashboards('zh').map((dashboard) => [dashboard.uid ?? '', dashboard] as const))('%s', (_, dashboard) => {
  test('[WAL-4] panels have ids of their own, a title, and a place on the grid that no other has', () => {
    const panels = panelsOf(dashboard);
    const ids = (dashboard.panels ?? []).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const taken = new Map<string, string>();
    for (const { title = '', gridPos } of panels) {
      expect(title).not.toBe('');
      const { x, y, w, h } = gridPos ?? { x: 0, y: 0, w: 0, h: 0 };
      expect([title, w > 0 && h > 0 && x >= 0 && x + w <= 24]).toEqual([title, true]);
      for (let column = x; column < x + w; column++) {
        for (let line = y; line < y + h; line++) {
          expect([title, taken.get(`${column},${line}`)]).toEqual([title, undefined]);
          taken.set(`${column},${line}`, title);
        }
      }
    }
  });

  test('[WAL-5] the English twin has the same panels and queries, and says nothing in Chinese', () => {
    const twin = dashboards('en').find(({ uid }) => uid === `${dashboard.uid}-en`)!;
    const shape = (of: typeof dashboard) =>
      panelsOf(of).map((panel) => [panel.id, panel.type, panel.gridPos, expressionsOf(panel)]);
    expect(shape(twin)).toEqual(shape(dashboard));
    const { links, ...own } = twin;
    expect(chinese.exec(JSON.stringify(own))).toBeNull();
    expect(links?.filter(({ title }) => chinese.test(title)).map(({ url }) => url)).toEqual([`/d/${dashboard.uid}`]);
    expect(dashboard.title).toMatch(chinese);
  });
});

test('[WAL-6] provisioning names the datasource that panels ask, and the folder of each language', () => {
  const read = (name: string) => parse(readFileSync(join(ops, 'grafana/provisioning', name), 'utf8'));
  expect(read('datasources/yunting.yaml').datasources).toMatchObject([datasource]);
  for (const panel of allDashboards.flatMap(panelsOf)) expect(panel.datasource).toEqual(datasource);
  const paths = read('dashboards/yunting.yaml').providers.map(
    ({ options }: { options: { path: string } }) => options.path,
  );
  expect(paths).toEqual(languages.map((lang) => `/etc/yunting/dashboards/${lang}`));
});
