import { groupOf } from '../../bureau/decide/staffing.ts';
import { expandBureau } from '../../config/expand.ts';
import type { BureauFiles, StationConfig } from '../../config/schema.ts';
import { CodedError } from '../../protocol/codes.ts';
import type { Shift } from '../../simulate/past/day.ts';
import type { StationChange } from './change.ts';

export interface Staffed {
  files: BureauFiles;
  shifts: readonly Shift[];
}

/**
 * Puts stations of a group to work in a hall, or sends some home. Those who come are as the commonest of that group
 * who were at work there (or, if there was none, in the bureau), and keep the hours of those who worked longest, in
 * turn. Those who go are of the commonest kind first, the highest number first. Throws `bad-config`.
 */
export function withStations({ files, shifts }: Staffed, change: StationChange): Staffed {
  const { hall, group, text } = change;
  const wrong = (why: string) => new CodedError('bad-config', `--set ${text}: ${why}`);
  const bureau = expandBureau(files);
  const atWork = new Set(shifts.map(({ station }) => station));
  const crew = [...bureau.stations.values()].filter((s) => atWork.has(s.id) && groupOf(bureau, s) === group);
  const here = crew.filter((s) => s.hall === hall);
  const more = change.by ?? (change.to ?? 0) - here.length;
  if (more === 0) return { files, shifts };
  if (more < 0) {
    if (-more > here.length) throw wrong(`only ${here.length} of ${group} were at work in ${hall}`);
    const gone = new Set(
      byKind(here)
        .flat()
        .slice(0, -more)
        .map(({ id }) => id),
    );
    return { files, shifts: shifts.filter(({ station }) => !gone.has(station)) };
  }
  const [like] = byKind(here.length > 0 ? here : crew);
  if (like === undefined)
    throw wrong(`nobody of ${group} was at work that day, whose skills and hours they could have`);
  return hire({ files, shifts }, hall, like, more);
}

/** By skills and capacity: the commonest kind first; in each the highest number first. */
function byKind(stations: readonly StationConfig[]): StationConfig[][] {
  const kinds = Map.groupBy(stations, ({ kind, capacity, skills }) => JSON.stringify([kind, capacity, skills]));
  return [...kinds.values()]
    .map((kind) => kind.toSorted((a, b) => (a.id < b.id ? 1 : -1)))
    .sort((a, b) => b.length - a.length || (a[0]!.id < b[0]!.id ? -1 : 1));
}

function hire({ files, shifts }: Staffed, hall: string, like: readonly StationConfig[], count: number): Staffed {
  const { kind, capacity, skills } = like[0]!;
  const at = files.halls.findIndex(({ code }) => code === hall);
  const used = files.halls[at]!.stations.map((row) => row.prefix);
  const prefix = prefixes().find((one) => !used.includes(one))!;
  const row = { prefix, kind, count, capacity, skills };
  const halls = files.halls.map((h, i) => (i === at ? { ...h, stations: [...h.stations, row] } : h));
  const patterns = like.map(({ id }) => shifts.filter(({ station }) => station === id));
  const length = (of: readonly Shift[]) => of.reduce((sum, { from, to }) => sum + to - from, 0);
  patterns.sort((a, b) => length(b) - length(a));
  const added = Array.from({ length: count }, (_, i) =>
    patterns[i % patterns.length]!.map(({ from, to }) => ({
      station: `${hall}-${prefix}${String(i + 1).padStart(2, '0')}`,
      from,
      to,
    })),
  );
  return { files: { ...files, halls }, shifts: [...shifts, ...added.flat()] };
}

/** Rows of newcomers are `na`, `nb` … unless the hall has such a row. */
const prefixes = (): string[] => [...'no'].flatMap((a) => [...'abcdefghijklmnopqrstuvwxyz'].map((b) => a + b));
