import type { MetricRow } from './row.ts';
import { table } from './table.ts';

/** The reference page of all metrics, as Markdown, from the one table. */
export function metricsPage(): string {
  const rows: MetricRow[] = Object.values(table);
  return [
    '# Metrics',
    '',
    'Generated from `src/metrics/table.ts` and `practice-table.ts`; after a change there:',
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
    '## Buckets',
    '',
    '| Histogram | Upper bounds |',
    '|---|---|',
    ...rows.flatMap(({ name, buckets }) => (buckets ? [`| \`${name}\` | ${buckets.join(', ')} |`] : [])),
    '',
  ].join('\n');
}
