import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Client, connect } from '../../src/client/connect.ts';
import type { LineState } from '../../src/client/line.ts';
import type { CodedError } from '../../src/protocol/codes.ts';
import type { PushBody, SessionView } from '../../src/protocol/messages.ts';
import type {
  BoardView,
  BroadcastView,
  EscalationView,
  FollowUpView,
  MessageView,
  OfferView,
  PlaceView,
  StationView,
  TicketView,
} from '../../src/protocol/views.ts';
import { BureauClock } from './clock.ts';
import { kept, withNewest } from './newest.ts';

type Pushed<T extends PushBody['type']> = Extract<PushBody, { type: T }>;

/** All that this page has been told: it decides nothing, it only holds the last word on each thing. */
export interface Known {
  line: LineState;
  /** Why the line is closed for good. */
  fault: CodedError | undefined;
  /** Whether the first view has come. */
  ready: boolean;
  station: StationView | undefined;
  offer: OfferView | undefined;
  /** How the last offer ended, if not by our own hand. */
  offerEnded: Pushed<'offerEnded'> | undefined;
  tickets: Readonly<Record<string, TicketView>>;
  places: Readonly<Record<string, PlaceView>>;
  board: BoardView | undefined;
  /** As they were told, the newest hundred: who needs all of them asks, and listens. */
  escalations: Readonly<Record<string, EscalationView>>;
  followUps: Readonly<Record<string, FollowUpView>>;
  /** The newest last; the last hundred. */
  messages: readonly MessageView[];
  broadcasts: readonly BroadcastView[];
}

export interface PageSession {
  known: StoreApi<Known>;
  clock: BureauClock;
  client: Client;
  /** Hears chat and signalling, which are kept nowhere. Answers how to stop. */
  onRelay(heard: (relay: Pushed<'relay'>) => void): () => void;
}

const nothing: Known = {
  line: 'connecting',
  fault: undefined,
  ready: false,
  station: undefined,
  offer: undefined,
  offerEnded: undefined,
  tickets: {},
  places: {},
  board: undefined,
  escalations: {},
  followUps: {},
  messages: [],
  broadcasts: [],
};

/** Opens the page's one session with the server that it came from. */
export function openSession(token: string | (() => string | Promise<string>)): PageSession {
  const known = createStore<Known>(() => nothing);
  const clock = new BureauClock();
  const relayed = new Set<(relay: Pushed<'relay'>) => void>();
  const client = connect({
    url: `${location.origin.replace(/^http/, 'ws')}/ws`,
    token,
    onClock: (now, rate) => clock.set(now, rate),
    onState: (line, fault) => known.setState({ line, ...(fault && { fault }) }),
    onView: (view) => known.setState((before) => ({ ...viewed(before, view), ready: true })),
    onPush(events) {
      for (const event of events) {
        if (event.type === 'relay') for (const heard of relayed) heard(event);
      }
      // One change of the store for one step of the bureau: what belongs together is drawn together.
      known.setState((before) => events.reduce(told, before));
    },
  });
  return {
    known,
    clock,
    client,
    onRelay(heard) {
      relayed.add(heard);
      return () => relayed.delete(heard);
    },
  };
}

const byId = <T>(all: readonly T[], id: (one: T) => string): Record<string, T> =>
  Object.fromEntries(all.map((one) => [id(one), one]));

function viewed(before: Known, view: SessionView): Known {
  return {
    ...before,
    station: view.station,
    offer: view.offer,
    tickets: byId(view.tickets, (t) => t.id),
    places: byId(view.places, (p) => p.ticket),
    messages: view.messages ?? [],
    broadcasts: view.broadcasts ?? [],
  };
}

/** Of tickets that are closed the newest hundred stay: a page is open for a whole shift. */
function withTicket(tickets: Known['tickets'], ticket: TicketView): Known['tickets'] {
  const all = { ...tickets, [ticket.id]: ticket };
  if (ticket.state !== 'closed') return all;
  const closed = Object.values(all).filter(({ state }) => state === 'closed');
  for (const { id } of closed.slice(0, -kept)) delete all[id];
  return all;
}

function told(known: Known, event: PushBody): Known {
  switch (event.type) {
    case 'station':
      return { ...known, station: event.station };
    case 'offer':
      return { ...known, offer: event.offer, offerEnded: undefined };
    case 'offerEnded':
      return known.offer?.id === event.offer ? { ...known, offer: undefined, offerEnded: event } : known;
    case 'ticket':
      return { ...known, tickets: withTicket(known.tickets, event.ticket) };
    case 'place':
      return { ...known, places: { ...known.places, [event.place.ticket]: event.place } };
    case 'board':
      return { ...known, board: event.board };
    case 'message':
      return { ...known, messages: [...known.messages, event].slice(-kept) };
    case 'broadcast':
      return { ...known, broadcasts: [...known.broadcasts, event].slice(-kept) };
    case 'escalation':
      return { ...known, escalations: withNewest(known.escalations, event.escalation.ticket, event.escalation) };
    case 'followUp':
      return { ...known, followUps: withNewest(known.followUps, event.followUp.ticket, event.followUp) };
    case 'relay':
    case 'clock':
      return known;
  }
}
