import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const idsIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, id]) => id as string);

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const tested = new Set(files.flatMap((name) => idsIn(readFileSync(join(root, name), 'utf8'), /\[([A-Z]{2,4}-\d+)\]/g)));
const stated = idsIn(readFileSync(join(root, 'SPEC.md'), 'utf8'), /^- \*\*([A-Z]{2,4}-\d+)\*\*/gm);

test('[SPC-1] every rule is stated once, and every rule has a test', () => {
  expect(stated.filter((id, i) => stated.indexOf(id) !== i)).toEqual([]);
  expect(stated.filter((id) => !tested.has(id))).toEqual([]);
});

test('[SPC-2] every test names a rule that is stated', () => {
  expect([...tested].filter((id) => !stated.includes(id))).toEqual([]);
});
