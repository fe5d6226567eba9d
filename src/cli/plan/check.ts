import { bias, type Check, type Errors, wape } from '../../capacity/forecast/check.ts';
import type { Language } from '../../capacity/plan/words.ts';
import { padEnd, padStart } from '../../demo/text.ts';

const words = {
  zh: {
    head: ['日期', '已知日', '来件', '预测', '误差 WAPE', '偏差', '随机下限', '上周同日', '近五日均值'],
    common: (days: number) => `共同的 ${days} 日`,
    note: 'WAPE：Σ|预测−实际| ÷ Σ实际，按厅、组、半小时；随机下限：预测为真时纯随机（泊松）造成的误差；每日由前一晚已知者预测',
    none: '至少要有两个整日',
  },
  en: {
    head: ['day', 'known', 'tickets', 'forecast', 'WAPE', 'bias', 'chance', 'last week', 'last 5 days'],
    common: (days: number) => `${days} common days`,
    note: 'WAPE: Σ|F−A| ÷ ΣA by hall, group and half hour; chance: what a Poisson process of that rate would make; each day as known on the evening before',
    none: 'two whole days are needed at least',
  },
} as const;
const widths = [-16, 7, 9, 9, 10, 9, 9, 11, 12];

/** A day a line, then the days that the peers could forecast too, added up. */
export function checkText({ days, common }: Check, language: Language): string {
  const w = words[language];
  if (days.length === 0) return `${w.none}\n`;
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (widths[i]! < 0 ? padEnd(cell, -widths[i]!) : padStart(cell, widths[i]!))).join('');
  const row = (name: string, known: string, of: Pick<Check['days'][number], 'forecast' | 'peers' | 'chance'>) =>
    line([
      ...[name, known, String(of.forecast.arrived), of.forecast.expected.toFixed(0), percent(wape(of.forecast))],
      ...[signed(bias(of.forecast)), percent(of.forecast.expected === 0 ? null : of.chance / of.forecast.expected)],
      ...[of.peers.lastWeek, of.peers.lastDays].map((errors) => percent(wapeOf(errors))),
    ]);
  const lines = [line(w.head), ...days.map((day) => row(day.day, String(day.known), day))];
  if (common.days > 0) lines.push(row(w.common(common.days), '', common));
  return `${lines.join('\n')}\n${w.note}\n`;
}

const wapeOf = (errors: Errors | null) => (errors === null ? null : wape(errors));
const percent = (n: number | null) => (n === null ? '–' : `${(100 * n).toFixed(1)} %`);
const signed = (n: number | null) => (n === null ? '–' : `${n > 0 ? '+' : ''}${(100 * n).toFixed(1)} %`);

/** The same as JSON tells it: shares as they are. */
export function checkFigures({ days, common }: Check) {
  const figures = (errors: Errors | null) =>
    errors === null ? null : { wape: wape(errors), bias: bias(errors), ...errors };
  const told = ({
    forecast,
    peers: { lastWeek, lastDays },
    chance,
  }: Pick<Check['days'][number], 'forecast' | 'peers' | 'chance'>) => ({
    forecast: figures(forecast),
    lastWeek: figures(lastWeek),
    lastDays: figures(lastDays),
    chance: forecast.expected === 0 ? null : chance / forecast.expected,
  });
  return {
    days: days.map((day) => ({ day: day.day, known: day.known, ...told(day) })),
    common: { days: common.days, ...told(common) },
  };
}
