import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CatalogueView } from '../../src/protocol/catalogue.ts';
import type { Language } from './language.ts';
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
