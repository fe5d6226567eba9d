import { type Outcome, outcomes } from '../protocol/commands.ts';
import type { Add } from './issues.ts';
import type { BureauFiles } from './schema.ts';
import { givenNames, type ReplyTemplate, type Standards } from './standards.ts';

/** What the files of standards say of each other, of themselves and of the bureau. */
export function checkStandards({ standards, bureau, businesses }: BureauFiles, add: Add): void {
  if (standards === undefined) return;
  const known = businesses.map(({ code }) => code);
  const business = (code: string, path: PropertyKey[]) => {
    if (!known.includes(code)) add(path, `there is no business ${code}; known: ${known.join(', ')}`);
  };
  for (const [t, template] of standards.templates.entries())
    checkTemplate(standards.templates, t, template, business, add);
  checkDefaults(standards, business, add);
  for (const code of Object.keys(standards.processes))
    if (code !== 'default') business(code, ['standards', 'processes', code]);
  for (const [i, { code }] of standards.indicators.entries())
    if (standards.indicators.findIndex((other) => other.code === code) < i)
      add(['standards', 'indicators', i, 'code'], `${code} is named twice`);
  if (standards.identity.name !== bureau.officialName)
    add(['standards', 'identity', 'name'], 'expected the same as officialName in bureau.yaml');
}

/** Every outcome, the bureau's own ones too, is answered by some text. Asked of files that people write. */
export function checkAnswered({ standards }: BureauFiles, add: Add): void {
  if (standards === undefined) return;
  const missing = outcomes.filter((outcome) => standards.defaults.outcomes[outcome] === undefined);
  if (missing.length > 0)
    add(['standards', 'defaults', 'outcomes'], `expected a template for every outcome; missing: ${missing.join(', ')}`);
}

type CheckBusiness = (code: string, path: PropertyKey[]) => void;

function checkTemplate(
  all: ReplyTemplate[],
  index: number,
  { code, version, businesses, text, fields }: ReplyTemplate,
  business: CheckBusiness,
  add: Add,
): void {
  const path = ['standards', 'templates', index];
  const before = all.findIndex((other) => other.code === code && other.version === version);
  if (before < index) add([...path, 'version'], `${code} has a version ${version} already: templates[${before}]`);
  for (const [b, code] of (businesses ?? []).entries()) business(code, [...path, 'businesses', b]);
  for (const language of ['zh', 'en'] as const) checkText(text[language], fields, [...path, 'text', language], add);
  for (const [name, field] of Object.entries(fields)) {
    const at = [...path, 'fields', name];
    if (isGiven(name)) add(at, `${name} is filled in by the bureau: expected another name`);
    if (field.type === 'choice' && Object.keys(field.options).length < 2)
      add([...at, 'options'], 'expected at least 2 entries');
    if (field.type === 'number' && (field.min ?? Number.NEGATIVE_INFINITY) > (field.max ?? Number.POSITIVE_INFINITY))
      add([...at, 'min'], 'expected no more than max');
  }
}

const isGiven = (name: string) => givenNames.some((given) => given === name);

function checkText(text: string, fields: ReplyTemplate['fields'], path: PropertyKey[], add: Add): void {
  const named = new Set([...text.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? ''));
  if (/[{}]/.test(text.replace(/\{[^{}]*\}/g, ''))) add(path, 'a brace stands alone: expected {field}');
  for (const name of named)
    if (!Object.hasOwn(fields, name) && !isGiven(name))
      add(path, `there is no field {${name}}; known: ${[...Object.keys(fields), ...givenNames].join(', ')}`);
  for (const name of Object.keys(fields))
    if (!named.has(name)) add(path, `the field {${name}} does not stand in the text`);
}

function checkDefaults({ templates, defaults }: Standards, business: CheckBusiness, add: Add): void {
  const path = ['standards', 'defaults'];
  const newest = new Map<string, ReplyTemplate>();
  for (const template of templates)
    if (template.version > (newest.get(template.code)?.version ?? 0)) newest.set(template.code, template);

  const check = (of: string | null, outcome: Outcome, code: string, at: PropertyKey[]) => {
    const template = newest.get(code);
    if (template === undefined) return add(at, `there is no template ${code}; known: ${[...newest.keys()].join(', ')}`);
    if (!template.outcomes.includes(outcome))
      add(
        at,
        `template ${code} is not for ${outcome}: expected one that is (${code}: ${template.outcomes.join(', ')})`,
      );
    if (template.businesses !== undefined && (of === null || !template.businesses.includes(of)))
      add(at, `template ${code} is only for ${template.businesses.join(', ')}`);
    const needed = Object.keys(template.fields).filter((name) => template.fields[name]?.required);
    if (needed.length > 0) add(at, `template ${code} needs ${needed.join(', ')}: a default is sent without fields`);
  };
  for (const outcome of outcomes) {
    const code = defaults.outcomes[outcome];
    if (code !== undefined) check(null, outcome, code, [...path, 'outcomes', outcome]);
    for (const [of, own] of Object.entries(defaults.businesses)) {
      const code = own[outcome];
      if (code !== undefined) check(of, outcome, code, [...path, 'businesses', of, outcome]);
    }
  }
  for (const of of Object.keys(defaults.businesses)) business(of, [...path, 'businesses', of]);
}
