import type { Compared } from './compare.ts';
import { type FigureName, figureNames } from './figures.ts';
import { isClear, scopeName, shown, shownDifference } from './format.ts';
import type { Happened } from './happened.ts';
import { hallPicture, slotPictures } from './pictures.ts';
import { whatIfLine } from './text.ts';
import type { WhatIf } from './whatif.ts';
import { type Language, words } from './words.ts';

const cards: readonly FigureName[] = ['serviceLevel', 'asaS', 'abandonment', 'occupancy', 'loans'];
/** Which way is better, for the colour of a change that is clear; the others have none. */
const better: Partial<Record<FigureName, 1 | -1>> = {
  answered: 1,
  serviceLevel: 1,
  asaS: -1,
  abandonment: -1,
  abandoned: -1,
  waiting: -1,
};

/** A page that stands alone: pictures are SVG in it, and nothing of it needs a script or another file. */
export function whatIfHtml(result: WhatIf, language: Language): string {
  const w = words[language];
  const halls = hallPicture(result, language);
  const groups = Object.keys(result.slots.before);
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(`${w.title} · ${result.bureau} · ${result.day}`)}</title>
<style>${style}</style></head>
<body><main>
<h1>${text(w.title)} <code>${result.sets.length > 0 ? result.sets.map(text).join('</code> <code>') : text(w.asItWas)}</code></h1>
<p class="about">${text(whatIfLine(result, language))}</p>
<section class="cards">${cards.map((name) => card(result, name, language)).join('')}</section>
${halls === null ? '' : `<section class="wide">${halls}</section>`}
<h2>${text(w.byHalfHour)}</h2>
<section class="pictures">${groups.flatMap((group) => slotPictures(result, group, language)).join('')}</section>
<h2>${text(w.allFigures)}</h2>
${figureTable(result, language)}
<p class="about">${text(w.confidence)}</p>
<h2>${text(w.replayed)}</h2>
<ul>${w.notes.map((note) => `<li>${text(note)}</li>`).join('')}</ul>
</main></body></html>
`;
}

/** The bureau's own figure, large. */
function card(result: WhatIf, name: FigureName, language: Language): string {
  const figure = result.rows.find(({ hall, group }) => hall === null && group === null)?.figures[name];
  if (figure === undefined) return '';
  const { figures, before, happened: recorded } = words[language];
  const known = result.happened !== null && name in result.happened;
  const was = known ? ` · ${text(recorded)} ${shown(name, result.happened?.[name as keyof Happened] ?? null)}` : '';
  return `<div class="card"><h3>${text(title(figures[name], name))}</h3><b>${shown(name, figure.after)}</b>
<span class="${tone(name, figure)}">${shownDifference(name, figure)}</span><small>${text(before)} ${shown(name, figure.before)}${was}</small></div>`;
}

/** A row a scope; in each cell before → after, and below it the difference. What is 0 everywhere is left out. */
function figureTable(result: WhatIf, language: Language): string {
  const w = words[language];
  const told = figureNames.filter((name) =>
    result.rows.some(({ figures }) => figures[name].before || figures[name].after),
  );
  const heads = told.map((name) => `<th>${text(title(w.figures[name], name))}</th>`).join('');
  const rows = result.rows.map((row) => {
    const cells = told.map((name) => `<td>${cell(name, row.figures[name])}</td>`);
    const kind = row.hall === null ? 'bureau' : row.group === null ? 'hall' : 'group';
    // Below its hall a group needs no more than its own name.
    const scope = row.group === null ? row : { hall: null, group: row.group };
    const id = `${row.hall ?? '*'}.${row.group ?? '*'}`;
    return `<tr class="${kind}" id="${id}"><th>${text(scopeName(scope, result, language))}</th>${cells.join('')}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr><th>${text(w.scope)}</th>${heads}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

function cell(name: FigureName, figure: Compared): string {
  const [before, after] = [shown(name, figure.before), shown(name, figure.after)];
  if (before === after && (figure.difference ?? 0) === 0) return before;
  return `${before} → ${after}<br><span class="${tone(name, figure)}">${shownDifference(name, figure)}</span>`;
}

const isShare = (name: FigureName) => ['serviceLevel', 'abandonment', 'occupancy'].includes(name);
const title = (word: string, name: FigureName) => (isShare(name) && !word.endsWith('%') ? `${word} %` : word);

function tone(name: FigureName, figure: Compared): string {
  const way = better[name];
  if (way === undefined || !isClear(figure)) return 'plain';
  return Math.sign(figure.difference ?? 0) === way ? 'better' : 'worse';
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (raw: string): string => raw.replace(/[&<>"]/g, (character) => entities[character]!);

const style = `
body { margin: 0; background: #f5f7fa; color: #1f2937; font: 14px/1.5 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 1160px; margin: 0 auto; padding: 24px 12px 48px; }
h1 { font-size: 22px; margin: 0; } h2 { font-size: 16px; margin: 28px 0 10px; }
code { background: #e6effb; color: #0b4aa2; border-radius: 4px; padding: 2px 8px; font-size: 15px; }
.about { color: #5b6472; margin: 6px 0 16px; }
.cards { display: grid; grid-template-columns: repeat(5, 1fr); gap: 12px; }
.card { background: #fff; border-radius: 8px; padding: 12px 16px; display: grid; grid-template-columns: 1fr auto; align-items: baseline; }
.card h3 { grid-column: 1 / -1; margin: 0; font-size: 13px; font-weight: 500; color: #5b6472; }
.card b { font-size: 26px; } .card small { grid-column: 1 / -1; color: #5b6472; }
.better { color: #237804; font-weight: 600; } .worse { color: #cf1322; font-weight: 600; }
.wide, .pictures svg { background: #fff; border-radius: 8px; } .wide { margin-top: 12px; }
.pictures { display: grid; grid-template-columns: repeat(2, 1fr); gap: 12px; }
svg { max-width: 100%; height: auto; display: block; }
.scroll { overflow-x: auto; background: #fff; border-radius: 8px; }
table { border-collapse: collapse; font-size: 12px; font-variant-numeric: tabular-nums; }
table { width: 100%; } th, td { padding: 4px 8px; text-align: right; white-space: nowrap; border-bottom: 1px solid #eef1f5; }
thead th { text-align: right; background: #fafbfc; color: #5b6472; font-weight: 500; }
tbody th { position: sticky; left: 0; background: #fff; text-align: left; font-weight: 500; }
.plain { color: #5b6472; }
tr.bureau th, tr.bureau td, tr.hall th, tr.hall td { font-weight: 600; } tr.group th { padding-left: 20px; }
@media (max-width: 800px) { .cards, .pictures { grid-template-columns: 1fr; } }
@media print { body { background: #fff; } .scroll { overflow: visible; } table { font-size: 8px; } }
`;
