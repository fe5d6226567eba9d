import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CatalogueView } from '../../src/protocol/catalogue.ts';
import { type Language, named } from './language.ts';
import type { Known, PageSession } from './session.ts';

const Session = createContext<PageSession | null>(null);
const Catalogue = createContext<CatalogueView | null>(null);

export const WithSession = ({ session, children }: { session: PageSession; children: ReactNode }) => (
  <Session value={session}>{children}</Session>
);
export const WithCatalogue = ({ catalogue, children }: { catalogue: CatalogueView; children: ReactNode }) => (
  <Catalogue value={catalogue}>{children}</Catalogue>
);

export function useSession(): PageSession {
  const session = useContext(Session);
  if (session === null) throw new Error('there is no session around this part of the page');
  return session;
}

/** A part of what the page has been told; drawn again when that part changes. */
export function useKnown<T>(part: (known: Known) => T): T {
  return useStore(useSession().known, part);
}

export function useCatalogue(): CatalogueView {
  const catalogue = useContext(Catalogue);
  if (catalogue === null) throw new Error('there is no catalogue around this part of the page');
  return catalogue;
}

export function useLanguage(): Language {
  return useTranslation().i18n.language as Language;
}

/** What codes are called, in the language of the page; a code that left the files is shown as it is. */
export function useNames() {
  const catalogue = useCatalogue();
  const language = useLanguage();
  return useMemo(() => {
    const table = (all: readonly { code: string; name: string; en: string }[]) => {
      const names = new Map(all.map((one) => [one.code, named(language, one)]));
      return (code: string) => names.get(code) ?? code;
    };
    const short = new Map(catalogue.halls.map((hall) => [hall.code, language === 'zh' ? hall.short : hall.en]));
    const materials = new Map(catalogue.businesses.map((b) => [b.code, table(b.materials)]));
    return {
      hall: (code: string) => short.get(code) ?? code,
      business: table(catalogue.businesses),
      channel: table(catalogue.channels),
      group: table(catalogue.groups),
      department: table(catalogue.departments),
      skill: table(catalogue.skills),
      material: (business: string, item: string) => materials.get(business)?.(item) ?? item,
    };
  }, [catalogue, language]);
}
