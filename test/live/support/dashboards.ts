import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const target = z.object({ expr: z.string().optional(), range: z.boolean().optional() });
const variable = z.object({
  name: z.string(),
  type: z.string(),
  query: z.union([z.string(), z.object({ query: z.string() }).transform((of) => of.query)]).optional(),
  regex: z.string().optional(),
  includeAll: z.boolean().optional(),
  allValue: z.string().nullish(),
});
const panel = z.looseObject({ title: z.string().optional(), targets: z.array(target).optional() });
const dashboard = z.looseObject({
  uid: z.string(),
  panels: z.array(panel.extend({ panels: z.array(panel).optional() })),
  templating: z.object({ list: z.array(variable) }),
});

export type Variable = z.output<typeof variable>;
export interface Wall {
  uid: string;
  variables: Variable[];
  /** Each expression of its panels once; `range`: drawn over time. */
  expressions: { panel: string; expr: string; range: boolean }[];
  /** Addresses of other walls that anything on it leads to. */
  links: string[];
}

const folder = join(import.meta.dirname, '../../../ops/grafana/dashboards');

/** The walls of a language as Grafana is given them. */
export function walls(language: 'zh' | 'en'): Wall[] {
  const files = readdirSync(join(folder, language)).filter((name) => name.endsWith('.json'));
  return files.map((file) => {
    const text = readFileSync(join(folder, language, file), 'utf8');
    const { uid, panels, templating } = dashboard.parse(JSON.parse(text));
    const all = panels.flatMap((outer) => [outer, ...(outer.panels ?? [])]);
    return {
      uid,
      variables: templating.list,
      links: [...text.matchAll(/"(\/d\/[^"]*)"/g)].map(([, link = '']) => link),
      expressions: all.flatMap(({ title = '', targets = [] }) =>
        targets.flatMap(({ expr, range }) =>
          expr === undefined ? [] : [{ panel: `${uid}: ${title}`, expr, range: range === true }],
        ),
      ),
    };
  });
}

const builtIn: Record<string, string> = {
  __rate_interval: '1m',
  __interval: '15s',
  __range: '5m',
  __range_s: '300',
  __range_ms: '300000',
};

/** An expression with Grafana's own variables and these in the place of their names. */
export function filledIn(expr: string, values: Record<string, string>): string {
  const all = { ...builtIn, ...values };
  const text = expr.replace(
    /\$\{([a-z_]\w*)(?::\w+)?\}|\$([a-z_]\w*)/g,
    (whole, braced, bare) => all[braced ?? bare] ?? whole,
  );
  // `$1` is a part of a regular expression, and `$"` its end; any other is a variable that nothing gives a value to.
  const [unknown] = /\$[{a-z_]\w*/.exec(text) ?? [];
  if (unknown !== undefined) throw new Error(`no value for ${unknown} in ${expr}`);
  return text;
}

/** Names of metrics in an expression: what is neither a function, a label, a string nor a word of the language. */
export function metricsIn(expr: string): string[] {
  const bare = expr
    .replace(/"(?:[^"\\]|\\.)*"/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, '')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, '');
  const words = [...bare.matchAll(/(?<![\w:.])([a-zA-Z_:][\w:]*)(?!\s*\()(?![\w:])/g)].map(([, word = '']) => word);
  return [...new Set(words.filter((word) => !keywords.has(word)))];
}

const aggregations = ['sum', 'min', 'max', 'avg', 'count', 'topk', 'bottomk', 'group', 'stddev', 'quantile'];
const keywords = new Set([
  ...aggregations,
  ...['and', 'or', 'unless', 'bool', 'offset', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right'],
  ...['Inf', 'NaN', 'inf', 'nan', 'start', 'end'],
]);
