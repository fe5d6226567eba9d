import type { FollowUpInput } from '../../src/actors/follow-up.ts';
import type { BureauEvent, NewTicket, Place, Why } from '../../src/bureau/events.ts';

export interface Moment {
  at: number;
  /** Whom the event is about. */
  ticket: string;
  station: string;
  /** A later time, for whatever lasts until then. */
  until: number;
}

const other = 'north-w09';
const capacity = { document: 3, video: 1, voice: 1 };
const target = { hall: 'south', group: 'vtax', business: 'refund', skill: 'refund', modality: 'video' } as const;
const material = { item: 'licence', ref: 'file-7' };

export const newTicket: NewTicket = {
  ...{ id: 't1', hall: 'north', business: 'invoice-claim', channel: 'booth', group: 'vtax', skill: 'invoice' },
  ...{ modality: 'video', presence: 'session', priority: 0, taxpayer: null, ref: null, awayUntil: null },
  ...{ due: 61_000, target: 60_000, step: { scope: 'hall', minLevel: 3, for: 10_000 }, stepUntil: 11_000 },
  ...{ person: null, attachments: [], limitAt: 600_000, warnAt: 500_000, slot: null },
};
export const newStation = { id: 'north-w01', hall: 'north', capacity, skills: { invoice: 3 }, at: 1_000 };

export const newFollowUp: FollowUpInput = {
  ...{ ticket: 't1', hall: 'north', station: 'north-w01', officer: 'somebody', grade: 1, reasons: ['slow'] },
  ...{ comment: null, until: 700_000 },
};

/** Events of every type that an actor knows, at one moment; several of a type where an actor tells them apart. */
export function samples({ at, ticket, station, until }: Moment): BureauEvent[] {
  const offer = `${ticket}.1`;
  const place: Place = { index: 1, step: { scope: 'bureau', minLevel: 1 }, until };
  const prefer = { station, until };
  const back = { place, prefer, summon: false, awayUntil: null };
  const called = { place, prefer: null, summon: true, awayUntil: until };
  const park = { at, ticket, station, until, items: [], note: null, limitLeft: 7_000 };
  const unpark = { at, ticket, due: null, limitAt: until, warnAt: null };
  const why: Why = { side: 'ticket', class: 'north/refund', step: 0, looked: [] };
  const made = { at, offer, ticket, station, deadline: until, loan: null, why };
  const accepted = { at, offer, ticket, station, auto: false, inTarget: true, loan: null };
  const closed = {
    ...{ at, ticket, channel: 'booth', ref: null, station, officer: 'somebody', template: null },
    ...{ workedMs: 10, rateUntil: until },
  };
  const moved = { at, ticket, to: target };
  const invite = { target, due: until, place, until };
  return [
    { type: 'ticket.widened', at, ticket, index: 1, step: { scope: 'lending', minLevel: 2 }, until },
    { type: 'ticket.widened', at, ticket, index: 2, step: { scope: 'bureau', minLevel: 1 }, until: null },
    { type: 'ticket.reconsidered', at, ticket },
    { type: 'ticket.away', at, ticket, until },
    { type: 'ticket.back', at, ticket },
    { type: 'ticket.returned', at, ticket, station, reason: 'pulled', avoidUntil: at + 30_000 },
    { type: 'service.ended', at, ticket, station, until },
    { type: 'ticket.closed', ...closed, outcome: 'unreachable', reply: null, auto: true },
    { type: 'ticket.closed', ...closed, outcome: 'resolved', reply: '已办结', auto: false },
    {
      type: 'ticket.parked',
      ...park,
      reason: 'supplement',
      remindAt: until,
      items: ['licence', 'seal'],
      note: 'all pages',
    },
    { type: 'ticket.parked', ...park, reason: 'noShow', remindAt: null },
    { type: 'ticket.parked', ...park, reason: 'booked', remindAt: until, station: null },
    { type: 'ticket.reminded', at, ticket, remindAt: until, last: false },
    { type: 'ticket.reminded', at, ticket, remindAt: null, last: true },
    { type: 'ticket.supplied', at, ticket, materials: [material], note: null },
    { type: 'ticket.supplied', at, ticket, materials: [{ ref: 'file-8' }], note: 'no item' },
    { type: 'ticket.rebooked', at, ticket, slot: until, until, remindAt: null },
    { type: 'ticket.unparked', ...unpark, ...back, reason: 'supplied' },
    { type: 'ticket.unparked', ...unpark, ...called, reason: 'recalled' },
    { type: 'ticket.unparked', ...unpark, ...back, reason: 'checkedIn', due: until },
    { type: 'ticket.unparked', ...unpark, ...called, reason: 'slot', due: until },
    { type: 'ticket.preferred', at, ticket, prefer },
    { type: 'ticket.preferred', at, ticket, prefer: null },
    { type: 'ticket.called', at, ticket, station, until, call: 1 },
    { type: 'ticket.joined', at, ticket },
    { type: 'ticket.summoned', at, ticket },
    { type: 'ticket.escalated', at, ticket, station, department: 'vat', question: '如何开具', until, remindAt: until },
    { type: 'escalation.reminded', at, ticket, department: 'vat', share: 50, remindAt: until },
    { type: 'escalation.reminded', at, ticket, department: 'vat', share: 100, remindAt: null },
    { type: 'escalation.handedOn', at, ticket, from: 'vat', department: 'fees', note: null },
    { type: 'ticket.answered', at, ticket, department: 'vat', text: '可以', ...back },
    { type: 'ticket.answered', at, ticket, department: 'vat', text: '可以', ...called },
    { type: 'ticket.transferred', ...moved, station, presence: 'session', avoidUntil: null, note: null, ...back },
    {
      type: 'ticket.transferred',
      ...moved,
      station,
      presence: 'none',
      avoidUntil: until,
      note: 'please look',
      ...back,
    },
    {
      type: 'ticket.transferred',
      ...moved,
      station: null,
      presence: 'call',
      avoidUntil: null,
      note: 'moved',
      ...called,
    },
    { type: 'ticket.prioritised', at, ticket, priority: 2, due: until },
    { type: 'ticket.requeued', at, ticket, place, awayUntil: null },
    { type: 'ticket.limitWarned', at, ticket, station, limitAt: until },
    { type: 'ticket.limitBreached', at, ticket, station, limitAt: until },
    {
      type: 'invite.opened',
      at,
      ticket,
      host: station,
      invite: { ...invite, kind: 'consult', named: null },
      note: null,
    },
    {
      type: 'invite.opened',
      at,
      ticket,
      host: station,
      invite: { ...invite, kind: 'transfer', named: other },
      note: 'you',
    },
    { type: 'invite.widened', at, ticket, place },
    { type: 'invite.closed', at, ticket, guest: null, reason: 'nobody' },
    { type: 'invite.closed', at, ticket, guest: station, reason: 'released' },
    { type: 'ticket.handedOver', at, ticket, from: station, to: other, target, loan: null },
    { type: 'ticket.handedOver', at, ticket, from: other, to: station, target, loan: { from: 'south', to: 'north' } },
    { type: 'ticket.quarantined', at, ticket, station, error: 'thrown' },
    { type: 'offer.made', ...made, modality: 'document', invite: null },
    { type: 'offer.made', ...made, modality: 'video', invite: null },
    { type: 'offer.made', ...made, modality: 'voice', invite: 'consult' },
    { type: 'offer.accepted', ...accepted, paceUntil: null, invite: null },
    { type: 'offer.accepted', ...accepted, paceUntil: until, invite: null },
    { type: 'offer.accepted', ...accepted, paceUntil: null, invite: 'transfer' },
    { type: 'offer.rejected', at, offer, ticket, station, reason: null, avoidUntil: until },
    { type: 'offer.timedOut', at, offer, ticket, station, avoidUntil: until },
    { type: 'offer.rescinded', at, offer, ticket, station, reason: 'cancelled' },
    { type: 'station.signedIn', at, station, hall: 'north', kind: 'window', officer: 'somebody', capacity, skills: {} },
    { type: 'station.changed', at, station, capacity: { ...capacity, document: 2 }, skills: { invoice: 4 } },
    { type: 'station.readied', at, station },
    { type: 'station.paused', at, station, reason: 'break' },
    { type: 'station.paced', at, station },
    { type: 'station.lost', at, station, until },
    { type: 'station.back', at, station },
    { type: 'station.signedOut', at, station, reason: 'asked' },
    { type: 'hall.opened', at, hall: 'north', until },
    { type: 'hall.draining', at, hall: 'north', until },
    { type: 'hall.closed', at, hall: 'north', until: null },
    { type: 'followUp.late', at, ticket },
    { type: 'followUp.answered', at, ticket, finding: 'upheld', text: '已致歉', until },
    { type: 'followUp.appealed', at, ticket, text: '已按规定办理', until },
    { type: 'followUp.closed', at, ticket, finding: 'dismissed', text: null },
    { type: 'followUp.closed', at, ticket, finding: 'upheld', text: '维持' },
  ];
}
