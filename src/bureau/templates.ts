import { DateTime } from 'luxon';
import type { Bureau } from '../config/schema.ts';
import type { GivenName, ReplyTemplate, Standards, TemplateField, Words } from '../config/standards.ts';
import type { Outcome } from '../protocol/commands.ts';
import { calendarOf, dayMs } from './calendar.ts';

/** What the bureau itself fills into a reply. */
export type Given = Record<GivenName, Words>;

export type Chosen = { ok: true; template: ReplyTemplate | null } | { ok: false; detail: string };
/** `text` is what is sent, `en` the same in English. */
export type Filled =
  | { ok: true; text: string; en: string; template: { code: string; version: number } }
  | { ok: false; detail: string };

/** A template by its code: that version, or the newest. */
export function templateOf({ templates }: Standards, code: string, version?: number): ReplyTemplate | undefined {
  const versions = templates.filter((t) => t.code === code && (version === undefined || t.version === version));
  return versions.reduce<ReplyTemplate | undefined>(
    (a, b) => (a !== undefined && a.version > b.version ? a : b),
    undefined,
  );
}

/**
 * The newest version of the template that is asked for, if it is for this business and outcome; without a code the
 * default: the business's own, then that of the outcome. `template` is null where there is no default.
 */
export function chooseTemplate(standards: Standards, business: string, outcome: Outcome, code?: string): Chosen {
  const { defaults } = standards;
  const asked = code ?? defaults.businesses[business]?.[outcome] ?? defaults.outcomes[outcome];
  if (asked === undefined) return { ok: true, template: null };
  const template = templateOf(standards, asked);
  if (template === undefined) return { ok: false, detail: `没有模板 ${asked} (there is no template ${asked})` };
  const fits = template.outcomes.includes(outcome) && (template.businesses?.includes(business) ?? true);
  if (fits) return { ok: true, template };
  const detail = `模板 ${asked} 不适用于 ${business}、${outcome} (template ${asked} is not for ${business}, ${outcome})`;
  return { ok: false, detail };
}

/**
 * A template with its fields filled in. All that is wrong with them is said at once, a field each, without the value;
 * a field that is not required and not given leaves nothing behind.
 */
export function fillTemplate(template: ReplyTemplate, fields: Record<string, string>, given: Given): Filled {
  const values = new Map<string, Words>(Object.entries(given));
  const faults: string[] = [];
  for (const name of Object.keys(fields))
    if (!Object.hasOwn(template.fields, name)) faults.push(`${name}: 模板中没有此字段 (there is no such field)`);
  for (const [name, field] of Object.entries(template.fields)) {
    const value = (Object.hasOwn(fields, name) ? fields[name] : undefined)?.trim() ?? '';
    const read = value === '' && !field.required ? nothing : readField(field, value);
    if (read !== null) values.set(name, read);
    else faults.push(`${name} ${field.name.zh}: ${expected(field).zh} (${field.name.en}: ${expected(field).en})`);
  }
  if (faults.length > 0) return { ok: false, detail: faults.join('; ') };

  // One pass: braces in a value are only text.
  const fill = (language: keyof Words) =>
    template.text[language].replace(/\{([^{}]*)\}/g, (_, name: string) => values.get(name)?.[language] ?? '').trim();
  return { ok: true, text: fill('zh'), en: fill('en'), template: { code: template.code, version: template.version } };
}

/** What a reply says of a ticket at `at`. Names that left the files are told by their code. */
export function givenOf(bureau: Bureau, t: { id: string; hall: string; business: string }, at: number): Given {
  const hall = bureau.halls.get(t.hall);
  const business = bureau.businesses.get(t.business);
  // The calendar knows the city's day; asking for its zone anew would take longer than all the rest of a reply.
  const day = calendarOf(hall?.hours ?? bureau.files.bureau.hours, bureau.days, bureau.timezone).dayOf(at);
  return {
    ticket: same(t.id),
    hall: { zh: hall?.officialName ?? t.hall, en: hall?.en ?? t.hall },
    business: { zh: business?.name ?? t.business, en: business?.en ?? t.business },
    today: dated(DateTime.fromMillis(day * dayMs, { zone: 'utc' })),
  };
}

const same = (text: string): Words => ({ zh: text, en: text });
const nothing = same('');
const dated = (date: DateTime): Words => ({
  zh: `${date.year}年${date.month}月${date.day}日`,
  en: date.toISODate() ?? '',
});

/** A value as it is written in a reply; null when it is not what the field expects. */
function readField(field: TemplateField, value: string): Words | null {
  switch (field.type) {
    case 'text':
      return value !== '' && value.length <= field.max ? same(value) : null;
    case 'number': {
      const match = /^(-?(?:0|[1-9]\d{0,14}))(?:\.(\d+))?$/.exec(value);
      const [, whole = '', decimals = ''] = match ?? [];
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field;
      const fits = decimals.length <= field.decimals && Number(value) >= min && Number(value) <= max;
      if (match === null || !fits) return null;
      // As it was written, with all its decimals: money is not rounded.
      return same(field.decimals === 0 ? whole : `${whole}.${decimals.padEnd(field.decimals, '0')}`);
    }
    case 'date': {
      const date = DateTime.fromFormat(value, 'yyyy-MM-dd', { zone: 'utc' });
      return date.isValid ? dated(date) : null;
    }
    case 'choice':
      return Object.hasOwn(field.options, value) ? (field.options[value] ?? null) : null;
  }
}

function expected(field: TemplateField): Words {
  switch (field.type) {
    case 'text':
      return { zh: `应为 1 至 ${field.max} 个字的文本`, en: `expected text of 1 to ${field.max} characters` };
    case 'number': {
      const { min, max, decimals } = field;
      const zh = [
        decimals === 0 ? '应为整数' : `应为最多 ${decimals} 位小数的数字`,
        ...(min === undefined ? [] : [`不小于 ${min}`]),
        ...(max === undefined ? [] : [`不大于 ${max}`]),
      ];
      const en = [
        decimals === 0 ? 'expected a whole number' : `expected a number of at most ${decimals} decimals`,
        ...(min === undefined ? [] : [`at least ${min}`]),
        ...(max === undefined ? [] : [`at most ${max}`]),
      ];
      return { zh: zh.join('，'), en: en.join(', ') };
    }
    case 'date':
      return { zh: '应为日期，如 2026-11-23', en: 'expected a date such as 2026-11-23' };
    case 'choice': {
      const options = Object.keys(field.options);
      return { zh: `应为以下之一：${options.join('、')}`, en: `expected one of ${options.join(', ')}` };
    }
  }
}
