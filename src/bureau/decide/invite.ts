import type { Ticket } from '../../actors/ticket.ts';
import type { Rules } from '../../config/schema.ts';
import type { InviteKind } from '../../protocol/views.ts';
import type { Answer, Given } from '../commands.ts';
import type { Place } from '../events.ts';
import { closeInvite, handOver as giveToGuest } from '../offers.ts';
import { done, refuse, type Turn } from '../turn.ts';
import { isAnswer, onDesk } from './desk.ts';
import { firstPlace } from './place.ts';
import { maySee } from './rights.ts';
import { type Aim, aimOf } from './target.ts';
import { nextPlace } from './widen.ts';

/** Offers that an invitation has time for after its last routing step has begun. */
const OFFERS = 10;
/** A station that was named need not wait for the others' levels. */
const namedPlace: Place = { index: 0, step: { scope: 'hall', minLevel: 1 }, until: null };

/** How long somebody is looked for, ms: each routing step has its time, and the last one that of ten offers. */
const patience = (rules: Rules): number => rules.steps.reduce((ms, s) => ms + (s.for ?? 0), OFFERS * rules.offer);

/** Asks for a second station for a ticket in service. It is urgent: somebody holds the line meanwhile. */
export function openInvite(
  turn: Turn,
  t: Ticket,
  kind: InviteKind,
  { to: target, named }: Aim,
  note: string | null,
): Answer {
  if (t.station === null) return refuse('wrong-state', `nobody serves ${t.id}`);
  if (t.guest !== null)
    return refuse('wrong-state', `${t.id} has an open ${t.guest.kind}: end it (endConsult) before the next`);
  const as = { ...t, ...target };
  const rules = turn.rulesOf(as);
  const place = named === null ? firstPlace(turn, as) : namedPlace;
  const times = { due: turn.at + rules.target, until: turn.at + patience(rules) };
  const invite = { kind, target, named, place, ...times };
  turn.emit({ type: 'invite.opened', ticket: t.id, host: t.station, invite, note });
  return done;
}

/** A second station is to help; it may be of another modality (a seat asks a window). */
export function consult(turn: Turn, c: Given<'consult'>): Answer {
  const t = onDesk(turn, c.by, c.ticket);
  if (isAnswer(t)) return t;
  if (t.value !== 'serving') return refuse('wrong-state', `${c.ticket} is ${t.value}`);
  const aim = aimOf(turn, t.context, c);
  return 'ok' in aim ? aim : openInvite(turn, t.context, 'consult', aim, c.note ?? null);
}

/** The host lets the guest go or stops looking for one, or the guest leaves. */
export function endConsult(turn: Turn, c: Given<'endConsult'>): Answer {
  const { by, ticket } = c;
  if (by.role !== 'station') return refuse('forbidden', 'endConsult: by a station');
  const t = turn.ticket(ticket)?.context;
  if (t === undefined || !maySee(by, t)) return refuse('not-found', ticket);
  const isGuest = t.guest?.station === by.station;
  if (t.station !== by.station && !isGuest) return refuse('forbidden', 'endConsult: by who serves it or was asked');
  if (turn.station(by.station)?.context.officer !== by.sub) return refuse('station-taken', by.station);
  if (t.guest === null) return done;
  if (isGuest && !t.guest.joined) return refuse('wrong-state', `accept or reject the offer of ${ticket}`);
  closeInvite(turn, ticket, t.guest.joined ? 'ended' : 'taken-back');
  return done;
}

/** The host gives the ticket to the guest, as what the guest was asked for. */
export function handOver(turn: Turn, c: Given<'handOver'>): Answer {
  const t = onDesk(turn, c.by, c.ticket);
  if (isAnswer(t)) return t;
  const { guest, modality } = t.context;
  if (guest === null || !guest.joined) return refuse('wrong-state', `nobody has joined ${c.ticket}: consult first`);
  if (guest.target.modality !== modality)
    return refuse(
      'wrong-state',
      `${c.ticket} is served as ${modality}, not ${guest.target.modality}: transfer it cold`,
    );
  giveToGuest(turn, c.ticket);
  return done;
}

/** The invitation's next routing step, by the rules of what is asked for. */
export function widenInvite(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket)?.context;
  if (t === undefined || t.guest === null) return;
  const place = nextPlace(turn, { ...t, ...t.guest.target }, t.guest.place);
  turn.emit({ type: 'invite.widened', ticket, place });
}
