import { halfHours, sum } from '../../capacity/forecast/half-hours.ts';
import type { Panel } from '../../capacity/plan/picture.ts';
import type { DayPlan, LinePlan } from '../../capacity/plan/plan.ts';
import { groupName, hallName, type Names } from './text.ts';

/** A panel a group of the city, or (`each`) a line. */
export function panelsOf({ lines, city }: DayPlan, names: Names, each: boolean): Panel[] {
  if (each)
    return lines.map((line) => ({
      title: `${hallName(names, line.hall)} ${groupName(names, line.group)}`,
      required: line.required,
      staffed: line.staffed,
    }));
  return [...Map.groupBy(lines, ({ group }) => group)].map(([group, own]) => ({
    title: groupName(names, group),
    required: added(own, 'required'),
    staffed: added(own, 'staffed'),
    ...pooled(city.find((of) => of.group === group)?.required, own.length),
  }));
}

const pooled = (required: readonly number[] | undefined, halls: number) =>
  required === undefined || halls < 2 ? {} : { pooled: required };
const added = (lines: readonly LinePlan[], of: 'required' | 'staffed') =>
  Array.from({ length: halfHours }, (_, slot) => sum(lines.map((line) => line[of][slot]!)));
