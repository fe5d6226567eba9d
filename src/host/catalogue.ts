import type { Bureau } from '../config/schema.ts';
import type { ReplyTemplate, TemplateField } from '../config/standards.ts';
import type { CatalogueView, IceServer } from '../protocol/catalogue.ts';

type Shown = NonNullable<CatalogueView['templates']>[number];

/**
 * What a page must know of the bureau's files. `asked` tells how often a business was asked for lately; those that were
 * not stand in the order of the files. Only `staff` is told of stations and reply templates; `iceServers` is for parties
 * of a call.
 */
export function catalogueOf(
  bureau: Bureau,
  staff: boolean,
  asked: (business: string) => number,
  iceServers: readonly IceServer[] | null,
): CatalogueView {
  const { grades, reasons } = bureau.standards.ratings;
  const { appointments } = bureau.policy;
  const named = (all: ReadonlyMap<string, { name: string; en: string }>) =>
    [...all].map(([code, { name, en }]) => ({ code, name, en }));
  return {
    version: bureau.version,
    bureau: { code: bureau.code, name: bureau.name, en: bureau.en, timezone: bureau.timezone },
    halls: [...bureau.halls.values()].map(({ code, name, en, short, shortEn, officialName, maturity, hours }) => {
      const { open, close, days } = hours;
      return { code, name, en, short, shortEn, officialName, maturity, hours: { open, close, days } };
    }),
    channels: [...bureau.channels].map(([code, { name, en, group, modalities, selfService = false }]) => ({
      ...{ code, name, en, group, modalities, selfService },
    })),
    groups: [...bureau.groups].map(([code, { name, en, modality }]) => ({
      ...{ code, name, en, ...(modality !== undefined && { modality }) },
    })),
    skills: Object.entries(bureau.files.bureau.skills).map(([code, { name, en }]) => ({ code, name, en })),
    businesses: [...bureau.businesses.values()]
      .sort((a, b) => asked(b.code) - asked(a.code))
      .map(({ code, name, en, skill, channels, words = [], materials = {}, department }) => ({
        ...{ code, name, en, skill, channels, words },
        materials: Object.entries(materials).map(([item, { name, en }]) => ({ code: item, name, en })),
        ...(department !== undefined && { department }),
      })),
    departments: named(bureau.departments),
    ...(appointments && { appointments: { early: appointments.early, late: appointments.late } }),
    ratings: { grades, reasons: Object.entries(reasons).map(([code, reason]) => ({ code, ...reason })) },
    ...(iceServers !== null && { iceServers: [...iceServers] }),
    ...(staff && {
      templates: newest(bureau.standards.templates).map(shown),
      stations: [...bureau.stations.values()].map(({ id, hall, kind, capacity, skills }) => ({
        ...{ id, hall, kind, capacity, skills },
      })),
    }),
  };
}

function newest(templates: readonly ReplyTemplate[]): ReplyTemplate[] {
  const byCode = new Map<string, ReplyTemplate>();
  for (const template of templates) {
    const known = byCode.get(template.code);
    if (known === undefined || known.version < template.version) byCode.set(template.code, template);
  }
  return [...byCode.values()];
}

function shown({ code, name, outcomes, businesses, text, fields }: ReplyTemplate): Shown {
  return {
    ...{ code, name, outcomes, text },
    ...(businesses !== undefined && { businesses }),
    fields: Object.entries(fields).map(([field, of]) => fieldOf(field, of)),
  };
}

function fieldOf(code: string, field: TemplateField): Shown['fields'][number] {
  const { type, name, required } = field;
  const common = { code, type, name, required };
  switch (field.type) {
    case 'text':
      return { ...common, max: field.max };
    case 'number':
      return {
        ...common,
        decimals: field.decimals,
        ...(field.min !== undefined && { min: field.min }),
        ...(field.max !== undefined && { max: field.max }),
      };
    case 'choice':
      return {
        ...common,
        options: Object.entries(field.options).map(([option, words]) => ({ code: option, ...words })),
      };
    case 'date':
      return common;
  }
}
