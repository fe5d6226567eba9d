import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Step } from '../../src/bureau/commands.ts';
import type { BureauEvent } from '../../src/bureau/events.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { emptyTally, type Tally } from '../../src/performance/tally.ts';

const DAY = 24 * 3_600_000;
/** Shanghai has no summer time: days begin at 16:00 UTC. */
const dayOf = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
const nextMidnight = (at: number) => (Math.floor((at + 8 * 3_600_000) / DAY) + 1) * DAY - 8 * 3_600_000;

interface Seen {
  station: string;
  hall: string;
  officer: string;
  value: string;
  reason: string | null;
  groups: string[];
  work: { ticket: string; group: string; consulting: boolean; runs: boolean }[];
}

/**
 * The same figures by another way: the whole bureau is applied again, looked at after every step, and the time between
 * two looks is given to what was seen; everything else is counted from the list of events, ticket by ticket.
 */
export function countNaively(bureau: Bureau, steps: Step[]): Map<string, Tally> {
  const rows = new Map<string, Tally>();
  const row = (at: number, per: string, hall: string, id: string): Tally => {
    const key = `${dayOf(at)} ${per} ${hall} ${id}`;
    const found = rows.get(key) ?? emptyTally();
    rows.set(key, found);
    return found;
  };
  const core = new BureauCore(bureau);
  const events = steps.flatMap((step) => step.events);
  const of = new Map<string, BureauEvent[]>();
  for (const e of events) if ('ticket' in e) of.set(e.ticket, [...(of.get(e.ticket) ?? []), e]);

  /** Where a ticket belonged just before an event. */
  const lineOf = (ticket: string, before: BureauEvent) => {
    const story = of.get(ticket) ?? [];
    const earlier = story.slice(0, story.includes(before) ? story.indexOf(before) : story.length).reverse();
    for (const e of earlier) {
      if (e.type === 'ticket.submitted') return { hall: e.data.hall, group: e.data.group };
      if (e.type === 'ticket.transferred') return { hall: e.to.hall, group: e.to.group };
      if (e.type === 'ticket.handedOver') return { hall: e.target.hall, group: e.target.group };
    }
    return null;
  };

  const look = (): { stations: Seen[]; open: string[] } => ({
    open: [...core.state.halls()].filter((h) => h.value === 'open').map((h) => h.context.id),
    stations: [...core.state.stations()].flatMap(({ value, context: s }) =>
      s.officer === null
        ? []
        : [
            {
              ...{ station: s.id, hall: s.hall, officer: s.officer, value, reason: s.reason },
              groups: [...bureau.channels.values()]
                .filter((c) => c.modalities.some((m) => s.capacity[m] > 0))
                .map((c) => c.group),
              work: s.work.map((w) => ({
                ticket: w.ticket,
                group: core.state.ticket(w.ticket)?.context.group ?? '',
                consulting: w.phase === 'consulting',
                runs: w.modality !== 'document' || s.work.every((other) => other.modality === 'document'),
              })),
            },
          ],
    ),
  });
  const away = (s: Seen) =>
    s.value === 'paused' && ['break', 'meal', 'training', 'meeting', 'document', 'other'].includes(s.reason ?? '');

  const people = new Map<string, Set<string>>();
  const openMs = new Map<string, number>();
  const worked = new Map<string, number>();
  let seen = look();
  let last = steps[0]?.at ?? 0;

  const spend = (from: number, to: number) => {
    const ms = to - from;
    for (const hall of seen.open)
      openMs.set(`${dayOf(from)} ${hall}`, (openMs.get(`${dayOf(from)} ${hall}`) ?? 0) + ms);
    for (const s of seen.stations) {
      const open = seen.open.includes(s.hall);
      const idle = s.work.length === 0 && s.value !== 'paused';
      const asPlanned = s.value !== 'paused' || ['training', 'meeting', 'document'].includes(s.reason ?? '');
      const busyGroups = s.work.filter((w) => w.runs).map((w) => w.group);
      const give = (per: string, id: string, busy: boolean) => {
        const t = row(from, per, s.hall, id);
        const key = `${dayOf(from)} ${per} ${s.hall} ${id}`;
        people.set(key, (people.get(key) ?? new Set()).add(s.officer));
        t.signedInMs += ms;
        if (open) t.presentMs += ms;
        if (open && asPlanned) t.adherentMs += ms;
        if (busy) t.busyMs += ms;
        if (idle) t.availableMs += ms;
      };
      give('officer', s.officer, s.work.length > 0);
      give('hall', s.hall, s.work.length > 0);
      for (const group of new Set([...s.groups, ...busyGroups])) give('group', group, busyGroups.includes(group));
      for (const w of s.work) {
        const key = `${s.station} ${w.ticket}`;
        if (w.runs) worked.set(key, (worked.get(key) ?? 0) + ms);
      }
    }
  };

  for (const step of steps) {
    for (let from = last; from < step.at; ) {
      const to = Math.min(step.at, nextMidnight(from));
      spend(from, to);
      from = to;
    }
    last = step.at;
    const before = seen;
    const seat = new Map(before.stations.map((s) => [s.station, s]));
    const at = step.at;
    const who = (station: string, groups: string[]): Tally[] => {
      const s = seat.get(station);
      if (s === undefined) return [];
      const ofGroups = groups.map((group) => row(at, 'group', s.hall, group));
      return [row(at, 'officer', s.hall, s.officer), row(at, 'hall', s.hall, s.hall), ...ofGroups];
    };
    for (const e of step.events) {
      const line = 'ticket' in e ? lineOf(e.ticket, e) : null;
      const groups = line === null ? [] : [line.group];
      const ofTicket = () =>
        line === null ? [] : [row(at, 'hall', line.hall, line.hall), row(at, 'group', line.hall, line.group)];
      const story = 'ticket' in e ? (of.get(e.ticket) ?? []) : [];
      const earlier = story.slice(0, story.indexOf(e));
      const serves = (x: BureauEvent) =>
        (x.type === 'offer.accepted' && x.invite === null) || x.type === 'ticket.handedOver';
      const left = (station: string) => {
        for (const t of who(station, groups)) {
          t.ended++;
          t.workedMs += 'ticket' in e ? (worked.get(`${station} ${e.ticket}`) ?? 0) : 0;
        }
        if ('ticket' in e) worked.delete(`${station} ${e.ticket}`);
      };
      const served = 'ticket' in e && 'station' in e && e.station !== null ? seat.get(e.station) : undefined;
      const own = served?.work.some((w) => 'ticket' in e && w.ticket === e.ticket && !w.consulting);
      if (e.type === 'offer.accepted') {
        for (const t of who(e.station, []).slice(0, 1)) {
          t.asked++;
          t.taken++;
        }
        if (e.invite !== null) continue;
        for (const t of who(e.station, groups)) t.services++;
        if (earlier.some(serves)) continue;
        const entry = earlier.findLast(
          (x) => x.type === 'ticket.submitted' || (x.type === 'ticket.unparked' && x.due !== null),
        );
        for (const t of [...who(e.station, []).slice(0, 1), ...ofTicket()]) {
          t.answered++;
          t.inTarget += e.inTarget ? 1 : 0;
          t.waitMs += at - (entry?.at ?? at);
        }
        for (const t of ofTicket()) {
          t.asked++;
          t.taken++;
        }
      } else if (e.type === 'offer.rejected' || e.type === 'offer.timedOut') {
        for (const t of who(e.station, []).slice(0, 1)) t.asked++;
      } else if (e.type === 'invite.closed') {
        // Who helped is free, and what was done for it is no service.
        worked.delete(`${e.guest} ${e.ticket}`);
      } else if (e.type === 'ticket.handedOver') {
        left(e.from);
        for (const t of who(e.to, [e.target.group])) t.services++;
      } else if (e.type === 'rating.given') {
        const signIns = steps.filter((s) => s.seq < step.seq).flatMap((s) => s.events);
        const home = signIns.findLast((x) => x.type === 'station.signedIn' && x.officer === e.officer);
        const hall = home?.type === 'station.signedIn' ? home.hall : e.hall;
        const own = e.officer === null ? [] : [row(at, 'officer', hall, e.officer)];
        for (const t of [row(at, 'hall', e.hall, e.hall), row(at, 'group', e.hall, e.group), ...own]) {
          t.ratings++;
          t.satisfied += e.grade >= 3 ? 1 : 0;
        }
      } else if (
        ['ticket.parked', 'ticket.escalated', 'ticket.transferred', 'ticket.returned', 'ticket.quarantined'].includes(
          e.type,
        )
      ) {
        if (own && served !== undefined) left(served.station);
      } else if (e.type === 'ticket.closed') {
        if (own && served !== undefined) left(served.station);
        const services = earlier.filter(serves).length;
        if (services === 0 && (e.outcome === 'abandoned' || e.outcome === 'hallClosed')) {
          for (const t of ofTicket()) {
            t.asked++;
            t.lost++;
          }
        }
        if (e.station === null || !['resolved', 'refused', 'unreachable'].includes(e.outcome)) continue;
        const promised = earlier.some(
          (x) =>
            (x.type === 'ticket.submitted' && x.data.limitAt !== null) ||
            (x.type === 'ticket.unparked' && x.limitAt !== null),
        );
        const late = earlier.some((x) => x.type === 'ticket.limitBreached');
        for (const t of who(e.station, groups)) {
          t.handled++;
          if (services === 1 && e.outcome === 'resolved') t.firstTime++;
          if (promised) t.promised++;
          if (promised && late) t.overdue++;
        }
      }
    }
    core.apply(step);
    seen = look();
    for (const s of seen.stations) {
      const was = before.stations.find((b) => b.station === s.station);
      if (!away(s) || (was !== undefined && was.officer === s.officer && away(was))) continue;
      for (const t of [
        row(at, 'officer', s.hall, s.officer),
        row(at, 'hall', s.hall, s.hall),
        ...new Set(s.groups.map((group) => row(at, 'group', s.hall, group))),
      ])
        t.pauses++;
    }
  }
  for (const [key, t] of rows) {
    const [day, , hall] = key.split(' ');
    t.dueMs = (people.get(key)?.size ?? 0) * (openMs.get(`${day} ${hall}`) ?? 0);
  }
  return rows;
}
