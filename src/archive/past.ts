import type { Bureau } from '../config/schema.ts';
import type { Journal, Records } from '../ports.ts';
import { findAudit } from './find.ts';
import { SheetReader } from './sheet-reader.ts';

/** The past of a bureau as its supervisors may ask for it: from the archive's files in `dir`, and the live journal. */
export function past(dir: string, journal: Pick<Journal, 'read'>, bureau: () => Bureau): Records {
  const reader = new SheetReader({ dir, journal, bureau });
  return {
    audit({ from, to, by, ticket, limit }) {
      const asked = {
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(by !== undefined && { by }),
        ...(ticket !== undefined && { ticket }),
      };
      return findAudit({ dir, journal, limit, ...asked });
    },
    async sheet(day, per, now) {
      return (await reader.sheets(day, now)).filter((sheet) => sheet.per === per);
    },
  };
}
