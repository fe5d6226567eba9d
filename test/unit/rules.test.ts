import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadBureau } from '../../src/config/load.ts';
import { alerts, ops, rules, testFiles } from './rules-files.ts';

const headings = [...readFileSync(join(ops, 'runbook.md'), 'utf8').matchAll(/^### (.+)$/gm)].map(([, text]) => text);

test('[RUL-3] every alert has a heading of the runbook that it names, and every heading an alert', () => {
  expect(headings.toSorted()).toEqual(alerts.map(({ alert }) => alert).toSorted());
  for (const { alert, annotations } of alerts)
    expect(annotations.runbook_url).toBe(`ops/runbook.md#${alert.toLowerCase()}`);
});

test('[RUL-4] every alert says what is the matter in Chinese and in English', () => {
  for (const { annotations } of alerts) {
    for (const text of [annotations.summary, annotations.description]) expect(text).toMatch(/\p{Script=Han}/u);
    for (const text of [annotations.summary_en, annotations.description_en])
      expect(text).not.toMatch(/\p{Script=Han}/u);
  }
});

test('[RUL-5] every alert has tests of both kinds: one where it goes off, one where it is silent', () => {
  const tests = testFiles.flatMap(({ content }) => content.tests);
  const kinds = (alert: string) => {
    const of = tests.flatMap(({ promql_expr_test }) =>
      promql_expr_test.filter(({ expr }) => expr === `ALERTS{alertname="${alert}",alertstate="firing"}`),
    );
    return { fires: of.some((t) => t.exp_samples.length > 0), silent: of.some((t) => t.exp_samples.length === 0) };
  };
  for (const { alert } of alerts) expect({ alert, ...kinds(alert) }).toEqual({ alert, fires: true, silent: true });
});

test('[RUL-6] no rule matches the bound of a bucket, which Prometheus 2 and 3 print differently', () => {
  for (const { expr } of rules) expect(expr).not.toMatch(/\ble\s*[=!]/);
});

test('[RUL-7] each burn can happen at every goal of the bureau, and a longer window goes off at a smaller one', async () => {
  const { files } = await loadBureau(join(ops, '../config/guangzhou'));
  // When everything is late.
  const greatest = Object.values(files.bureau.rules).map(({ goal }) => 1 / (1 - goal));
  const burns = alerts.flatMap(({ expr }) =>
    [...expr.matchAll(/_burn:rate\w+ > ([\d.]+)/g)].map(([, at]) => Number(at)),
  );
  expect(burns.length).toBe(8);
  expect(burns).toEqual(burns.toSorted((a, b) => b - a));
  expect(Math.max(...burns)).toBeLessThan(Math.min(...greatest));
});
