import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { limitsYaml } from '../../ops/prometheus/limits.ts';

const root = join(import.meta.dirname, '../..');

test('[RUL-1] the limits on the walls are the figures that the bench measured', async () => {
  const results = readFileSync(join(root, 'bench/RESULTS.md'), 'utf8');
  await expect(limitsYaml(results)).toMatchFileSnapshot(join(root, 'ops/prometheus/rules/limits.yaml'));
});

test('[RUL-2] a figure that the results no longer have is named', () => {
  expect(() => limitsYaml('| core.life | CPU | 60 µs |')).toThrow('no figure lives.always');
});
