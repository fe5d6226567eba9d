import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { drawMachine } from '../../src/actors/draw.ts';
import { flat } from '../../src/actors/flat.ts';
import { machinePages } from '../../src/cli/machines.ts';

const folder = new URL('../../docs/machines/', import.meta.url);

test('[DRW-1] docs/machines holds what the machines draw, and nothing else', async () => {
  const pages = machinePages();
  expect((await readdir(folder)).sort()).toEqual([...pages.keys()].sort());
  for (const [file, text] of pages) expect(await readFile(new URL(file, folder), 'utf8'), file).toBe(text);
});

const door = flat({
  definition: {
    id: 'door',
    initial: 'shut',
    states: {
      shut: { on: { open: [{ guard: 'broken', target: 'gone' }, { target: 'ajar' }], kick: { target: 'gone' } } },
      ajar: { entry: 'creak', on: { open: { guard: 'broken', actions: 'creak' }, shut: { target: 'shut' } } },
      gone: { type: 'final' },
    },
  },
  context: (input: object) => input,
  guards: { broken: () => false },
  actions: { creak: () => ({}) },
});
const drawn = drawMachine({
  title: '门 door',
  source: 'door.ts',
  machine: door,
  names: { shut: '关', ajar: '半开', gone: '无' },
});

test('[DRW-2] one edge for each pair of states lists its events and guards, between states in English and Chinese', () => {
  expect(drawn).toContain(
    [
      'stateDiagram-v2',
      '  state "shut 关" as shut',
      '  state "ajar 半开" as ajar',
      '  state "gone 无" as gone',
      '  [*] --> shut',
      '  shut --> gone: open [broken]<br/>kick',
      '  shut --> ajar: open',
      '  ajar --> shut: shut',
      '  gone --> [*]',
    ].join('\n'),
  );
});

test('[DRW-3] what leaves the state as it is stands below the drawing, with guard and action', () => {
  const [, below] = drawn.split('  gone --> [*]\n');
  expect(below).toContain('On entry to ajar: `creak`.');
  expect(below).toContain('| ajar | `open` | `broken` | `creak` |');
  expect(below).not.toContain('shut');
});
