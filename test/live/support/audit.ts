import type { Step } from '../../../src/bureau/commands.ts';
import type { BureauEvent } from '../../../src/bureau/events.ts';
import type { City } from './city.ts';

/** A deadline that had passed before a process began may fire this long after its boot step, bureau ms. */
const AT_ONCE_MS = 2_000;

/**
 * Holds a whole journal against what was promised to the outside; answers everything that is wrong, and what was
 * counted on the way.
 */
export function audit(steps: readonly Step[], { tap, posted }: City) {
  const faults: string[] = [];
  const counts = {
    boots: 0,
    overdue: 0,
    returned: 0,
    submitted: 0,
    accepted: 0,
    completed: 0,
    refused: 0,
    latestMs: 0,
    givenUp: 0,
  };
  const byId = Map.groupBy(
    steps.filter((step) => step.print !== null),
    (step) => step.id,
  );
  const one = (id: string) => {
    const found = byId.get(id) ?? [];
    if (found.length !== 1) faults.push(`command ${id} is there ${found.length} times`);
    return found[0];
  };

  for (const [id, { body, answer }] of tap.told) {
    // Questions are journaled nowhere.
    if (body.type === 'board') continue;
    const step = one(id);
    if (step === undefined) continue;
    const told = JSON.stringify([answer.ok, answer.ok ? answer.ticket : answer.code]);
    const kept = JSON.stringify([step.answer.ok, step.answer.ok ? step.answer.ticket : step.answer.code]);
    if (told !== kept) faults.push(`${body.type} ${id} was told ${told}, the journal says ${kept}`);
    if (!answer.ok) {
      counts.refused++;
      continue;
    }
    const expect = (what: string, test: (e: BureauEvent) => boolean) => {
      if (step.events.filter(test).length !== 1) faults.push(`${body.type} ${id} has not one ${what}`);
    };
    if (body.type === 'submit') {
      counts.submitted++;
      expect(
        'submission',
        (e) => e.type === 'ticket.submitted' && e.ticket === answer.ticket && e.data.ref === body.ref,
      );
    } else if (body.type === 'accept') {
      counts.accepted++;
      expect('acceptance', (e) => e.type === 'offer.accepted' && e.offer === body.offer);
    } else if (body.type === 'complete') {
      counts.completed++;
      expect('close', (e) => e.type === 'ticket.closed' && e.ticket === body.ticket && e.outcome === body.outcome);
    }
  }

  return {
    /** Of what was acknowledged; of who has what; of time; of what somebody was told. */
    kept: [...faults, ...requests(steps, posted)],
    held: holders(steps),
    timed: [...inTime(steps, counts), ...earlyEnds(steps, tap)],
    told: toldTruly(steps, tap),
    counts,
  };
}

/** Every request is there once, under the ticket that its sender was told. */
function requests(steps: readonly Step[], posted: City['posted']): string[] {
  const faults: string[] = [];
  const tickets = new Map<string, string[]>();
  for (const e of eventsOf(steps)) {
    if (e.type === 'ticket.submitted' && e.data.ref !== null)
      tickets.set(e.data.ref, [...(tickets.get(e.data.ref) ?? []), e.ticket]);
  }
  for (const [ref, of] of tickets) if (of.length > 1) faults.push(`${ref} became ${of.join(', ')}`);
  for (const { ref, ticket } of posted)
    if (tickets.get(ref)?.[0] !== ticket) faults.push(`webhook ${ref} was told ${ticket}, is ${tickets.get(ref)}`);
  return faults;
}

/** A ticket is offered to one station at a time, accepted by the one that it is offered to, and closed once. */
function holders(steps: readonly Step[]): string[] {
  const faults: string[] = [];
  const open = new Map<string, { offer: string | null; holder: string | null }>();
  let submitted = 0;
  let closed = 0;
  for (const e of eventsOf(steps)) {
    if (!('ticket' in e)) continue;
    if (e.type === 'ticket.submitted') {
      submitted++;
      if (open.has(e.ticket)) faults.push(`${e.ticket} was submitted twice`);
      open.set(e.ticket, { offer: null, holder: null });
      continue;
    }
    const t = open.get(e.ticket);
    if (t === undefined) {
      faults.push(`${e.type} of ${e.ticket}, which is not open`);
    } else if (e.type === 'offer.made') {
      if (t.offer !== null || t.holder !== null)
        faults.push(`${e.offer} was made although ${t.offer ?? t.holder} has it`);
      t.offer = e.offer;
    } else if (e.type === 'offer.accepted') {
      if (t.offer !== e.offer || t.holder !== null) faults.push(`${e.offer} was accepted, ${t.holder} has the ticket`);
      t.offer = null;
      t.holder = e.station;
    } else if (e.type === 'offer.rejected' || e.type === 'offer.timedOut' || e.type === 'offer.rescinded') {
      if (t.offer !== e.offer) faults.push(`${e.type} of ${e.offer}, which is not live`);
      t.offer = null;
    } else if (e.type === 'ticket.returned') {
      if (t.holder !== e.station) faults.push(`${e.ticket} was returned by ${e.station}, ${t.holder} has it`);
      t.holder = null;
    } else if (e.type === 'ticket.closed') {
      closed++;
      if (e.station !== t.holder) faults.push(`${e.ticket} was closed by ${e.station}, ${t.holder} has it`);
      open.delete(e.ticket);
    }
  }
  if (submitted !== closed + open.size) faults.push(`${submitted} submitted, ${closed} closed, ${open.size} open`);
  return faults;
}

/** No deadline fires early; one that passed while nobody was there fires at once after the boot. */
function inTime(
  steps: readonly Step[],
  counts: { boots: number; overdue: number; returned: number; latestMs: number; givenUp: number },
): string[] {
  const faults: string[] = [];
  let boot = Number.POSITIVE_INFINITY;
  for (const step of steps) {
    if (step.type === 'boot') {
      counts.boots++;
      boot = step.at;
    }
    counts.returned += step.events.filter((e) => e.type === 'ticket.returned').length;
    counts.givenUp += step.events.filter(
      (e) => e.type === 'ticket.closed' && e.auto && e.outcome !== 'resolved',
    ).length;
    if (step.type !== 'deadline') continue;
    const due = Number(step.id.slice(step.id.lastIndexOf(':') + 1));
    if (step.at < due) faults.push(`${step.id} fired ${due - step.at} ms early`);
    if (due > boot) continue;
    counts.overdue++;
    counts.latestMs = Math.max(counts.latestMs, step.at - boot);
    if (step.at > boot + AT_ONCE_MS)
      faults.push(`${step.id} was overdue and fired ${step.at - boot} ms after the boot`);
  }
  return faults;
}

/** By the wall clock of those who were told, no offer timed out before its deadline. */
function earlyEnds(steps: readonly Step[], { pushed }: City['tap']): string[] {
  const deadlines = new Map<string, number>();
  for (const e of eventsOf(steps)) if (e.type === 'offer.made') deadlines.set(e.offer, e.deadline);
  return pushed.flatMap(({ at, body }) => {
    if (body.type !== 'offerEnded' || body.result !== 'timedOut') return [];
    const early = (deadlines.get(body.offer) ?? Number.POSITIVE_INFINITY) - at;
    return early > 0 ? [`${body.offer} timed out ${early} ms early`] : [];
  });
}

/** Nobody was told of an offer or of the end of a ticket that the journal does not know. */
function toldTruly(steps: readonly Step[], { pushed }: City['tap']): string[] {
  const made = new Map<string, BureauEvent & { type: 'offer.made' }>();
  const closed = new Map<string, string>();
  for (const e of eventsOf(steps)) {
    if (e.type === 'offer.made') made.set(e.offer, e);
    else if (e.type === 'ticket.closed') closed.set(e.ticket, e.outcome);
  }
  const faults: string[] = [];
  for (const { who, body } of pushed) {
    if (body.type === 'offer') {
      const offer = made.get(body.offer.id);
      if (`station:${offer?.station}` !== who || offer?.deadline !== body.offer.deadline)
        faults.push(`${who} was told of offer ${body.offer.id}, which the journal does not know`);
    } else if (body.type === 'ticket' && body.ticket.state === 'closed') {
      if (closed.get(body.ticket.id) !== body.ticket.outcome)
        faults.push(`${who} was told that ${body.ticket.id} is closed, the journal does not know`);
    }
  }
  return faults;
}

function* eventsOf(steps: readonly Step[]): Iterable<BureauEvent> {
  for (const step of steps) yield* step.events;
}
