import { erlangA } from '../capacity/erlang/a.ts';
import { erlangB } from '../capacity/erlang/b.ts';
import { erlangC } from '../capacity/erlang/c.ts';
import type { Figures } from '../capacity/erlang/load.ts';
import { requiredA, requiredB, requiredC } from '../capacity/erlang/required.ts';
import { CodedError } from '../protocol/codes.ts';

export type Formula = 'b' | 'c' | 'a';

/** Durations in ms. */
export interface ErlangArgs {
  /** Arrivals in each `interval`. */
  arrivals: number;
  interval: number;
  aht: number;
  patience?: number;
  within?: number;
  servers?: number;
  target?: number;
  json?: boolean;
}

/** Prints what an Erlang formula says of a number of servers, or of the fewest that meet a target. */
export function erlangCommand(formula: Formula, args: ErlangArgs): void {
  const figures = reckon(formula, args);
  process.stdout.write(args.json ? `${JSON.stringify(figures)}\n` : text(formula, figures, args));
}

/** Throws `bad-message` where something is missing or too much, and where the formula has no answer. */
export function reckon(
  formula: Formula,
  { arrivals, interval, aht, patience, within, servers, target }: ErlangArgs,
): Figures {
  if ((servers === undefined) === (target === undefined)) throw bad('give either --servers or --target');
  if (patience !== undefined && formula !== 'a') throw bad(`--patience is for Erlang A: nobody gives up in ${formula}`);
  const load = { arrivals: arrivals / (interval / 1000), serviceS: aht / 1000 };
  if (formula === 'b') {
    if (within !== undefined) throw bad('--within is for Erlang C and A: nobody waits in b');
    return servers === undefined ? requiredB(load, target!) : erlangB(load, servers);
  }
  if (within === undefined) throw bad('--within is missing: by when is an answer in time?');
  const withinS = within / 1000;
  if (formula === 'c')
    return servers === undefined ? requiredC(load, withinS, target!) : erlangC(load, servers, withinS);
  if (patience === undefined)
    throw bad('--patience is missing: how long do people wait before they give up, in the mean?');
  const impatient = { ...load, patienceS: patience / 1000 };
  return servers === undefined ? requiredA(impatient, withinS, target!) : erlangA(impatient, servers, withinS);
}

const bad = (detail: string) => new CodedError('bad-message', detail);

const rows = [
  ['servers', 'servers 坐席数', (n) => `${n}`],
  ['pWait', 'has to wait 需等待', percent],
  ['pAbandon', 'gives up 放弃', percent],
  ['pBlock', 'turned away 被拒', percent],
  ['serviceLevel', 'answered in time 及时接通', percent],
  ['asaS', 'mean wait of the answered 平均接通等待', (s) => `${s.toFixed(2)} s`],
  ['occupancy', 'occupancy 占用率', percent],
] as const satisfies [keyof Figures, string, (value: number) => string][];

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

function text(formula: Formula, figures: Figures, { arrivals, interval, aht }: ErlangArgs): string {
  const load = `Erlang ${formula.toUpperCase()}, ${((arrivals * aht) / interval).toFixed(2)} erlangs`;
  const lines = rows.flatMap(([key, name, shown]) => {
    const value = figures[key];
    return value === null ? [] : [`  ${pad(name)} ${shown(value).padStart(10)}`];
  });
  return `${[load, ...lines].join('\n')}\n`;
}

/** A Chinese character is two columns wide. */
function pad(name: string): string {
  const width = [...name].reduce((sum, character) => sum + (character > '\u2e80' ? 2 : 1), 0);
  return name + ' '.repeat(Math.max(0, 42 - width));
}
