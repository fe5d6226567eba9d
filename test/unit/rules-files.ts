import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const ops = join(import.meta.dirname, '../../ops');

const alert = z.strictObject({
  alert: z.string(),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.strictObject({
    severity: z.enum(['critical', 'warning', 'info']),
    audience: z.enum(['operator', 'engineer', 'supervisor', 'department']),
  }),
  annotations: z.strictObject({
    summary: z.string(),
    summary_en: z.string(),
    description: z.string(),
    description_en: z.string(),
    runbook_url: z.string(),
  }),
});
const recording = z.strictObject({
  record: z.string(),
  expr: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
});
const ruleFile = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(z.union([alert, recording])) })),
});
const testFile = z.looseObject({
  rule_files: z.array(z.string()),
  tests: z.array(
    z.looseObject({
      name: z.string(),
      promql_expr_test: z.array(
        z.object({
          expr: z.string(),
          eval_time: z.string(),
          exp_samples: z.array(z.object({ labels: z.string(), value: z.number() })),
        }),
      ),
    }),
  ),
});

const read = <S extends z.ZodType>(folder: string, schema: S): { file: string; content: z.output<S> }[] =>
  readdirSync(join(ops, 'prometheus', folder)).map((name) => {
    const file = join(ops, 'prometheus', folder, name);
    return { file, content: schema.parse(parse(readFileSync(file, 'utf8'))) };
  });

export const rules = read('rules', ruleFile).flatMap(({ content }) => content.groups.flatMap((group) => group.rules));
export const alerts = rules.filter((rule) => 'alert' in rule);
export const testFiles = read('tests', testFile);
