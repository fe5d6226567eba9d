import { useMemo } from 'react';
import type { CatalogueView } from '../../../src/protocol/catalogue.ts';
import { useCatalogue } from '../../kit/context.tsx';
import { claimsOf, takeToken } from '../../kit/token.ts';

export interface Rights {
  /** A reader sees and has no controls. */
  acts: boolean;
  /** Of the whole bureau: files, audit, sheets, dead letters, loans. */
  wide: boolean;
  halls: CatalogueView['halls'];
}

/** What this page's token is for; whether that holds, the server says. */
export function useRights(): Rights {
  const { halls } = useCatalogue();
  return useMemo(() => {
    const claims = claimsOf(takeToken() ?? '');
    const mine = claims?.halls ?? [];
    const acts = claims?.role === 'supervisor';
    return {
      acts,
      wide: acts && mine === '*',
      halls: mine === '*' ? halls : halls.filter(({ code }) => mine.includes(code)),
    };
  }, [halls]);
}
