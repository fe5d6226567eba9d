import { maskedPerson } from '../protocol/material.ts';
import type { EscalationView, FollowUpView, OfferView, PlaceView, StationView, TicketView } from '../protocol/views.ts';
import { liveOffer } from './offers.ts';
import type { FollowUpSnapshot, State, StationSnapshot, TicketSnapshot } from './state.ts';

export function viewTicket({ value, context: t }: TicketSnapshot): TicketView {
  const view: TicketView = {
    id: t.id,
    state: value,
    hall: t.hall,
    business: t.business,
    channel: t.channel,
    modality: t.modality,
    priority: t.priority,
    enteredAt: t.enteredAt,
    due: t.due,
  };
  if (t.awayUntil !== null) view.awayUntil = t.awayUntil;
  if (t.station !== null) view.station = t.station;
  if (t.acceptedAt !== null) view.acceptedAt = t.acceptedAt;
  if (t.endedAt !== null) view.endedAt = t.endedAt;
  if (t.outcome !== null) view.outcome = t.outcome;
  if (t.reply !== null) view.reply = t.reply;
  if (t.parked !== null) {
    const { reason, until, items, note } = t.parked;
    view.parked = { for: reason, until, items, ...(note !== null && { note }) };
  }
  if (t.escalation?.outcome === 'open') {
    const { department, until, question } = t.escalation;
    view.escalated = { department, until, question };
  }
  if (t.answer !== null) view.answer = t.answer;
  if (t.joinUntil !== null) view.joinUntil = t.joinUntil;
  if (t.summon) view.summon = true;
  if (t.slot !== null) view.slot = t.slot;
  if (t.limitAt !== null) view.limitAt = t.limitAt;
  if (t.warnAt !== null) view.warnAt = t.warnAt;
  if (t.wrapUpUntil !== null) view.wrapUpUntil = t.wrapUpUntil;
  if (t.guest !== null) {
    const { kind, station, joined } = t.guest;
    view.guest = { kind, joined, ...(station !== null && { station }) };
  }
  if (t.attachments.length > 0) view.attachments = t.attachments;
  if (t.person !== null) view.person = maskedPerson(t.person);
  if (t.supplements > 0) view.supplements = t.supplements;
  if (t.suppliedNote !== null) view.suppliedNote = t.suppliedNote;
  return view;
}

export function viewStation({ value, context: s }: StationSnapshot): StationView {
  const { id, hall, since, missed } = s;
  const work = s.work.map(({ ticket, modality, phase }) => ({ ticket, modality, phase }));
  const view: StationView = { id, hall, state: value, since, work, missed };
  if (s.officer !== null) view.officer = s.officer;
  if (s.reason !== null) view.reason = s.reason;
  return view;
}

/** The same as its taxpayer sees it: without what officers and departments say to each other. */
export function viewOwnTicket(t: TicketSnapshot): TicketView {
  const { answer: _, guest: __, ...view } = viewTicket(t);
  if (view.escalated !== undefined) view.escalated = { ...view.escalated, question: '' };
  return view;
}

/** The live offer of a ticket, as its station sees it. */
export function viewOffer(state: State, t: TicketSnapshot): OfferView | undefined {
  const offer = liveOffer(t);
  if (offer === null) return undefined;
  const { id, station, deadline, invite } = offer;
  const loan = invite === null && state.station(station)?.context.hall !== t.context.hall;
  return { id, ticket: viewTicket(t), deadline, loan, ...(invite !== null && { invite }) };
}

/** The open question of a ticket to a department; undefined when there is none. */
export function viewEscalation(t: TicketSnapshot): EscalationView | undefined {
  return t.context.escalation?.outcome === 'open' ? viewQuestion(t) : undefined;
}

/** The last question of a ticket to a department, open or not. */
export function viewQuestion({ context: t }: TicketSnapshot): EscalationView | undefined {
  if (t.escalation === null) return undefined;
  const { department, question, since, until, reminded, note, outcome } = t.escalation;
  const { id: ticket, hall, business, responsible } = t;
  const answered = outcome === 'answered';
  const view: EscalationView = {
    ticket,
    department,
    hall,
    business,
    question,
    askedAt: since,
    until,
    reminded,
    answered,
  };
  if (responsible !== null) view.station = responsible;
  if (note !== null) view.note = note;
  if (outcome === 'withdrawn') view.withdrawn = true;
  return view;
}

export function viewFollowUp({ value: state, context: f }: FollowUpSnapshot): FollowUpView {
  const { ticket, hall, grade, reasons, until, late } = f;
  const view: FollowUpView = { ticket, hall, state, grade, reasons, until, late };
  if (f.station !== null) view.station = f.station;
  if (f.comment !== null) view.comment = f.comment;
  if (f.finding !== null) view.finding = f.finding;
  if (f.text !== null) view.text = f.text;
  if (f.appeal !== null) view.appeal = f.appeal;
  return view;
}

/** Where a ticket stands in its line; undefined when it does not wait. */
export function viewPlace(state: State, t: TicketSnapshot): PlaceView | undefined {
  const position = state.lines.positionOf(t.context.id);
  return position === null ? undefined : placeAt(state, t, position);
}

/** The places of a whole line at once, in order. */
export function* placesOf(state: State, hall: string): Iterable<PlaceView> {
  for (const line of state.lines.all()) {
    if (!line.figures.id.startsWith(`${hall}/`)) continue;
    let position = 0;
    for (const { id } of line.waiting) {
      const t = state.ticket(id);
      position++;
      if (t !== undefined) yield placeAt(state, t, position);
    }
  }
}

function placeAt(state: State, { context: t }: TicketSnapshot, position: number): PlaceView {
  const capacity = state.matcher.supply.staffedIn(t.hall, t.modality);
  const estimateMs = state.lines.of(t.hall, t.modality).estimate(position, capacity);
  if (estimateMs === null) return { ticket: t.id, position };
  const { callback } = state.bureau.rulesOf(t.business, t.channel, t.modality);
  // Offered to who holds a line, not to who is called anyway.
  const offered = callback !== undefined && estimateMs > callback && t.presence !== 'none' && !t.summon;
  return { ticket: t.id, position, estimateMs, ...(offered && { callback: true }) };
}
