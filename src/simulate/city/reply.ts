import { DateTime } from 'luxon';
import type { Bureau } from '../../config/schema.ts';
import type { ReplyTemplate, TemplateField } from '../../config/standards.ts';
import type { TicketView } from '../../protocol/views.ts';
import type { Random } from '../random.ts';
import { between, chance, weighted } from './draws.ts';
import { shares } from './shares.ts';

const outcomes = [
  ['resolved', 93],
  ['refused', 5],
  ['unreachable', 2],
] as const;

/** How an officer closes a ticket: with a template of the standard and its fields, or by the outcome's default. */
export function replyTo(bureau: Bureau, { business, modality }: TicketView, now: number, random: Random) {
  const outcome = weighted(random, outcomes);
  const fits = bureau.standards.templates.filter(
    (t) => t.outcomes.includes(outcome) && (t.businesses?.includes(business) ?? t.code === `${outcome}-${modality}`),
  );
  const template = chance(random, shares.template) ? random.pick(fits) : undefined;
  if (template === undefined) return { outcome };
  const today = DateTime.fromMillis(now, { zone: bureau.timezone }).toISODate() ?? '';
  return { outcome, template: template.code, fields: filled(template, today, random) };
}

const filled = ({ fields }: ReplyTemplate, today: string, random: Random): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => field.required || chance(random, 0.5))
      .map(([name, field]) => [name, written(field, today, random)]),
  );

function written(field: TemplateField, today: string, random: Random): string {
  switch (field.type) {
    case 'text':
      return '按现行规定办理'.slice(0, field.max);
    case 'number': {
      const { min = 1, max = min + 20 } = field;
      return String(Math.ceil(between(random, min, max)));
    }
    case 'date':
      return today;
    case 'choice':
      return random.pick(Object.keys(field.options)) ?? '';
  }
}
