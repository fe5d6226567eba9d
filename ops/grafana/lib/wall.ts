import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  type Panel,
  type RowPanel,
  TimePickerBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { barOf } from './links.ts';
import { uidOf, type WallName, wallTitles } from './names.ts';
import type { Draw } from './panel.ts';
import type { Variable } from './variables.ts';
import { type Lang, say, type Words } from './words.ts';

export interface Wall {
  readonly name: WallName;
  /** Who reads it, and what it answers. */
  readonly about: Words;
  /** How far it looks back: a length, never a date, since a demo's day is not the calendar's. E.g. 10h. */
  readonly back: string;
  readonly refresh?: string;
  readonly variables?: readonly Variable[];
  readonly panels: readonly Draw[];
}

/** The wall in one language, as Grafana's JSON. */
export function dashboardOf(
  { name, about, back, refresh = '10s', variables = [], panels }: Wall,
  lang: Lang,
): Dashboard {
  const builder = new DashboardBuilder(`${say(['云厅', 'Yunting'], lang)} · ${say(wallTitles[name], lang)}`)
    .uid(uidOf(name, lang))
    .description(say(about, lang))
    .tags(['yunting', lang])
    .readonly()
    .timezone('browser')
    .time({ from: `now-${back}`, to: 'now' })
    .timepicker(new TimePickerBuilder().refreshIntervals(['5s', '10s', '30s', '1m', '5m']))
    .refresh(refresh)
    .tooltip(DashboardCursorSync.Crosshair)
    .links(barOf(name, lang))
    .variables(variables.map((variable) => variable(lang)));
  for (const draw of panels) {
    const panel = draw(lang);
    if (isRow(panel)) builder.withRow(panel);
    else builder.withPanel(panel);
  }
  return builder.build();
}

const isRow = (panel: Builder<Panel> | Builder<RowPanel>): panel is Builder<RowPanel> => panel.build().type === 'row';
