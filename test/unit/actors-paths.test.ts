import { expect, test } from 'vitest';
import { flat } from '../../src/actors/flat.ts';
import { followUp } from '../../src/actors/follow-up.ts';
import { hall } from '../../src/actors/hall.ts';
import { seat } from '../../src/actors/seat.ts';
import type { Station } from '../../src/actors/station.ts';
import { type Ticket, ticket } from '../../src/actors/ticket.ts';
import { window } from '../../src/actors/window.ts';
import type { BureauEvent } from '../../src/bureau/events.ts';
import type { TicketState } from '../../src/protocol/views.ts';
import { explore } from './actors-paths.ts';
import { newFollowUp, newStation, newTicket, samples } from './actors-samples.ts';

const at = 1_000;
const station = newStation.id;
const ofTwo = ['t1', 't2'].flatMap((ticket) => samples({ at, ticket, station, until: 9_000 }));
const ofOne = samples({ at, ticket: 't1', station, until: 9_000 });

/** Events of an offer, an invitation or a parked ticket come only to one that has it. */
function plausibleTicket({ guest, parked, joinUntil }: Ticket, e: BureauEvent, state: TicketState): boolean {
  const invited = guest !== null && guest.station === null;
  switch (e.type) {
    case 'offer.made':
    case 'offer.accepted':
      if ((e.invite === null) === (state === 'serving')) return false;
      return state !== 'serving' || (e.type === 'offer.made' ? invited : guest?.offerDeadline != null);
    case 'offer.rejected':
    case 'offer.timedOut':
    case 'offer.rescinded':
      return state !== 'serving' || guest?.offerDeadline != null;
    case 'invite.opened':
      return guest === null;
    case 'invite.widened':
      return invited;
    case 'invite.closed':
      return guest !== null;
    case 'ticket.handedOver':
      return guest?.joined === true && guest.kind === 'transfer';
    case 'ticket.joined':
      return joinUntil !== null;
    case 'ticket.supplied':
      return parked?.reason === 'supplement';
    case 'ticket.rebooked':
      return parked?.reason === 'booked';
    case 'ticket.unparked':
      return { supplement: ['supplied'], noShow: ['recalled'], booked: ['checkedIn', 'slot'] }[
        parked?.reason ?? 'booked'
      ].includes(e.reason);
    default:
      return true;
  }
}

/** A station has one offer at most, hears of what it was offered or works at, and of its line only what is new. */
function plausibleStation({ offer, work, wants, online, paceUntil }: Station, e: BureauEvent): boolean {
  const phase = 'ticket' in e ? work.find((w) => w.ticket === e.ticket)?.phase : undefined;
  switch (e.type) {
    case 'offer.made':
      return offer === null && phase === undefined && wants === 'ready';
    case 'offer.accepted':
    case 'offer.rejected':
    case 'offer.timedOut':
    case 'offer.rescinded':
      return offer?.ticket === e.ticket;
    case 'service.ended':
      return phase === 'serving';
    case 'ticket.closed':
    case 'ticket.returned':
    case 'ticket.parked':
    case 'ticket.escalated':
    case 'ticket.transferred':
      return phase === 'serving' || phase === 'wrapUp';
    case 'ticket.handedOver':
      return phase === (e.to === station ? 'consulting' : 'serving');
    case 'invite.closed':
      return phase === 'consulting';
    case 'ticket.quarantined':
      return phase !== undefined || offer?.ticket === e.ticket;
    case 'station.readied':
      return wants === 'paused';
    case 'station.paced':
      return paceUntil !== null;
    case 'station.lost':
      return online;
    case 'station.back':
      return !online;
    default:
      return true;
  }
}

const keyOfTicket = ({ guest, parked, joinUntil }: Ticket) =>
  [guest?.kind, guest?.station, guest?.joined, parked?.reason, joinUntil !== null].join();
const keyOfStation = ({ offer, work, wants, online, paceUntil }: Station) =>
  [offer?.ticket, work.map((w) => w.ticket + w.phase).sort(), wants, online, paceUntil !== null].join();

const ofTicket = { events: ofOne, key: keyOfTicket, plausible: plausibleTicket };
const ofStation = { events: ofTwo, key: keyOfStation, plausible: plausibleStation };
const anyTime = { events: ofOne, key: () => '', plausible: () => true };

test.each([
  ['ticket', () => explore({ ...ofTicket, machine: ticket, input: { at, data: newTicket } })],
  ['seat', () => explore({ ...ofStation, machine: seat, input: { ...newStation, kind: 'seat' } })],
  ['window', () => explore({ ...ofStation, machine: window, input: { ...newStation, kind: 'window' } })],
  ['hall', () => explore({ ...anyTime, machine: hall, input: { id: 'north' } })],
  ['follow-up', () => explore({ ...anyTime, machine: followUp, input: { ...newFollowUp, since: at } })],
])('[ACT-4] generated paths take every transition of a %s, and the table follows the interpreter', (_, missed) => {
  expect(missed()).toEqual([]);
});

test('[ACT-5] a transition that no path reaches, and a guard that never fails, are named', () => {
  const island = flat({
    definition: {
      id: 'island',
      initial: 'here',
      states: {
        here: { on: { 'station.readied': { guard: 'always', target: 'here' }, 'no.sample': { target: 'there' } } },
        there: { on: { 'station.paused': { target: 'here' } } },
      },
    },
    context: (input: object) => input,
    guards: { always: () => true },
    actions: {},
  });
  expect(explore({ ...anyTime, machine: island, input: {} })).toEqual([
    'here: station.readied [not always]',
    'here: no.sample → there',
    'there: station.paused → here',
  ]);
});
