import type { CatalogueView } from '../../src/protocol/catalogue.ts';
import { useCatalogue, useLanguage } from './context.tsx';
import { type Language, named, shortly } from './language.ts';

/** What codes are called, in one language; a code that left the files is shown as it is. */
export interface Names {
  hall(code: string): string;
  /** Its hall and its number there: 黄埔 w01, Huangpu w01. */
  station(id: string): string;
  business(code: string): string;
  channel(code: string): string;
  group(code: string): string;
  department(code: string): string;
  skill(code: string): string;
  material(business: string, item: string): string;
}

/** Many parts of a page ask, thousands of rows among them: made once for each catalogue and language. */
const made = new WeakMap<CatalogueView, Partial<Record<Language, Names>>>();

export function useNames(): Names {
  const catalogue = useCatalogue();
  const language = useLanguage();
  const of = made.get(catalogue) ?? {};
  made.set(catalogue, of);
  of[language] ??= namesOf(catalogue, language);
  return of[language];
}

/** Ids are `<hall>-<number>`; `at`: the hall's code, `hall`: what it is called. */
export const stationName = (id: string, at: string, hall: string): string => `${hall} ${id.slice(at.length + 1)}`;

function namesOf(catalogue: CatalogueView, language: Language): Names {
  const table = (all: readonly { code: string; name: string; en: string }[]) => {
    const names = new Map(all.map((one) => [one.code, named(language, one)]));
    return (code: string) => names.get(code) ?? code;
  };
  const short = new Map(catalogue.halls.map((hall) => [hall.code, shortly(language, hall)]));
  const materials = new Map(catalogue.businesses.map((b) => [b.code, table(b.materials)]));
  const stations = new Map(catalogue.stations?.map(({ id, hall }) => [id, hall]));
  const hall = (code: string) => short.get(code) ?? code;
  return {
    hall,
    station(id) {
      const at = stations.get(id);
      return at === undefined ? id : stationName(id, at, hall(at));
    },
    business: table(catalogue.businesses),
    channel: table(catalogue.channels),
    group: table(catalogue.groups),
    department: table(catalogue.departments),
    skill: table(catalogue.skills),
    material: (business, item) => materials.get(business)?.(item) ?? item,
  };
}
