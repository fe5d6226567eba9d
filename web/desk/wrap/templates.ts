import type { CatalogueView } from '../../../src/protocol/catalogue.ts';
import type { TicketView } from '../../../src/protocol/views.ts';

export type Template = NonNullable<CatalogueView['templates']>[number];
export type Field = Template['fields'][number];
type Words = { zh: string; en: string };
/** Instead of a template's code: the reply that the standard has for the outcome, and one in own words. */
export const usual = '';
export const own = '*';

/** Templates for this business and outcome, those of the business itself first. */
export function templatesFor({ templates = [] }: CatalogueView, ticket: TicketView, outcome: string): Template[] {
  const fits = templates.filter(
    ({ outcomes, businesses }) => outcomes.includes(outcome) && (businesses?.includes(ticket.business) ?? true),
  );
  const rank = ({ businesses, code }: Template) =>
    businesses !== undefined ? 0 : code.endsWith(`-${ticket.modality}`) ? 1 : 2;
  return fits.toSorted((a, b) => rank(a) - rank(b));
}

/** Whether a value looks as the field expects it: said while typing; the bureau itself checks what is sent. */
export function fits(field: Field, value: string): boolean {
  const text = value.trim();
  if (text === '') return !field.required;
  switch (field.type) {
    case 'text':
      return text.length <= (field.max ?? Number.POSITIVE_INFINITY);
    case 'number': {
      const [, decimals = ''] = /^-?\d+(?:\.(\d+))?$/.exec(text) ?? [];
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field;
      const number = Number(text);
      return /^-?\d+(\.\d+)?$/.test(text) && decimals.length <= (field.decimals ?? 0) && number >= min && number <= max;
    }
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text);
    case 'choice':
      return field.options?.some(({ code }) => code === text) ?? false;
  }
}

/** What a field's value says in the reply. */
function said(field: Field, value: string): Words {
  const text = value.trim();
  const option = field.options?.find(({ code }) => code === text);
  if (option !== undefined) return option;
  if (field.type === 'date' && fits(field, text) && text !== '') return dated(text);
  if (field.type !== 'number' || (field.decimals ?? 0) === 0 || !fits(field, text)) return { zh: text, en: text };
  const [whole, decimals = ''] = text.split('.');
  const padded = `${whole}.${decimals.padEnd(field.decimals ?? 0, '0')}`;
  return { zh: padded, en: padded };
}

/** 2026-11-23 as it stands in a reply. */
export function dated(day: string): Words {
  const [year, month, date] = day.split('-').map(Number);
  return { zh: `${year}年${month}月${date}日`, en: day };
}

/** A reply in parts: `field` marks what is filled in, and `empty` what still has to be. */
export interface Part {
  text: string;
  face: 'plain' | 'field' | 'empty';
}

/** The reply as its taxpayer will read it. `given`: what the bureau fills in itself. */
export function filled(
  template: Template,
  values: Readonly<Record<string, string>>,
  given: Readonly<Record<string, Words>>,
  language: keyof Words,
): Part[] {
  const parts: Part[] = [];
  for (const [i, piece] of template.text[language].split(/\{([^{}]*)\}/).entries()) {
    if (i % 2 === 0) {
      if (piece !== '') parts.push({ text: piece, face: 'plain' });
      continue;
    }
    const field = template.fields.find(({ code }) => code === piece);
    if (field === undefined) parts.push({ text: given[piece]?.[language] ?? '', face: 'plain' });
    else if ((values[piece]?.trim() ?? '') !== '')
      parts.push({ text: said(field, values[piece] ?? '')[language], face: 'field' });
    else if (field.required) parts.push({ text: field.name[language], face: 'empty' });
  }
  return parts;
}
