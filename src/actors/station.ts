import type { EventOf } from '../bureau/events.ts';
import type { Capacity, Skills } from '../config/schema.ts';
import type { Modality } from '../protocol/modality.ts';
import type { WorkPhase } from '../protocol/views.ts';

/** A staffed place: what is common to seats and windows. Times absolute, in ms. */
export interface Station {
  id: string;
  hall: string;
  kind: 'seat' | 'window';
  capacity: Capacity;
  skills: Skills;
  officer: string | null;
  /** Whether more work is wanted once the present is done, and if not, why. */
  wants: 'ready' | 'paused';
  reason: string | null;
  /** When the present state began. */
  since: number;
  /** When it last had nothing to do: the longest idle is served first. */
  idleSince: number;
  online: boolean;
  /** Its line is down; its work is kept until then. */
  graceUntil: number | null;
  offer: { id: string; ticket: string; modality: Modality } | null;
  work: Work[];
  /** Offers missed in a row. */
  missed: number;
  /** Carrying work already, it gets no more before then. */
  paceUntil: number | null;
}

export interface Work {
  ticket: string;
  modality: Modality;
  phase: WorkPhase;
  /** Time given to it until `since`, ms. */
  workedMs: number;
  /** The clock runs since then; null: it waits on the desk while somebody on the line is served. */
  since: number | null;
}

/** Time that its officer has given to a piece of work until `at`, ms: what interrupted it does not count. */
export const workedOf = (w: Work, at: number): number => w.workedMs + (w.since === null ? 0 : at - w.since);

/** Documents wait while somebody is on the line, and go on when nobody is any more: each has its own clock. */
function clocked(work: Work[], at: number): Work[] {
  const live = work.some((w) => w.modality !== 'document');
  return work.map((w) => {
    const runs = w.modality !== 'document' || !live;
    if (runs === (w.since !== null)) return w;
    return runs ? { ...w, since: at } : { ...w, workedMs: workedOf(w, at), since: null };
  });
}

export type StationInput = Pick<Station, 'id' | 'hall' | 'kind' | 'capacity' | 'skills'> & { at: number };

type Released = EventOf<
  | 'ticket.closed'
  | 'ticket.returned'
  | 'ticket.quarantined'
  | 'ticket.parked'
  | 'ticket.escalated'
  | 'ticket.transferred'
  | 'ticket.handedOver'
  | 'invite.closed'
>;

const without = (s: Station, ticket: string) => s.work.filter((w) => w.ticket !== ticket);

export const stationContext = ({ at, ...input }: StationInput): Station => ({
  ...input,
  officer: null,
  wants: 'paused',
  reason: null,
  since: at,
  idleSince: at,
  online: false,
  graceUntil: null,
  offer: null,
  work: [],
  missed: 0,
  paceUntil: null,
});

/** What each event changes. Idle time begins anew with sign-in, ready and released work, never with a missed offer. */
export const stationActions = {
  stamp: (_: Station, e: { at: number }) => ({ since: e.at }),
  signIn: (_: Station, e: EventOf<'station.signedIn'>) => ({
    hall: e.hall,
    kind: e.kind,
    capacity: e.capacity,
    skills: e.skills,
    officer: e.officer,
    wants: 'paused' as const,
    reason: 'signed-in',
    online: true,
    graceUntil: null,
    missed: 0,
    paceUntil: null,
  }),
  change: (_: Station, e: EventOf<'station.changed'>) => ({ capacity: e.capacity, skills: e.skills }),
  signOut: (_: Station, e: { at: number }) => ({
    since: e.at,
    officer: null,
    wants: 'paused' as const,
    reason: null,
    online: false,
    graceUntil: null,
    paceUntil: null,
  }),
  ready: (_: Station, e: EventOf<'station.readied'>) => ({
    wants: 'ready' as const,
    reason: null,
    missed: 0,
    idleSince: e.at,
  }),
  pause: (_: Station, e: EventOf<'station.paused'>) => ({ wants: 'paused' as const, reason: e.reason }),
  unpace: () => ({ paceUntil: null }),
  lose: (_: Station, e: EventOf<'station.lost'>) => ({ online: false, graceUntil: e.until }),
  return: () => ({ online: true, graceUntil: null }),
  reserve: (_: Station, e: EventOf<'offer.made'>) => ({
    offer: { id: e.offer, ticket: e.ticket, modality: e.modality },
  }),
  take: (s: Station, e: EventOf<'offer.accepted'>) => ({
    offer: null,
    missed: 0,
    paceUntil: e.paceUntil,
    work:
      s.offer === null
        ? s.work
        : clocked(
            [
              ...s.work,
              {
                ticket: s.offer.ticket,
                modality: s.offer.modality,
                phase: e.invite === null ? ('serving' as const) : ('consulting' as const),
                workedMs: 0,
                since: null,
              },
            ],
            e.at,
          ),
  }),
  letGo: () => ({ offer: null }),
  /** Somebody answered, if only to say no: the row of missed offers is broken. */
  refuse: () => ({ offer: null, missed: 0 }),
  miss: (s: Station) => ({ offer: null, missed: s.missed + 1 }),
  wrapUp: (s: Station, e: EventOf<'service.ended'>) => ({
    work: s.work.map((w) => (w.ticket === e.ticket ? { ...w, phase: 'wrapUp' as const } : w)),
  }),
  /** What it helped with is its own now. */
  takeOver: (s: Station, e: EventOf<'ticket.handedOver'>) => ({
    work: s.work.map((w) => (w.ticket === e.ticket ? { ...w, phase: 'serving' as const } : w)),
  }),
  release: (s: Station, e: Released) => ({
    work: clocked(without(s, e.ticket), e.at),
    offer: s.offer?.ticket === e.ticket ? null : s.offer,
    idleSince: e.at,
    paceUntil: emptiedBy(s, e) ? null : s.paceUntil,
  }),
};
export type StationAction = keyof typeof stationActions;

export const stationGuards = {
  takesOver: (s: Station, e: EventOf<'ticket.handedOver'>) => s.id === e.to,
  pausing: (s: Station) => s.wants === 'paused',
  /** The event takes the last thing off the desk. */
  last: (s: Station, e: { type: string; ticket: string }) => emptiedBy(s, e),
  lastPausing: (s: Station, e: { type: string; ticket: string }) => s.wants === 'paused' && emptiedBy(s, e),
};
export type StationGuard = keyof typeof stationGuards;

function emptiedBy(s: Station, e: { ticket: string }): boolean {
  return (s.offer === null || s.offer.ticket === e.ticket) && s.work.every((w) => w.ticket === e.ticket);
}

/** Wherever somebody is signed in, the line may drop and come back, and the files may change, without a change of state. */
export const signedInArms = {
  'station.changed': { actions: 'change' },
  'station.lost': { actions: 'lose' },
  'station.back': { actions: 'return' },
} as const;
export const wishArms = {
  'station.readied': { actions: 'ready' },
  'station.paused': { actions: 'pause' },
} as const;

/** A place without work is the same for seats and windows; `busy` is where an offer leads. */
export const idleStates = <B extends string>(busy: B) =>
  ({
    signedOut: { on: { 'station.signedIn': { target: 'paused', actions: 'signIn' } } },
    paused: {
      entry: 'stamp',
      on: {
        ...signedInArms,
        'station.paused': { actions: 'pause' },
        'station.readied': { target: 'ready', actions: 'ready' },
        'station.signedOut': { target: 'signedOut', actions: 'signOut' },
      },
    },
    ready: {
      entry: 'stamp',
      on: {
        ...signedInArms,
        'station.paused': { target: 'paused', actions: 'pause' },
        'station.signedOut': { target: 'signedOut', actions: 'signOut' },
        'offer.made': { target: busy, actions: 'reserve' },
      },
    },
  }) as const;
