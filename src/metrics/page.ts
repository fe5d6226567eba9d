import type { MetricRow } from './row.ts';
import { table } from './table.ts';

/** The reference page of all metrics, as Markdown, from the one table. */
export function metricsPage(): string {
  const rows: MetricRow[] = Object.values(table);
  return [
    '# Metrics',
    '',
    'Generated from `src/metrics/table.ts` and the `src/metrics/*-table.ts` that it joins; after a change there:',
    '`npx vitest run --project unit test/unit/metrics-table.test.ts -u`.',
    '',
    'Served in the text format of Prometheus on a port of its own, with the usual `process_` and `nodejs_`',
    'metrics beside them. Times of tickets, stations and loans are in the time of the bureau (which a demo runs',
    'faster), all others in real time. Counters begin at 0 with the process; gauges show the whole bureau.',
    'No label ever holds the id of a ticket, a station or a person.',
    '',
    '| Metric | Type | Unit | Labels | Read by | What it says |',
    '|---|---|---|---|---|---|',
    ...rows.map(
      ({ name, type, unit, labels, readBy, help }) =>
        `| \`${name}\` | ${type} | ${unit} | ${labels.map((label) => `\`${label}\``).join(', ') || '–'} | ${readBy} | ${help} |`,
    ),
    '',
    '## Values of labels',
    '',
    'Hall, channel, group, business, department and indicator are codes of the bureau’s files; `from` and `to` are halls; `code`',
    'is `ok` or an error’s code, `type` a command’s. The others:',
    '',
    '| Metric | Label | Values |',
    '|---|---|---|',
    ...rows.flatMap(valueLines),
    '',
    '## Buckets',
    '',
    '| Histogram | Upper bounds |',
    '|---|---|',
    ...rows.flatMap(({ name, buckets }) => (buckets ? [`| \`${name}\` | ${buckets.join(', ')} |`] : [])),
    '',
  ].join('\n');
}

const told: readonly string[] = ['code', 'type'];

const valueLines = ({ name, values = {} }: MetricRow): string[] =>
  Object.entries(values).flatMap(([label, of]) =>
    told.includes(label) ? [] : [`| \`${name}\` | \`${label}\` | ${of.join(', ')} |`],
  );
