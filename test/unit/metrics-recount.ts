import type { Step } from '../../src/bureau/commands.ts';
import type { BureauEvent, EventOf } from '../../src/bureau/events.ts';
import type { MetricRow } from '../../src/metrics/row.ts';
import { table } from '../../src/metrics/table.ts';

type Type = BureauEvent['type'];
type Labels = Record<string, string | number>;

/** The bounds that docs/metrics.md promises. */
function boundsOf(name: string): readonly number[] {
  const rows: MetricRow[] = Object.values(table);
  return rows.find((row) => row.name === `yunting_${name}`)?.buckets ?? [];
}

const leaving = ['ticket.returned', 'ticket.parked', 'ticket.escalated', 'ticket.transferred'] as const;
const ending = ['ticket.quarantined', 'ticket.closed'] as const;

/** All that is told of one ticket; a place in it is the number of an event. */
class Told {
  readonly events: BureauEvent[];
  readonly first: EventOf<'ticket.submitted'>;

  constructor(first: EventOf<'ticket.submitted'>, events: BureauEvent[]) {
    this.first = first;
    this.events = events;
  }

  of<T extends Type>(...types: T[]): { e: EventOf<T>; i: number }[] {
    return this.events.flatMap((e, i) => (isOf(e, types) ? [{ e, i }] : []));
  }

  next<T extends Type>(after: number, ...types: T[]): { e: EventOf<T>; i: number } | undefined {
    return this.of(...types).find(({ i }) => i > after);
  }

  last<T extends Type>(before: number, ...types: T[]): { e: EventOf<T>; i: number } | undefined {
    return this.of(...types).findLast(({ i }) => i < before);
  }

  /** Whose it was just before an event. */
  owner(i: number): { hall: string; group: string; business: string } {
    const handed = this.last(i, 'ticket.transferred', 'ticket.handedOver')?.e;
    if (handed === undefined) return this.first.data;
    return handed.type === 'ticket.transferred' ? handed.to : handed.target;
  }
}

const isOf = <T extends Type>(e: BureauEvent, types: readonly T[]): e is EventOf<T> =>
  (types as readonly string[]).includes(e.type);

/** Counts a history the slow way: by looking the whole of it through for how each thing that began has ended. */
export function recount(history: readonly { step: Step }[]): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string, labels: Labels = {}, by = 1) => {
    const text = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    const series = `yunting_${name}${text.length === 0 ? '' : `{${text.sort().join(',')}}`}`;
    counts.set(series, (counts.get(series) ?? 0) + by);
  };
  const observe = (name: string, labels: Labels, ms: number) => {
    for (const le of [...boundsOf(name), Number.POSITIVE_INFINITY])
      add(`${name}_bucket`, { ...labels, le: le === Number.POSITIVE_INFINITY ? '+Inf' : le }, ms / 1000 <= le ? 1 : 0);
    add(`${name}_count`, labels);
    add(`${name}_sum`, labels, ms / 1000);
  };

  const events = history.flatMap(({ step }) => step.events);
  const byTicket = Map.groupBy(events, (e) => ('ticket' in e ? e.ticket : ''));
  const ofTicket = (ticket: string) => byTicket.get(ticket) ?? [];
  for (const { step } of history) {
    add('journal_steps_total');
    add('commands_total', { type: step.type, code: step.answer.ok ? 'ok' : step.answer.code });
    for (const e of step.events) if (e.type === 'broadcast.sent') add('broadcasts_total');
    for (const e of step.events) if (e.type === 'person.erased') add('persons_erased_total');
    for (const e of step.events) if (e.type === 'rating.given') add('ratings_total', { hall: e.hall, grade: e.grade });
  }
  const requeued = new Set(history.flatMap(({ step }) => (step.type === 'requeue' ? step.events : [])));
  for (const e of events) {
    if (e.type === 'followUp.opened') countFollowUp(e);
    if (e.type === 'ticket.submitted') countTicket(new Told(e, ofTicket(e.ticket)));
  }
  return counts;

  function countFollowUp({ ticket, data: { hall } }: EventOf<'followUp.opened'>): void {
    add('follow_ups_opened_total', { hall });
    for (const e of ofTicket(ticket)) {
      if (e.type === 'followUp.late') add('follow_ups_late_total', { hall });
      if (e.type === 'followUp.closed') add('follow_ups_closed_total', { hall, result: e.finding });
    }
  }

  function countTicket(t: Told): void {
    const { hall, channel, business } = t.first.data;
    add('tickets_submitted_total', { hall, channel });
    add('business_tickets_submitted_total', { hall, business });
    countOffers(t);
    countServices(t);
    countParked(t);
    countCalls(t);
    countQuestions(t);
    countInvites(t);
    for (const { e, i } of t.of(
      'ticket.quarantined',
      'ticket.limitWarned',
      'ticket.limitBreached',
      'person.revealed',
    )) {
      const { hall, group } = t.owner(i);
      if (e.type === 'ticket.quarantined') add('tickets_quarantined_total', { hall });
      else if (e.type === 'person.revealed') add('persons_revealed_total', { hall });
      else if (e.type === 'ticket.limitWarned') add('limits_warned_total', { hall, group });
      else add('limits_breached_total', { hall, group });
    }
    for (const { e, i } of t.of('ticket.closed')) {
      const { hall, group, business } = t.owner(i);
      const { outcome } = e;
      add('tickets_closed_total', { hall, channel, outcome });
      add('business_tickets_closed_total', { business, outcome });
      if (e.station === null) continue;
      const services = t
        .of('offer.accepted', 'ticket.handedOver')
        .filter((s) => s.e.type !== 'offer.accepted' || s.e.invite === null);
      if (e.outcome === 'resolved' && services.length === 1) add('tickets_first_time_total', { hall, channel });
      observe('ticket_worked_seconds', { hall, group }, e.workedMs);
      const kind = e.template ? 'template' : e.reply ? 'text' : 'none';
      add('wrap_ups_total', { hall, kind });
    }
  }

  function countOffers(t: Told): void {
    for (const { e, i } of t.of('offer.made')) {
      const { hall } = t.owner(i);
      if (e.invite === null) add('offers_made_total', { hall });
      else add('invitations_made_total', { hall, kind: e.invite });
      const end = t
        .of('offer.accepted', 'offer.rejected', 'offer.timedOut', 'offer.rescinded')
        .find((o) => o.e.offer === e.offer);
      if (end === undefined) continue;
      const result = end.e.type.slice('offer.'.length);
      if (e.invite === null) add('offers_ended_total', { hall, result });
      else add('invitations_ended_total', { hall, kind: e.invite, result });
    }
  }

  function countServices(t: Told): void {
    const { channel } = t.first.data;
    const accepts = t.of('offer.accepted').filter(({ e }) => e.invite === null);
    const [answer] = accepts;
    if (answer !== undefined) {
      const { hall, group, business } = t.owner(answer.i);
      const begun = t.of('ticket.unparked').findLast(({ e, i }) => i < answer.i && e.due !== null);
      const waited = answer.e.at - (begun?.e ?? t.first).at;
      add('tickets_answered_total', { hall, channel });
      add('business_tickets_answered_total', { hall, business });
      if (answer.e.inTarget) add('tickets_answered_in_target_total', { hall, channel });
      if (answer.e.inTarget) add('business_tickets_answered_in_target_total', { hall, business });
      observe('ticket_wait_seconds', { hall, group }, waited);
      add('business_wait_seconds_total', { hall, business }, waited / 1000);
    }
    for (const { e, i } of [...accepts, ...t.of('ticket.handedOver')]) {
      const end = t.next(i, ...leaving, ...ending, 'ticket.handedOver');
      if (end !== undefined) {
        const { hall, group, business } = t.owner(end.i);
        observe('ticket_handle_seconds', { hall, group }, end.e.at - e.at);
        add('business_handled_total', { hall, business });
        add('business_handle_seconds_total', { hall, business }, (end.e.at - e.at) / 1000);
      }
      if (e.loan === null) continue;
      add('loans_started_total', { ...e.loan });
      add('loans_open', { ...e.loan }, end === undefined ? 1 : 0);
      if (end !== undefined) add('loan_seconds_total', { ...e.loan }, (end.e.at - e.at) / 1000);
    }
  }

  function countParked(t: Told): void {
    for (const { e, i } of t.of('ticket.parked')) {
      const { hall, business } = t.owner(i);
      const end = t.next(i, 'ticket.unparked', ...ending)?.e;
      const outcome = end?.type === 'ticket.closed' ? end.outcome : null;
      for (const r of t.of('ticket.reminded'))
        if (r.i > i && t.last(r.i, 'ticket.parked')?.i === i)
          add('reminders_total', { kind: e.reason === 'booked' ? 'appointment' : e.reason });
      if (e.reason === 'supplement') {
        const again = String(t.of('ticket.parked').some((p) => p.i < i && p.e.reason === 'supplement'));
        add('supplements_asked_total', { hall, again });
        add('business_supplements_asked_total', { business, again });
        const result =
          end?.type === 'ticket.unparked' ? 'supplied' : outcome === 'notSupplied' ? 'lapsed' : 'withdrawn';
        if (end !== undefined) add('supplements_ended_total', { hall, result });
      } else if (e.reason === 'booked') {
        add('appointments_booked_total', { hall });
        const result = end?.type === 'ticket.unparked' ? 'kept' : outcome === 'noShow' ? 'missed' : 'withdrawn';
        if (end !== undefined) add('appointments_ended_total', { hall, result });
      }
    }
  }

  function countCalls(t: Told): void {
    for (const { e, i } of t.of('ticket.summoned'))
      if (!requeued.has(e)) add('callbacks_asked_total', { hall: t.owner(i).hall });
    const ends = [...leaving, ...ending, 'ticket.joined', 'service.ended'] as const;
    for (const { e, i } of t.of('ticket.called')) {
      if (t.last(i, 'ticket.called', ...ends)?.e.type === 'ticket.called') continue;
      add('calls_made_total', { hall: t.owner(i).hall, kind: e.call === 0 ? 'back' : 'turn' });
      const end = t.next(i, ...ends);
      if (end === undefined) continue;
      const missed =
        (end.e.type === 'ticket.parked' && end.e.reason === 'noShow') ||
        (end.e.type === 'ticket.closed' && end.e.auto && ['noShow', 'lostLine'].includes(end.e.outcome));
      const result = end.e.type === 'ticket.joined' ? 'joined' : missed ? 'noShow' : 'cut';
      add('calls_ended_total', { hall: t.owner(end.i).hall, result });
    }
  }

  function countQuestions(t: Told): void {
    for (const { e, i } of t.of('ticket.escalated', 'escalation.handedOn')) {
      const { department } = e;
      add('questions_asked_total', { department });
      const end = t.next(i, 'escalation.handedOn', 'ticket.answered', ...ending);
      const result =
        end?.e.type === 'escalation.handedOn'
          ? 'handed-on'
          : end?.e.type === 'ticket.answered'
            ? 'answered'
            : 'withdrawn';
      if (end !== undefined) add('questions_ended_total', { department, result });
    }
    for (const { e } of t.of('escalation.reminded')) {
      add('reminders_total', { kind: 'question' });
      if (e.share === 100) add('questions_late_total', { department: e.department });
    }
    for (const { e, i } of t.of('ticket.answered')) {
      const asked = t.last(i, 'ticket.escalated');
      observe('question_answer_seconds', { department: e.department }, e.at - (asked?.e.at ?? 0));
    }
  }

  function countInvites(t: Told): void {
    for (const { e, i } of t.of('ticket.transferred'))
      add('transfers_total', { hall: t.owner(i).hall, kind: e.station === null ? 'move' : 'cold', result: 'done' });
    for (const { e, i } of t.of('invite.opened')) {
      const { hall } = t.owner(i);
      const end = t.next(i, 'invite.closed', 'ticket.handedOver', ...ending)?.e;
      const reason = end?.type === 'invite.closed' ? end.reason : 'released';
      const over = end?.type === 'ticket.handedOver';
      if (e.invite.kind === 'consult') {
        add('consultations_asked_total', { hall });
        if (end !== undefined) add('consultations_ended_total', { hall, result: over ? 'handed-over' : reason });
      } else if (end !== undefined) add('transfers_total', { hall, kind: 'warm', result: over ? 'done' : reason });
    }
  }
}
