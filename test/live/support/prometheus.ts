import { z } from 'zod';
import type { Variable } from './dashboards.ts';

const sample = z.tuple([z.number(), z.string()]);
const answer = z.object({
  status: z.string(),
  error: z.string().optional(),
  data: z
    .object({
      resultType: z.string(),
      result: z.unknown(),
    })
    .optional(),
});
const vector = z.array(z.object({ metric: z.record(z.string(), z.string()), value: sample }));
const matrix = z.array(z.object({ values: z.array(sample) }));

const drawnS = 120;

async function ask(prometheus: string, path: string, query: Record<string, string>) {
  const reply = await fetch(`${prometheus}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(query) });
  const { status, error, data } = answer.parse(await reply.json());
  if (status !== 'success' || data === undefined) throw new Error(`${query.query}: ${error}`);
  return data;
}

/** Whether an expression has a value, now or (`range`) in the last minutes. Throws when it is not valid. */
export async function hasData(prometheus: string, expr: string, range: boolean): Promise<boolean> {
  const isValue = ([, value]: z.output<typeof sample>) => value !== 'NaN';
  if (!range) {
    const { resultType, result } = await ask(prometheus, 'query', { query: expr });
    if (resultType === 'scalar') return isValue(sample.parse(result));
    return vector.parse(result).some(({ value }) => isValue(value));
  }
  const end = Math.floor(Date.now() / 1000);
  const over = { query: expr, start: `${end - drawnS}`, end: `${end}`, step: '5' };
  const { result } = await ask(prometheus, 'query_range', over);
  return matrix.parse(result).some(({ values }) => values.some(isValue));
}

/** The values that a variable offers, found as Grafana finds them. */
export async function valuesOf(prometheus: string, { name, query = '', regex = '' }: Variable, others: Others) {
  const [, expr] = /^query_result\((.*)\)$/s.exec(query) ?? [];
  if (expr === undefined) throw new Error(`the variable ${name} asks in a way that is not known here: ${query}`);
  const { result } = await ask(prometheus, 'query', { query: others(expr) });
  const texts = vector.parse(result).map(({ metric: { __name__ = '', ...labels }, value: [at, value] }) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return `${__name__}{${pairs.join(',')}} ${value} ${at * 1000}`;
  });
  const pattern = new RegExp(regex.replace(/^\/|\/$/g, ''));
  return texts.flatMap((text) => {
    const found = pattern.exec(text);
    return found === null ? [] : [found.groups?.value ?? found[1] ?? found[0]];
  });
}

/** Gives the variables that an expression names their values. */
type Others = (expr: string) => string;
