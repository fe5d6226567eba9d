import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type DashboardLink, DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { uidOf, type WallName, wallNames, wallTitles } from './names.ts';
import { type Lang, languages, say, type Words } from './words.ts';

/** A link from a value to another wall: keeps the time, and hands over variables, by name, from labels or other variables. */
export interface Drill {
  readonly to: WallName;
  readonly title: Words;
  /** E.g. `{ hall: label('hall') }`. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** What a link takes its variable from: a label of the series, a column of the table's row, a variable of this wall. */
export const label = (name: string): string => `\${__field.labels.${name}}`;
export const column = (name: string): string => `\${__data.fields.${name}}`;
export const kept = (variable: string): string => `\${${variable}:queryparam}`;

export function drillTo({ to, title, variables = {} }: Drill, lang: Lang): Builder<DashboardLink> {
  const handed = Object.entries(variables).map(([name, value]) =>
    value === kept(name) ? value : `var-${name}=${value}`,
  );
  const url = `/d/${uidOf(to, lang)}?${[...handed, `\${__url_time_range}`].join('&')}`;
  return shown(new DashboardLinkBuilder(say(title, lang)).type(DashboardLinkType.Link).url(url));
}

const barLink = (title: string, uid: string) => {
  const link = new DashboardLinkBuilder(title).type(DashboardLinkType.Link).icon('dashboard').url(`/d/${uid}`);
  return shown(link.keepTime(true).includeVars(true));
};

/** The builder hides a link in a menu and cannot be told otherwise. */
const shown = (link: Builder<DashboardLink>): Builder<DashboardLink> => ({
  build() {
    const { placement, ...rest } = link.build();
    return rest;
  },
});

/** On top of a wall: its twin in the other language, then every other wall, each with time and variables kept. */
export function barOf(wall: WallName, lang: Lang): Builder<DashboardLink>[] {
  const twins = languages.filter((other) => other !== lang);
  return [
    ...twins.map((other) => barLink(other === 'en' ? 'English' : '中文', uidOf(wall, other))),
    ...wallNames.filter((name) => name !== wall).map((name) => barLink(say(wallTitles[name], lang), uidOf(name, lang))),
  ];
}
