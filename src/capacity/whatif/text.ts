import pc from 'picocolors';
import { table } from '../../simulate/calls/report.ts';
import type { ComparedRow } from './compare.ts';
import type { FigureName } from './figures.ts';
import { isClear, scopeName, shown, shownDifference } from './format.ts';
import type { WhatIf } from './whatif.ts';
import { type Language, words } from './words.ts';

/** What the terminal has room for; all of it is in the JSON and in the report. */
const figures: readonly FigureName[] = ['answered', 'serviceLevel', 'asaS', 'abandonment', 'occupancy', 'loans'];

/** The bureau, its groups and halls, and the groups of halls that were changed; each figure before, after, and the difference. */
export function whatIfText(result: WhatIf, language: Language): string {
  const w = words[language];
  const rows = rowsToShow(result);
  const line = (row: ComparedRow) => [
    scopeName(row, result, language),
    ...figures.flatMap((name) => {
      const { before, after } = row.figures[name];
      return [shown(name, before), shown(name, after), shownDifference(name, row.figures[name])];
    }),
  ];
  const unit = (name: FigureName) =>
    ['serviceLevel', 'occupancy'].includes(name) ? `${w.figures[name]} %` : w.figures[name];
  const [head, subhead, ...body] = table([
    ['', ...figures.flatMap((name) => ['', '', unit(name)])],
    ['', ...figures.flatMap(() => [w.before, w.after, w.difference])],
    ...recordedLine(result, language),
    ...rows.map(line),
  ]).split('\n');
  const first = body.length - rows.length;
  const bold = body.map((text, i) =>
    rows[i - first] !== undefined && isAnyClear(rows[i - first]!) ? pc.bold(text) : text,
  );
  return [
    `${pc.bold(w.title)}  ${whatIfLine(result, language)}`,
    ...(result.sets.length > 0 ? result.sets.map((text) => `  --set ${text}`) : [`  ${w.asItWas}`]),
    '',
    pc.dim(head ?? ''),
    pc.dim(subhead ?? ''),
    ...bold,
    '',
    pc.dim(w.confidence),
    '',
  ].join('\n');
}

/** How the recording tells the day, above the day as it was, played again. */
function recordedLine({ happened }: WhatIf, language: Language): string[][] {
  if (happened === null) return [];
  const cell = (name: FigureName) => (name in happened ? shown(name, happened[name as keyof typeof happened]) : '');
  return [[words[language].happened, ...figures.flatMap((name) => [cell(name), '', ''])]];
}

const isAnyClear = (row: ComparedRow): boolean => figures.some((name) => isClear(row.figures[name]));

/** One line on what was played. */
export function whatIfLine(result: WhatIf, language: Language): string {
  const w = words[language];
  const took = `${(result.wallMs / 1000).toFixed(1)} s`;
  const parts = [
    result.bureau,
    result.day,
    w.sources[result.source],
    w.requests(result.requests),
    w.seeds(result.seeds),
    took,
  ];
  return parts.join(' · ');
}

/** Of a bureau with one hall, or with one group at work, that is the bureau itself. */
function rowsToShow({ rows, sets }: WhatIf): ComparedRow[] {
  const changed = sets.map((text) => text.slice(0, text.indexOf('=')));
  const several = (kind: 'hall' | 'group') => new Set(rows.map((row) => row[kind])).size > 2;
  return rows.filter(({ hall, group }) => {
    if (hall === null) return group === null || several('group');
    return several('hall') && (group === null || changed.includes(`${hall}.${group}`));
  });
}
