import type { BureauCore } from '../bureau/bureau.ts';
import type { Records } from '../ports.ts';
import { CodedError } from '../protocol/codes.ts';
import type { OwnDayAnswer } from '../protocol/messages.ts';
import type { Principal } from '../protocol/principal.ts';

/** The day of an officer so far, at the hall of its station. */
export async function ownDay(core: BureauCore, records: Records, by: Principal, now: number): Promise<OwnDayAnswer> {
  if (by.role !== 'station') throw new CodedError('forbidden', 'ownDay: stations');
  const { timezone, standards } = core.state.bureau;
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(now);
  const sheets = await records.sheet(day, 'officer', now);
  const own = sheets.find((sheet) => sheet.officer === by.sub && sheet.hall === by.hall);
  return {
    day,
    figures: standards.indicators.map(({ code, name, unit, target }) => ({
      ...{ code, ...name, unit, value: own?.figures[code] ?? null },
      ...(target !== undefined && { target }),
    })),
  };
}
