import type { OfferView, PlaceView, StationView, TicketView } from '../protocol/views.ts';
import { offerId } from './offers.ts';
import type { State, StationSnapshot, TicketSnapshot } from './state.ts';

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
  return view;
}

export function viewStation({ value, context: s }: StationSnapshot): StationView {
  const { id, hall, since, work, missed } = s;
  const view: StationView = { id, hall, state: value, since, work, missed };
  if (s.officer !== null) view.officer = s.officer;
  if (s.reason !== null) view.reason = s.reason;
  return view;
}

/** The live offer of a ticket, as its station sees it. */
export function viewOffer(state: State, t: TicketSnapshot): OfferView | undefined {
  const { station, offerDeadline, id, offers, hall } = t.context;
  if (t.value !== 'offered' || station === null || offerDeadline === null) return undefined;
  const loan = state.station(station)?.context.hall !== hall;
  return { id: offerId(id, offers), ticket: viewTicket(t), deadline: offerDeadline, loan };
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
  return estimateMs === null ? { ticket: t.id, position } : { ticket: t.id, position, estimateMs };
}
