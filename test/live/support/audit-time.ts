import { BureauCore } from '../../../src/bureau/bureau.ts';
import type { DeadlineKind, Step } from '../../../src/bureau/commands.ts';
import { stationsOf } from '../../../src/bureau/events.ts';
import type { Bureau } from '../../../src/config/schema.ts';
import { eventsOf } from './audit.ts';
import type { City } from './city.ts';

/** A deadline that had passed before a process began may fire this long after its boot step, bureau ms. */
const AT_ONCE_MS = 2_000;

type PerKind = Partial<Record<DeadlineKind, number>>;

/** No deadline fires early; one that passed while nobody was there fires at once after the boot. */
export function inTime(steps: readonly Step[]) {
  const faults: string[] = [];
  const fired: PerKind = {};
  const overdue: PerKind = {};
  let boots = 0;
  let latestMs = 0;
  let boot = Number.POSITIVE_INFINITY;
  for (const step of steps) {
    if (step.type === 'boot') {
      boots++;
      boot = step.at;
    }
    if (step.type !== 'deadline') continue;
    const kind = step.id.slice(0, step.id.indexOf(':')) as DeadlineKind;
    const due = Number(step.id.slice(step.id.lastIndexOf(':') + 1));
    fired[kind] = (fired[kind] ?? 0) + 1;
    if (step.at < due) faults.push(`${step.id} fired ${due - step.at} ms early`);
    if (due > boot) continue;
    overdue[kind] = (overdue[kind] ?? 0) + 1;
    latestMs = Math.max(latestMs, step.at - boot);
    if (step.at > boot + AT_ONCE_MS)
      faults.push(`${step.id} was overdue and fired ${step.at - boot} ms after the boot`);
  }
  return { faults, fired, overdue, boots, latestMs };
}

/** By the wall clock of those who were told, no offer timed out before its deadline. */
export function earlyEnds(steps: readonly Step[], { pushed }: City['tap']): string[] {
  const deadlines = new Map<string, number>();
  for (const e of eventsOf(steps)) if (e.type === 'offer.made') deadlines.set(e.offer, e.deadline);
  return pushed.flatMap(({ at, body }) => {
    if (body.type !== 'offerEnded' || body.result !== 'timedOut') return [];
    const early = (deadlines.get(body.offer) ?? Number.POSITIVE_INFINITY) - at;
    return early > 0 ? [`${body.offer} timed out ${early} ms early`] : [];
  });
}

/**
 * What was overdue when a process began, and did not fire in it although nothing else that was overdue had happened to
 * its ticket or station: asked of a core that is told the journal's facts.
 */
export function neverFired(steps: readonly Step[], bureau: Bureau): string[] {
  const shadow = new BureauCore(bureau);
  const awaited = new Map<string, string>();
  const faults: string[] = [];
  let boot = 0;
  for (const step of steps) {
    // Each process has outlived a hundred commands: at its end nothing may be left.
    if (step.type === 'boot') faults.push(...awaited.keys());
    shadow.apply(step);
    if (step.type === 'boot') {
      awaited.clear();
      boot = step.at;
      for (const due of shadow.dueDeadlines(step.at)) if (due.type === 'deadline') awaited.set(due.id, due.entity);
    }
    // A reminder of what is over by the time that it is told is not told.
    const [kind, entity = '', due] = step.id.split(':');
    if (kind === 'park' && Number(due) <= boot + AT_ONCE_MS)
      for (const id of awaited.keys()) if (id.startsWith(`remind:${entity}:`)) awaited.delete(id);
    // Otherwise only what was overdue itself may have ended, or given new times to, what else was.
    if (!awaited.delete(step.id)) continue;
    const touched = new Set(step.events.flatMap((e) => ['ticket' in e ? e.ticket : '', ...stationsOf(e)]));
    for (const [id, entity] of awaited) if (touched.has(entity)) awaited.delete(id);
  }
  return [...faults, ...awaited.keys()].map((id) => `${id} was overdue and never fired`);
}
