import type { CatalogueView } from '../../src/protocol/catalogue.ts';
import type { EscalationView } from '../../src/protocol/views.ts';
import { type Language, named, worded } from '../kit/language.ts';

type Template = NonNullable<CatalogueView['templates']>[number];

/** What a station can say to a taxpayer about this business; those made for it first. */
export function templatesFor({ templates = [] }: CatalogueView, { business }: EscalationView): Template[] {
  const fits = templates.filter(
    ({ outcomes, businesses }) =>
      outcomes.some((outcome) => outcome === 'resolved' || outcome === 'refused') &&
      (businesses === undefined || businesses.includes(business)),
  );
  return fits.sort((a, b) => Number(b.businesses !== undefined) - Number(a.businesses !== undefined));
}

/** The text of a template to begin with: what is known is filled in, the rest stands in 【】. */
export function draftOf(
  { text, fields }: Template,
  { ticket, hall, business }: EscalationView,
  { halls, businesses }: CatalogueView,
  language: Language,
): string {
  const asked = businesses.find(({ code }) => code === business);
  const at = halls.find(({ code }) => code === hall);
  const known: Record<string, string | undefined> = {
    ticket,
    business: asked && named(language, asked),
    hall: at && (language === 'zh' ? at.officialName : at.en),
  };
  return worded(language, text).replace(/\{([^{}]+)\}/g, (_, code: string) => {
    const field = fields.find((one) => one.code === code);
    return known[code] ?? `【${field === undefined ? code : worded(language, field.name)}】`;
  });
}
