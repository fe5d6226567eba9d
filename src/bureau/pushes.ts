import type { PushBody } from '../protocol/messages.ts';
import type { Push } from './commands.ts';
import type { BureauEvent } from './events.ts';
import { newsOf } from './news.ts';
import type { StationSnapshot, TicketSnapshot } from './state.ts';
import type { Turn } from './turn.ts';
import { viewOffer, viewOwnTicket, viewStation, viewTicket } from './views.ts';

/**
 * A push is made into words only when somebody listens: most tickets' topics are heard by nobody. The snapshot that it
 * is made from never changes.
 */
abstract class LazyPush<From> implements Push {
  readonly topic: string;
  protected readonly from: From;
  #body: PushBody | undefined;

  constructor(topic: string, from: From) {
    this.topic = topic;
    this.from = from;
  }

  get body(): PushBody {
    this.#body ??= this.say();
    return this.#body;
  }

  protected abstract say(): PushBody;
}

class TicketPush extends LazyPush<TicketSnapshot> {
  protected say(): PushBody {
    return { type: 'ticket', ticket: viewTicket(this.from) };
  }
}

/** To the taxpayer of the ticket. */
class OwnTicketPush extends LazyPush<TicketSnapshot> {
  protected say(): PushBody {
    return { type: 'ticket', ticket: viewOwnTicket(this.from) };
  }
}

class StationPush extends LazyPush<StationSnapshot> {
  protected say(): PushBody {
    return { type: 'station', station: viewStation(this.from) };
  }
}

/**
 * What a step means for those who are concerned: each ticket and station that it touched as it is now, offers made
 * and ended. Let out when the journal has it.
 */
export function pushesOf(turn: Turn): Push[] {
  const pushes: Push[] = [];
  const { state } = turn;
  for (const id of state.touched.tickets) {
    const t = turn.ticket(id);
    if (t === undefined) continue;
    pushes.push(new OwnTicketPush(`ticket:${id}`, t));
    if (t.context.station !== null && t.value !== 'offered')
      pushes.push(new TicketPush(`station:${t.context.station}`, t));
    const { guest } = t.context;
    if (guest?.joined === true && guest.station !== null) pushes.push(new TicketPush(`station:${guest.station}`, t));
  }
  for (const id of state.touched.stations) {
    const s = turn.station(id);
    if (s !== undefined) pushes.push(new StationPush(`station:${id}`, s));
  }
  for (const e of turn.events) {
    pushOffer(turn, e, pushes);
    pushes.push(...newsOf(turn, e));
  }
  return pushes;
}

const results = {
  'offer.accepted': 'accepted',
  'offer.rejected': 'rejected',
  'offer.timedOut': 'timedOut',
  'offer.rescinded': 'rescinded',
} as const;

function pushOffer(turn: Turn, e: BureauEvent, pushes: Push[]): void {
  if (e.type === 'offer.made') {
    const t = turn.ticket(e.ticket);
    const offer = t === undefined ? undefined : viewOffer(turn.state, t);
    if (offer?.id === e.offer) pushes.push({ topic: `station:${e.station}`, body: { type: 'offer', offer } });
  } else if (e.type === 'ticket.returned') {
    const t = turn.ticket(e.ticket);
    if (t !== undefined) pushes.push(new TicketPush(`station:${e.station}`, t));
  } else if (e.type in results) {
    const ended = e as BureauEvent & { type: keyof typeof results; offer: string; station: string };
    const reason = 'reason' in ended && ended.reason !== null ? { reason: ended.reason } : {};
    const body = { type: 'offerEnded', offer: ended.offer, result: results[ended.type], ...reason } as const;
    pushes.push({ topic: `station:${ended.station}`, body });
  }
}
