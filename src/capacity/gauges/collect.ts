import type { Metrics } from '../../metrics/registry.ts';
import type { PlanRow } from '../plan/rows.ts';

/** Before each scrape sets the gauges of the plan; what is not known has no series. */
export function collectPlan({ instruments: to, beforeScrape }: Metrics, rows: () => readonly PlanRow[]): void {
  const gauges = [to.planRequired, to.planStaffed, to.planGap, to.planArrivals, to.planServiceLevel, to.planOccupancy];
  beforeScrape('plan', () => {
    for (const gauge of gauges) gauge.reset();
    for (const { hall, group, arrivals, required, staffed, gap, serviceLevel, occupancy } of rows()) {
      to.planArrivals.set({ hall, group }, arrivals);
      to.planRequired.set({ hall, group }, required);
      to.planStaffed.set({ hall, group }, staffed);
      to.planGap.set({ hall, group }, gap);
      if (serviceLevel !== null) to.planServiceLevel.set({ hall, group }, serviceLevel);
      if (occupancy !== null) to.planOccupancy.set({ hall, group }, occupancy);
    }
  });
}
