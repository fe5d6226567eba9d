import { groupOf } from '../../bureau/decide/staffing.ts';
import type { Bureau } from '../../config/schema.ts';
import type { Fate, PastDay, Request } from '../../simulate/past/day.ts';
import type { Played } from '../../simulate/past/play.ts';

/** What is told of a world, in the order in which it is shown. A share is 0–1; null: nothing to divide by. */
export const figureNames = [
  'offered',
  'answered',
  'abandoned',
  'turnedAway',
  'waiting',
  'serviceLevel',
  'asaS',
  'abandonment',
  'occupancy',
  'loans',
  'lent',
] as const;
export type FigureName = (typeof figureNames)[number];
export type Figures = Record<FigureName, number | null>;

/** The bureau (both null), a group of it, a hall, or a group of a hall. */
export interface Scope {
  hall: string | null;
  group: string | null;
}

export interface Row extends Scope {
  figures: Figures;
}

/** What was counted of a scope; ms. */
interface Sums {
  offered: number;
  answered: number;
  inTarget: number;
  left: number;
  refused: number;
  open: number;
  waited: number;
  loans: number;
  busy: number;
  available: number;
  lent: number;
}

const nothing = (): Sums => ({
  ...{ offered: 0, answered: 0, inTarget: 0, left: 0, refused: 0, open: 0, waited: 0, loans: 0 },
  ...{ busy: 0, available: 0, lent: 0 },
});

/** Half an hour, ms. */
export const slotMs = 30 * 60_000;

/** Of those who came in one half hour to one group. `waitedMs`: of those who were answered or gave up. */
export interface Slot {
  offered: number;
  answered: number;
  inTarget: number;
  left: number;
  waitedMs: number;
}

export interface WorldFigures {
  rows: Row[];
  /** By group: half hours from the beginning of the day. */
  slots: Record<string, Slot[]>;
  /** Entries that the core took in, less those open and closed at the end: anything but 0 is lost or doubled. */
  imbalance: number;
}

/** Requests count for the hall and group that they came to, stations for those that they are staffed for. */
export function figuresOf(day: PastDay, bureau: Bureau, { fates, stations, figures }: Played): WorldFigures {
  const table = new Table(bureau);
  const slots: WorldFigures['slots'] = {};
  const count = Math.ceil((day.to - day.from) / slotMs);
  for (const [index, request] of day.requests.entries()) {
    const fate = fates[index]!;
    const group = bureau.channels.get(request.channel)!.group;
    for (const sums of table.of(request.hall, group)) addFate(sums, fate);
    slots[group] ??= Array.from({ length: count }, () => ({
      offered: 0,
      answered: 0,
      inTarget: 0,
      left: 0,
      waitedMs: 0,
    }));
    addSlot(slots[group][slotOf(request, day)]!, fate);
  }
  for (const [id, { busy, available, lent }] of stations) {
    const station = bureau.stations.get(id)!;
    const group = groupOf(bureau, station);
    if (group === null) continue;
    for (const sums of table.of(station.hall, group)) {
      sums.busy += busy;
      sums.available += available;
      sums.lent += lent;
    }
  }
  return { rows: table.rows(), slots, imbalance: figures.imbalance };
}

export const slotOf = ({ at }: Pick<Request, 'at'>, { from }: Pick<PastDay, 'from'>): number =>
  Math.floor((at - from) / slotMs);

function addFate(sums: Sums, { end, wait, inTarget, loans }: Fate): void {
  sums.offered++;
  sums[end]++;
  sums.loans += loans;
  if (end === 'answered') sums.waited += wait;
  if (inTarget) sums.inTarget++;
}

function addSlot(slot: Slot, { end, wait, inTarget }: Fate): void {
  slot.offered++;
  if (end === 'answered' || end === 'left') slot.waitedMs += wait;
  if (end === 'answered') slot.answered++;
  if (end === 'left') slot.left++;
  if (inTarget) slot.inTarget++;
}

class Table {
  readonly #sums = new Map<string, Scope & { sums: Sums }>();

  constructor({ halls, groups }: Bureau) {
    for (const hall of [null, ...halls.keys()])
      for (const group of [null, ...groups.keys()])
        this.#sums.set(`${hall} ${group}`, { hall, group, sums: nothing() });
  }

  /** All scopes that a group of a hall belongs to. */
  of(hall: string, group: string): Sums[] {
    const keys = [`null null`, `null ${group}`, `${hall} null`, `${hall} ${group}`];
    return keys.map((key) => this.#sums.get(key)!.sums);
  }

  /** Scopes in which nothing was are left out. */
  rows(): Row[] {
    return [...this.#sums.values()]
      .filter(({ sums }) => sums.offered + sums.busy + sums.available > 0)
      .map(({ hall, group, sums }) => ({ hall, group, figures: toFigures(sums) }));
  }
}

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** Service level, speed of answer, abandonment and occupancy as in src/performance/formulas.ts. */
function toFigures(s: Sums): Figures {
  const asked = s.answered + s.left;
  return {
    ...{ offered: s.offered, answered: s.answered, abandoned: s.left, turnedAway: s.refused, waiting: s.open },
    serviceLevel: ratio(s.inTarget, asked),
    asaS: s.answered > 0 ? s.waited / s.answered / 1000 : null,
    abandonment: ratio(s.left, asked),
    occupancy: ratio(s.busy, s.busy + s.available),
    ...{ loans: s.loans, lent: s.lent },
  };
}
