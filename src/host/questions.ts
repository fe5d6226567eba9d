import type { BureauCore } from '../bureau/bureau.ts';
import { inHalls, maySee } from '../bureau/decide/rights.ts';
import type { BureauEvent, Looked, NewTicket } from '../bureau/events.ts';
import { seekerOf } from '../bureau/seeker.ts';
import type { StationSnapshot } from '../bureau/state.ts';
import { viewOffer, viewOwnTicket, viewPlace, viewStation, viewTicket } from '../bureau/views.ts';
import { type Journal, TrimmedError } from '../ports.ts';
import { CodedError } from '../protocol/codes.ts';
import { maskedPerson, type Person } from '../protocol/material.ts';
import type { SessionView } from '../protocol/messages.ts';
import type { Principal } from '../protocol/principal.ts';
import type { BoardView, PlaceView } from '../protocol/views.ts';

/** How much of the journal one `why` may read, in steps. */
const LONGEST_STORY = 200_000;

/** What a session needs to draw itself from nothing. */
export function sessionView(core: BureauCore, by: Principal, tickets: Iterable<string>): SessionView {
  const { state } = core;
  const found = [];
  const places: PlaceView[] = [];
  const station = by.role === 'station' ? state.station(by.station) : undefined;
  const ids = station === undefined ? tickets : deskOf(core, station.context);
  for (const id of ids) {
    const t = state.ticket(id);
    if (t === undefined) continue;
    found.push(by.role === 'taxpayer' ? viewOwnTicket(t) : viewTicket(t));
    const place = by.role === 'taxpayer' ? viewPlace(state, t) : undefined;
    if (place !== undefined) places.push(place);
  }
  const offered = station?.context.offer == null ? undefined : state.ticket(station.context.offer.ticket);
  const offer = offered === undefined ? undefined : viewOffer(state, offered);
  const { words, meta } = state;
  return {
    ...(station !== undefined && { station: viewStation(station) }),
    ...(offer !== undefined && { offer }),
    tickets: found,
    places,
    ...(by.role === 'station' && {
      messages: [...words.messages.of(by.station, meta.at)],
      broadcasts: words.toHall(by.hall, meta.at),
    }),
  };
}

/** What lies on a station's desk, then what it answers for elsewhere: with the taxpayer, a department, a colleague. */
function deskOf({ state }: BureauCore, { id, work }: StationSnapshot['context']): string[] {
  return [...new Set([...work.map((w) => w.ticket), ...state.answeredFor.of(id)])];
}

/** The halls that somebody oversees, right now. */
export function board(core: BureauCore, by: Principal, now: number, matchP99Ms: number): BoardView {
  if (by.role !== 'supervisor' && by.role !== 'reader')
    throw new CodedError('forbidden', 'board: supervisors and readers');
  const figures = core.figures(now);
  const halls = figures.halls
    .filter((h) => inHalls(by.halls, h.hall))
    .map((h) => {
      const { ready = 0, paused = 0, offered = 0, serving = 0, wrapUp = 0, working = 0 } = h.stations;
      return {
        hall: h.hall,
        state: h.state,
        waiting: Object.fromEntries(Object.entries(h.waiting).map(([channel, w]) => [channel, w.count])),
        oldestMs: Math.max(0, ...Object.values(h.waiting).map((w) => w.oldestMs)),
        ready,
        busy: offered + serving + wrapUp + working,
        paused,
        ...(h.serviceLevel !== null && { serviceLevel: h.serviceLevel }),
      };
    });
  const { at, submitted, states, closed, answered, inTarget } = figures;
  return { at, halls, submitted, states, closed, answered, answeredInTarget: inTarget, matchP99Ms };
}

/** Why a ticket is where it is: its whole story from the journal, and for one that waits, who could take it now. */
export interface Why {
  ticket: string;
  /** Empty when the journal no longer holds its beginning. */
  story: BureauEvent[];
  now?: {
    state: string;
    position?: number;
    estimateMs?: number;
    /** Each candidate and why it was passed over; none: nobody able is ready in the halls of its routing step. */
    looked: Looked[];
    step: number;
    stepUntil: number | null;
  };
}

export async function why(core: BureauCore, journal: Journal, id: string, by: Principal, now: number): Promise<Why> {
  const open = core.state.ticket(id);
  if (open !== undefined && !maySee(by, open.context)) throw new CodedError('not-found', id);
  const story = await storyOf(journal, id);
  const data = story.find((e) => e.type === 'ticket.submitted')?.data;
  if (open === undefined && (data === undefined || !mayReadClosed(by, data))) throw new CodedError('not-found', id);
  const told = by.role === 'taxpayer' ? story.flatMap(outwardOf) : story;
  if (open === undefined) return { ticket: id, story: told };
  const { value: state, context: t } = open;
  const place = viewPlace(core.state, open);
  const seeker = seekerOf(open);
  const found = seeker === null ? { looked: [] } : core.state.matcher.stationFor(seeker, now);
  const looked = 'looked' in found ? found.looked : found.why.looked;
  return {
    ticket: id,
    story: told,
    now: {
      state,
      ...(place !== undefined && { position: place.position }),
      ...(place?.estimateMs !== undefined && { estimateMs: place.estimateMs }),
      looked,
      step: t.stepIndex,
      stepUntil: t.stepUntil,
    },
  };
}

function mayReadClosed(by: Principal, t: NewTicket): boolean {
  if (by.role === 'taxpayer') return by.ticket === undefined ? t.taxpayer === by.sub : by.ticket === t.id;
  return (by.role === 'supervisor' || by.role === 'reader') && inHalls(by.halls, t.hall);
}

/** The sealed person that a ticket came with, as far as the journal still holds its beginning; null: nothing is known. */
export async function personOf(journal: Journal, id: string): Promise<Person | null> {
  const first = Number.parseInt(id.slice(1), 36);
  try {
    for await (const steps of journal.read(first - 1)) {
      const entered = steps.find((step) => step.seq === first)?.events.find((e) => e.type === 'ticket.submitted');
      return entered?.ticket === id ? entered.data.person : null;
    }
  } catch (error) {
    if (!(error instanceof TrimmedError)) throw error;
  }
  return null;
}

/** What a taxpayer is told of an event: not what colleagues and departments wrote to each other, nor of a follow-up. */
function outwardOf(e: BureauEvent): BureauEvent[] {
  if (e.type === 'ticket.messaged' || e.type.startsWith('followUp.')) return [];
  if (e.type === 'ticket.escalated') return [{ ...e, question: '' }];
  if (e.type === 'ticket.answered') return [{ ...e, text: '' }];
  if (e.type === 'ticket.transferred' || e.type === 'invite.opened' || e.type === 'escalation.handedOn')
    return [{ ...e, note: null }];
  return [e];
}

/** What is sealed stays with the bureau: whoever held it could have it opened in a letter. */
function masked(e: BureauEvent): BureauEvent {
  if (e.type !== 'ticket.submitted' || e.data.person === null) return e;
  return { ...e, data: { ...e.data, person: maskedPerson(e.data.person) } };
}

/**
 * A ticket's id holds the sequence of its submission: its story is read from there on, and past its end, since it may be
 * rated, looked into and erased afterwards. Empty when the journal no longer holds its beginning.
 */
export async function storyOf(journal: Journal, id: string): Promise<BureauEvent[]> {
  const first = Number.parseInt(id.slice(1), 36);
  const story: BureauEvent[] = [];
  try {
    for await (const steps of journal.read(first - 1)) {
      for (const step of steps) {
        if (step.seq > first + LONGEST_STORY) return story;
        for (const e of step.events) if ('ticket' in e && e.ticket === id) story.push(masked(e));
      }
    }
  } catch (error) {
    if (error instanceof TrimmedError) return [];
    throw error;
  }
  return story;
}
