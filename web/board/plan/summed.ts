import type { PlanAnswer } from '../../../src/protocol/messages.ts';

export interface HalfHour {
  at: number;
  arrivals: number;
  required: number;
  staffed: number;
}

/** The rows of all halls and groups, or of one group, as one line. */
export function summed(rows: PlanAnswer['rows'], group: string | undefined): HalfHour[] {
  const sums = new Map<number, HalfHour>();
  for (const row of rows) {
    if (group !== undefined && row.group !== group) continue;
    const { at } = row;
    const sum = sums.get(at) ?? { at, arrivals: 0, required: 0, staffed: 0 };
    sums.set(at, {
      at,
      arrivals: sum.arrivals + row.arrivals,
      required: sum.required + row.required,
      staffed: sum.staffed + row.staffed,
    });
  }
  return [...sums.values()].sort((a, b) => a.at - b.at);
}
