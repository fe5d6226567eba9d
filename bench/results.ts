import { type Figure, isMet, type Limit } from './figure.ts';
import type { Machine } from './machine.ts';

/** What `--json` prints. */
export function jsonOf(figures: readonly Figure[]) {
  return figures.map(({ name, value, unit, ratioTo, ratio }) => ({ name, value, unit, ratioTo, ratio }));
}

/** The table of RESULTS.md. A limit that was missed stands there in bold, and is named once more above it. */
export function markdownOf(figures: readonly Figure[], on: Machine): string {
  const missed = figures.filter((f) => isMet(f) === false);
  const rows = figures.map((f) =>
    [f.name, f.about, `${number(f.value)} ${f.unit}`, spread(f), against(f), limitText(f.limit), verdict(f, '**')].join(
      ' | ',
    ),
  );
  return [
    '# How fast Yunting is',
    '',
    `Measured ${on.date} UTC by \`${on.command}\` on ${on.cores} cores (${on.cpu}), ${on.memory}, ${on.system},`,
    `Node ${on.node}, Redis ${on.redis}. Load, server and Redis share these cores.`,
    '',
    missed.length === 0
      ? 'Every limit is kept.'
      : `**${missed.length} limit${missed.length === 1 ? '' : 's'} missed: ${missed.map((f) => f.name).join(', ')}.**`,
    '',
    'Each value is the median of its runs. A figure and its peer are measured in turn within each run; the ratio is the',
    'median of the runs’ own ratios. “Spread” is the lowest and the highest run.',
    '',
    '| figure | what | value | spread | ratio to | limit | |',
    '|---|---|---:|---:|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}

/** One line a figure, for a terminal. */
export function lineOf(f: Figure): string {
  const told = [`${f.name}: ${number(f.value)} ${f.unit}`, against(f), limitText(f.limit), verdict(f, '')];
  return told.filter((text) => text !== '').join('  ');
}

/** Three significant digits, all of a whole number, thousands set apart. */
export function number(value: number): string {
  return Math.abs(value) >= 1000
    ? Math.round(value).toLocaleString('en-GB')
    : value.toLocaleString('en-GB', { maximumSignificantDigits: 3 });
}

const spread = ({ runs }: Figure) => `${number(Math.min(...runs))}–${number(Math.max(...runs))}`;

const against = ({ ratioTo, ratio }: Figure) =>
  ratioTo === null || ratio === null ? '' : `${ratio.toFixed(2)} × ${ratioTo}`;

function limitText(limit: Limit | null): string {
  if (limit === null) return '';
  return 'atMost' in limit ? `≤ ${limit.atMost}` : `≥ ${limit.atLeast}`;
}

function verdict(f: Figure, strong: string): string {
  const met = isMet(f);
  if (met === null) return '';
  return met ? 'kept' : `${strong}missed${strong}`;
}
