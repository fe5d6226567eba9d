import pc from 'picocolors';
import { halfHours, sum } from '../../capacity/forecast/half-hours.ts';
import type { DayPlan, LinePlan } from '../../capacity/plan/plan.ts';
import { hoursThatMatter, type LineTotal, totalOf } from '../../capacity/plan/rows.ts';
import { clock, type Language, words } from '../../capacity/plan/words.ts';
import type { Bureau } from '../../config/schema.ts';
import { padEnd, padStart, share } from '../../demo/text.ts';

/** Columns: a text and how wide it is; below 0 it stands to the left. */
const row = (cells: readonly (readonly [text: string, width: number])[]): string =>
  cells
    .map(([text, width]) => (width < 0 ? padEnd(text, -width) : padStart(text, width)))
    .join(' ')
    .trimEnd();

const stations = (n: number) => n.toFixed(1).replace(/\.0$/, '');
const missingOf = ({ required, staffed }: LinePlan, slot: number) => Math.max(0, required[slot]! - staffed[slot]!);

/** The names that a plan is told with. */
export interface Names {
  bureau: Bureau;
  language: Language;
}

export const hallName = ({ bureau, language }: Names, hall: string): string => {
  const config = bureau.halls.get(hall);
  return (language === 'zh' ? config?.short : config?.shortEn) ?? hall;
};
export const groupName = ({ bureau, language }: Names, group: string): string => {
  const config = bureau.groups.get(group);
  return (language === 'zh' ? config?.name.replace(/业务受理组$|组$/, '') : config?.en) ?? group;
};

/**
 * A line a hall and group, with a strip of the half hours in which stations are missing; totals by group. Once the day
 * has begun with what came.
 */
export function overview({ lines, city, unknown }: DayPlan, names: Names, began: boolean): string {
  const w = words[names.language];
  const span = hoursThatMatter(lines);
  const unserved = unknown.map((group) => `${groupName(names, group)}: ${w.unserved}\n`).join('');
  if (span === null) return `${unserved}${w.nobody}\n`;
  const out: string[] = [];
  const slots = Array.from({ length: span[1] - span[0] + 1 }, (_, i) => span[0] + i);
  const head = row([
    ...([
      [w.hall, -8],
      [w.arrivals, 8],
      [began ? w.came : '', 7],
      [w.peak, 12],
      [w.hours, 17],
      [w.gap, 12],
      [w.inTarget, 9],
    ] as const),
    [` ${ruler(slots)}`, -slots.length],
  ]);
  for (const [group, own] of Map.groupBy(lines, (line) => line.group)) {
    out.push(`${pc.bold(groupName(names, group))}\n${pc.dim(head)}`);
    const missing = (some: readonly LinePlan[]) => slots.map((slot) => sum(some.map((line) => missingOf(line, slot))));
    for (const line of own) out.push(lineText(hallName(names, line.hall), totalOf(line), began, missing([line])));
    if (own.length === 1) {
      out.push('');
      continue;
    }
    const all = added(own);
    const lacking = missing(own);
    const worst = Math.max(...lacking);
    const where = worst < 0.05 ? null : { gap: -worst, slot: slots[lacking.indexOf(worst)]! };
    out.push(lineText(w.total, { ...totalOf(all), worst: where }, began, lacking));
    const pooled = city.find((of) => of.group === group);
    if (pooled !== undefined) {
      const most = Math.max(...pooled.required);
      const cells = [
        [w.oneBoard, -25],
        [`${most} ${clock(pooled.required.indexOf(most))}`, 12],
      ] as const;
      out.push(row([...cells, [`${(sum(pooled.required) / 2).toFixed(0)}/${(sum(all.staffed) / 2).toFixed(0)}`, 17]]));
    }
    out.push('');
  }
  return `${out.join('\n')}\n${unserved}${pc.dim(`${w.missing}; ${w.note}`)}\n`;
}

/** Every second hour over a strip: `09  11  13`. */
const ruler = (slots: readonly number[]) =>
  slots
    .flatMap((slot, i) => (i % 4 === 0 ? clock(slot).slice(0, 2).padEnd(4) : []))
    .join('')
    .trimEnd();

function lineText(name: string, total: LineTotal, began: boolean, missing: readonly number[]): string {
  const { arrivals, came, peak, requiredHours, staffedHours, worst, serviceLevel } = total;
  const strip = missing
    .map((n) => Math.ceil(n - 0.05))
    .map((n) => (n <= 0 ? pc.dim('·') : pc.red(n > 9 ? '+' : String(n))))
    .join('');
  const figures = row([
    ...([
      [name, -8],
      [arrivals.toFixed(0), 8],
      [began ? String(came) : '', 7],
      [`${peak.stations} ${clock(peak.slot)}`, 12],
    ] as const),
    [`${requiredHours.toFixed(0)}/${staffedHours.toFixed(0)}`, 17],
    [worst === null ? '–' : `${stations(worst.gap)} ${clock(worst.slot)}`, 12],
    [serviceLevel === null ? '–' : share(serviceLevel, 1), 9],
  ]);
  return `${worst === null ? figures : pc.yellow(figures)}  ${strip}`;
}

/** Halls as one row. What is missing is missing somewhere: it is not added up like this. */
function added(lines: readonly LinePlan[]): LinePlan {
  const add = (of: (line: LinePlan, slot: number) => number) =>
    Array.from({ length: halfHours }, (_, slot) => sum(lines.map((line) => of(line, slot))));
  const arrivals = add((line, slot) => line.arrivals[slot]!);
  const answered = add((line, slot) => (line.outlook[slot]!.serviceLevel ?? 0) * line.arrivals[slot]!);
  const outlook = arrivals.map((n, slot) => ({ serviceLevel: n > 0 ? answered[slot]! / n : null, occupancy: null }));
  const required = add((line, slot) => line.required[slot]!);
  const came = add((line, slot) => line.came[slot]!);
  return { ...lines[0]!, arrivals, came, required, staffed: add((line, slot) => line.staffed[slot]!), outlook };
}

/** A hall by half hour, group by group. */
export function ofHall(lines: readonly LinePlan[], names: Names): string {
  const w = words[names.language];
  const span = hoursThatMatter(lines);
  if (span === null) return `${w.nobody}\n`;
  const widths = [-7, 9, 6, 7, 7, 11, 10];
  const columns = (cells: readonly string[]) => row(cells.map((cell, i) => [cell, widths[i]!] as const));
  const percent = (n: number | null) => (n === null ? '–' : share(n, 1));
  const out = lines.flatMap((line) => {
    const head = columns([w.time, w.arrivals, w.required, w.staffed, w.gap, w.inTarget, w.occupancy]);
    const half = (slot: number) => {
      const gap = line.staffed[slot]! - line.required[slot]!;
      const { serviceLevel, occupancy } = line.outlook[slot]!;
      const numbers = [line.arrivals[slot]!.toFixed(1), String(line.required[slot]), stations(line.staffed[slot]!)];
      const signed = `${gap > 0.05 ? '+' : ''}${stations(gap)}`;
      const text = columns([clock(slot), ...numbers, signed, percent(serviceLevel), percent(occupancy)]);
      return gap < -0.05 ? pc.yellow(text) : text;
    };
    const slots = Array.from({ length: span[1] - span[0] + 1 }, (_, i) => span[0] + i);
    return [pc.bold(groupName(names, line.group)), pc.dim(head), ...slots.map(half), ''];
  });
  return `${out.join('\n')}\n${pc.dim(w.note)}\n`;
}
