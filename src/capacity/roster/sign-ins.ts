import { join } from 'node:path';
import type { AuditLine } from '../../archive/audit-line.ts';
import { linesOf } from '../../archive/lines.ts';
import { fileNames } from '../../archive/names.ts';
import type { Step } from '../../bureau/commands.ts';
import type { Presences } from './presence.ts';

/** Writes who signs in and out in a step into presences. */
export function signInsOf({ events }: Step, to: Presences): void {
  for (const e of events) {
    if (e.type === 'station.signedIn') to.signedIn(e.station, e.at);
    else if (e.type === 'station.signedOut') to.signedOut(e.station, e.at);
  }
}

/** The same, of an archived day. A deadline's id is `<kind>:<station>:<time>`. */
export async function archivedSignIns(dir: string, day: string, to: Presences): Promise<void> {
  for await (const text of linesOf(join(dir, fileNames.audit(day)))) {
    // Most lines are about tickets: reading them costs more than finding that out.
    if (!text.includes('"station.signed')) continue;
    const { at, command, id, on, stations, events } = JSON.parse(text) as AuditLine;
    const station = command === 'deadline' ? id.split(':')[1] : (on ?? stations[0]);
    if (station === undefined) continue;
    if (events.includes('station.signedIn')) to.signedIn(station, Date.parse(at));
    else to.signedOut(station, Date.parse(at));
  }
}
