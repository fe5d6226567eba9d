import { emptyTally, type Tally } from './tally.ts';

export const pers = ['officer', 'group', 'hall'] as const;
export type Per = (typeof pers)[number];

/** One row of a day: an officer at a hall, a group of a hall, or a hall. */
export interface Cell {
  per: Per;
  hall: string;
  /** The officer's or group's name; the hall's own for a hall. */
  id: string;
  tally: Tally;
  /** Officers who were signed in. */
  people: Set<string>;
}

/** What was counted, by day and row, and how long each hall was open. */
export class Cells {
  readonly #days = new Map<string, { rows: Map<string, Cell>; open: Map<string, number> }>();

  at(day: string, per: Per, hall: string, id: string): Cell {
    const { rows } = this.#day(day);
    const key = `${per} ${hall} ${id}`;
    let cell = rows.get(key);
    if (cell === undefined) {
      cell = { per, hall, id, tally: emptyTally(), people: new Set() };
      rows.set(key, cell);
    }
    return cell;
  }

  opened(day: string, hall: string, ms: number): void {
    const { open } = this.#day(day);
    open.set(hall, (open.get(hall) ?? 0) + ms);
  }

  /** The rows of a day, in the order of their names, with the time that was due of them. */
  rows(day: string): Cell[] {
    const { rows, open } = this.#day(day);
    for (const { hall, tally, people } of rows.values()) tally.dueMs = people.size * (open.get(hall) ?? 0);
    const name = ({ per, hall, id }: Cell) => `${pers.indexOf(per)} ${hall} ${id}`;
    return [...rows.values()].sort((a, b) => (name(a) < name(b) ? -1 : 1));
  }

  /** Drops the days before one. */
  forgetBefore(day: string): void {
    for (const known of this.#days.keys()) if (known < day) this.#days.delete(known);
  }

  #day(day: string) {
    let found = this.#days.get(day);
    if (found === undefined) {
      found = { rows: new Map(), open: new Map() };
      this.#days.set(day, found);
    }
    return found;
  }
}
