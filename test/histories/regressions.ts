import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { History } from './history.ts';

/** A history that once broke a rule: the seed it came from, and what is left of it. Each run plays these first. */
export interface Regression extends History {
  seed: string;
  rule: string;
}

const file = new URL('./regressions.json', import.meta.url);

export const regressions = (): Regression[] => JSON.parse(readFileSync(file, 'utf8')) as Regression[];

/** Keeps a history, one a line; the same one once. */
export function keep(found: Regression): void {
  const lines = new Set([...regressions(), found].map((r) => JSON.stringify(r)));
  const next = new URL('./regressions.json.next', import.meta.url);
  writeFileSync(next, `[\n${[...lines].map((line) => `  ${line}`).join(',\n')}\n]\n`);
  renameSync(next, file);
}
