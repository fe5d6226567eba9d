import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { wallsConfig } from '../../src/walls/config.ts';
import { ops, testFiles } from '../unit/rules-files.ts';

const folder = join(ops, 'prometheus');

function scratch(): string {
  const made = mkdtempSync(join(tmpdir(), 'yunting-rules-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const promtool = (...args: string[]) =>
  new Promise<{ failed: boolean; said: string }>((done) => {
    execFile('promtool', args, { maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      done({ failed: error !== null, said: stdout + stderr }),
    );
  });

test('[RUL-8] promtool accepts the configuration of the container, and that of the walls', () => {
  const text = readFileSync(join(folder, 'prometheus.yaml'), 'utf8');
  const file = join(scratch(), 'prometheus.yaml');
  writeFileSync(file, wallsConfig(text, { metrics: new URL('http://127.0.0.1:9464/metrics'), everyMs: 5_000, folder }));
  for (const config of [join(folder, 'prometheus.yaml'), file]) {
    const { status, stderr } = spawnSync('promtool', ['check', 'config', config], { encoding: 'utf8' });
    expect({ config, status, stderr }).toEqual({ config, status: 0, stderr: '' });
  }
});

test('[RUL-9] every alert goes off when it should and is silent when it nearly should', async () => {
  const results = await Promise.all(testFiles.map(({ file }) => promtool('test', 'rules', file)));
  expect(results.filter(({ failed }) => failed)).toEqual([]);
});

test('[RUL-10] the texts of every alert that goes off are whole: no label is missing and no template fails', async () => {
  const made = scratch();
  // promtool prints the alerts that it found where it was told that there are none.
  const rendered = await Promise.all(
    testFiles.map(async ({ file, content }, i) => {
      const firing = content.tests.filter(({ promql_expr_test }) => promql_expr_test[0]?.exp_samples.length);
      const tests = firing.map(({ promql_expr_test, ...of }) => ({
        ...of,
        alert_rule_test: promql_expr_test.map(({ expr, eval_time }) => ({
          alertname: /alertname="(\w+)"/.exec(expr)?.[1],
          eval_time,
          exp_alerts: [],
        })),
      }));
      const written = join(made, `${i}.yaml`);
      const rule_files = content.rule_files.map((path) => resolve(file, '..', path));
      writeFileSync(written, stringify({ ...content, rule_files, tests }));
      const { said } = await promtool('test', 'rules', written);
      const texts = [...said.matchAll(/Annotations:\{(.*)\}/g)].map(([, text = '']) => text);
      expect(texts.length).toBe(tests.length);
      return texts;
    }),
  );
  // A label that is missing leaves nothing in its place.
  const wrong = rendered.flat().filter((text) => /<error|%!| {2}|="[： "]/.test(text));
  expect(wrong).toEqual([]);
});
