import type { EventOf, RescindReason } from '../bureau/events.ts';
import type { Outcome } from '../protocol/commands.ts';
import type { Modality } from '../protocol/modality.ts';
import type { Names } from './names.ts';
import type { Sentences } from './sentences.ts';

const outcomes = {
  resolved: 'done',
  refused: 'refused',
  unreachable: 'unreachable',
  cancelled: 'cancelled',
  abandoned: 'left while waiting',
  lostLine: 'the line was lost',
  hallClosed: 'the hall has closed',
  noShow: 'did not come when called',
  notSupplied: 'the material did not come in time',
} satisfies Record<Outcome, string>;
const taken = {
  cancelled: 'the ticket was cancelled',
  'taxpayer-away': 'the taxpayer’s line is down',
  'taxpayer-left': 'the taxpayer has left',
  'station-lost': 'its line is down',
  'station-paused': 'it pauses',
  'hall-closed': 'the hall has closed',
  reassigned: 'another was named',
  'invite-closed': 'the invitation is over',
} satisfies Record<RescindReason, string>;
const returned = {
  'station-lost': 'did not come back',
  'signed-out': 'has signed out',
  pulled: 'had it taken away by a supervisor',
};
const ways = { document: 'by document', video: 'by video', voice: 'by phone' } satisfies Record<Modality, string>;
const scopes = { hall: 'its own hall', lending: 'its own and lending halls', bureau: 'the whole city' };
const findings = { upheld: 'upheld', dismissed: 'dismissed' };
const states = { open: 'open', draining: 'serves only who waits', closed: 'closed', full: 'full', pooled: 'pooled' };
const pauses: Record<string, string> = {
  ...{
    missed: 'missed too many offers',
    lost: 'line lost',
    supervisor: 'by a supervisor',
    staffing: 'enough are open',
  },
};
const signedOut = { asked: '', lost: ' (line lost)', supervisor: ' (by a supervisor)' };

const kept = (prefer: { station: string; until: number } | null, at: number, n: Names) =>
  prefer === null ? '' : `, kept for ${n.station(prefer.station)} until ${n.until(prefer.until, at)}`;
const called = (summon: boolean) => (summon ? '; the taxpayer is called when the turn comes' : '');
const lent = (loan: { from: string; to: string } | null, n: Names) =>
  loan === null ? '' : ` (${n.hall(loan.from)} helps ${n.hall(loan.to)})`;
const whom = ({ invite: { named, target } }: EventOf<'invite.opened'>, n: Names) =>
  named === null ? n.hall(target.hall) : n.station(named);

function order({ order: o }: EventOf<'order.given'>, n: Names): string {
  const back = o.set === null ? 'as the files say again' : null;
  switch (o.of) {
    case 'station':
      return `skills and capacity of ${n.station(o.station)} ${back ?? 'as ordered'}`;
    case 'staffing':
      return `${n.group(o.group)} of ${n.hall(o.hall)}: ${back ?? `${o.set} stations at most`}`;
    case 'hall':
      return `${n.hall(o.hall)}: ${back ?? states[o.set!]}`;
    case 'lend':
      return `lending of ${o.hall === undefined ? 'the whole city' : n.hall(o.hall)}: ${back ?? (o.set!.on ? 'on' : 'off')}`;
    case 'maturity':
      return `${n.hall(o.hall)}: ${back ?? states[o.set!]}`;
  }
}

export const en: Sentences = {
  'ticket.submitted': ({ at, data: d }, n) =>
    [
      `${n.channel(d.channel)}: ${n.business(d.business)}, ${ways[d.modality]}, enters ${n.hall(d.hall)}`,
      d.attachments.length === 0 ? '' : ` with ${d.attachments.length} documents`,
      d.slot === null ? '' : `, booked for ${n.until(d.slot, at)}`,
      d.limitAt === null ? '' : `; promised by ${n.until(d.limitAt, at)}`,
    ].join(''),
  'ticket.widened': ({ index, step }) =>
    `Step ${index + 1} of who may take it: ${scopes[step.scope]}${step.minLevel > 1 ? `, skill level ${step.minLevel} or more` : ''}`,
  'ticket.reconsidered': () => 'Those who let it go may be asked again',
  'ticket.away': ({ at, until }, n) => `The taxpayer’s line is down; the place is kept until ${n.until(until, at)}`,
  'ticket.back': () => 'The taxpayer is back on the line',
  'ticket.returned': ({ station, reason }, n) => `${n.station(station)} ${returned[reason]}; back in its old place`,
  'service.ended': ({ at, station, until }, n) =>
    `${n.station(station)} ends the service; wrap-up until ${n.until(until, at)}`,
  'ticket.closed': ({ at, station, outcome, auto, template, workedMs, rateUntil }, n) =>
    [
      station === null ? 'Closed' : `${n.station(station)} closes it`,
      `: ${outcomes[outcome]}${auto ? ' (its time was up)' : ''}`,
      template === null ? '' : `, by the template “${n.template(template)}”`,
      workedMs === 0 ? '' : `, worked for ${n.span(workedMs)}`,
      rateUntil === null ? '' : `; may be rated until ${n.until(rateUntil, at)}`,
    ].join(''),
  'ticket.parked': ({ at, station, reason, until, items, note }, n, { business }) => {
    if (reason === 'booked') return `Booked; its turn begins by ${n.until(until, at)}`;
    if (reason === 'noShow') return `Nobody came; called again at ${n.until(until, at)}`;
    const asked = [
      ...(items.length === 0 ? [] : [n.items(business, items)]),
      ...(note === null ? [] : ['a note says more']),
    ];
    const who = station === null ? 'All that is missing' : `${n.station(station)} asks for all that is missing`;
    return `${who}: ${asked.join('; ')}; due by ${n.until(until, at)}`;
  },
  'ticket.reminded': ({ last }, _, { parkedFor }) =>
    parkedFor === 'booked'
      ? 'The taxpayer is reminded of the appointment'
      : `The taxpayer is reminded: the time to supply is ${last ? 'nearly up' : 'half over'}`,
  'ticket.supplied': ({ materials, note }, n, { business }) => {
    const items = materials.flatMap(({ item }) => (item === undefined ? [] : [item]));
    const others = materials.length - items.length;
    const parts = [
      ...(items.length === 0 ? [] : [n.items(business, items)]),
      ...(others === 0 ? [] : [`${others} other documents`]),
      ...(note === null ? [] : ['a note']),
    ];
    return parts.length === 0 ? 'The taxpayer says that this is all' : `The taxpayer supplies: ${n.list(parts)}`;
  },
  'ticket.unparked': ({ at, reason, prefer, summon }, n) =>
    ({
      supplied: `All is there; it does not queue again${kept(prefer, at, n)}${called(summon)}`,
      recalled: `In the queue again${called(summon)}`,
      checkedIn: 'The taxpayer has checked in and is in the queue',
      slot: `The time of the appointment has come${called(summon)}`,
    })[reason],
  'ticket.preferred': ({ at, prefer }, n) =>
    prefer === null
      ? 'Kept for nobody any more'
      : `Kept for ${n.station(prefer.station)} until ${n.until(prefer.until, at)}`,
  'ticket.called': ({ at, station, until, call }, n) =>
    `${n.station(station)} ${call === 0 ? 'calls back after the line broke' : `calls the taxpayer (call ${call})`}, waits until ${n.until(until, at)}`,
  'ticket.joined': () => 'The taxpayer is on the line',
  'ticket.summoned': () => 'The taxpayer need not hold the line and is called when the turn comes',
  'ticket.rebooked': ({ at, slot }, n) => `The appointment is moved to ${n.until(slot, at)}`,
  'ticket.escalated': ({ at, station, department, until }, n) =>
    `${n.station(station)} asks ${n.department(department)}; answer due by ${n.until(until, at)}`,
  'escalation.reminded': ({ department, share }, n) =>
    share < 100
      ? `${n.department(department)} is reminded: ${share} % of its time is over`
      : `${n.department(department)} is late with its answer; the supervisors know`,
  'escalation.handedOn': ({ from, department }, n) =>
    `${n.department(from)} hands the question on to ${n.department(department)}`,
  'ticket.answered': ({ at, department, prefer, summon }, n) =>
    `${n.department(department)} has answered; back to who is responsible${kept(prefer, at, n)}${called(summon)}`,
  'ticket.transferred': ({ at, station, to, prefer, summon }, n) =>
    `${station === null ? 'Moved' : `${n.station(station)} transfers it`} to ${n.group(to.group)} of ${n.hall(to.hall)}: ${n.business(to.business)}, ${ways[to.modality]}${kept(prefer, at, n)}${called(summon)}`,
  'ticket.prioritised': ({ priority }) => `A supervisor gives it priority ${priority}`,
  'ticket.requeued': () => 'A supervisor has seen to it; it is in the queue again',
  'ticket.limitWarned': ({ at, limitAt }, n) => `The promised time is nearly over: due by ${n.until(limitAt, at)}`,
  'ticket.limitBreached': () => 'The promised time is over',
  'ticket.messaged': ({ from, to }, n) => `${n.station(from)} writes to ${n.station(to)}`,
  'invite.opened': (e, n) =>
    `${n.station(e.host)} asks ${whom(e, n)} ${e.invite.kind === 'consult' ? 'for advice' : 'to take it over (warm)'}`,
  'invite.widened': ({ place }) => `Step ${place.index + 1} of who may be asked: ${scopes[place.step.scope]}`,
  'invite.closed': ({ guest, reason }, n) =>
    ({
      ended: `The consultation is over${guest === null ? '' : `; ${n.station(guest)} leaves`}`,
      nobody: 'Nobody came; it stays where it is',
      'taken-back': 'The invitation is taken back',
      released: 'It leaves its station, and the invitation is over',
    })[reason],
  'ticket.handedOver': ({ from, to, loan }, n) =>
    `${n.station(from)} hands it over to ${n.station(to)}${lent(loan, n)}`,
  'person.revealed': () => 'Somebody with the right to it was shown who the taxpayer is',
  'material.opened': () => 'Somebody with the right to it read a file that the taxpayer supplied',
  'person.erased': () => 'Who the taxpayer was is forgotten for ever',
  'ticket.quarantined': () => 'Set aside after a fault, for a supervisor',

  'offer.made': ({ at, station, deadline, loan, invite }, n) =>
    `${invite === null ? 'Offered to' : 'Invitation to'} ${n.station(station)}${lent(loan, n)}, who has ${n.span(deadline - at)}`,
  'offer.accepted': ({ station, auto, invite }, n) =>
    `${n.station(station)} ${invite === null ? (auto ? 'has it on the desk' : 'accepts') : 'joins'}`,
  'offer.rejected': ({ station }, n) => `${n.station(station)} lets it go; it keeps its place`,
  'offer.timedOut': ({ station }, n) => `${n.station(station)} does not answer; it keeps its place`,
  'offer.rescinded': ({ station, reason }, n) => `The offer to ${n.station(station)} is taken back: ${taken[reason]}`,

  'rating.given': ({ grade, reasons, comment }, n) =>
    [
      `The taxpayer’s rating: ${n.grade(grade)}`,
      reasons.length === 0 ? '' : ` (${n.reasons(reasons)})`,
      comment === null ? '' : ', with a comment',
    ].join(''),
  'rating.lapsed': () => 'The time to rate is over',
  'followUp.opened': ({ at, data }, n) => `A bad rating: a supervisor follows it up by ${n.until(data.until, at)}`,
  'followUp.answered': ({ at, finding, until }, n) =>
    `The supervisor’s finding: ${findings[finding]}; the officer may appeal until ${n.until(until, at)}`,
  'followUp.appealed': ({ at, until }, n) => `The officer appeals; to be decided by ${n.until(until, at)}`,
  'followUp.late': () => 'The follow-up is late; the supervisors know',
  'followUp.closed': ({ finding }) => `The follow-up is closed: ${findings[finding]}`,

  'order.given': (e, n) => `A supervisor’s order: ${order(e, n)}`,
  'broadcast.sent': ({ halls }, n) =>
    `A supervisor speaks to ${halls === null ? 'the whole city' : n.list(halls.map((hall) => n.hall(hall)))}`,
  'station.signedIn': ({ station }, n) => `${n.station(station)} signs in`,
  'station.changed': ({ station }, n) => `${n.station(station)} has other skills or another capacity`,
  'station.readied': ({ station }, n) => `${n.station(station)} is ready`,
  'station.paused': ({ station, reason }, n) => `${n.station(station)} pauses: ${pauses[reason] ?? reason}`,
  'station.paced': ({ station }, n) => `${n.station(station)} may have one more`,
  'station.lost': ({ at, station, until }, n) =>
    `${n.station(station)} has lost its line; its work is kept until ${n.until(until, at)}`,
  'station.back': ({ station }, n) => `${n.station(station)} is back on the line`,
  'station.signedOut': ({ station, reason }, n) => `${n.station(station)} signs out${signedOut[reason]}`,
  'hall.opened': ({ hall }, n) => `${n.hall(hall)}: ${states.open}`,
  'hall.draining': ({ hall }, n) => `${n.hall(hall)}: ${states.draining}`,
  'hall.closed': ({ hall }, n) => `${n.hall(hall)}: ${states.closed}`,
  'config.adopted': ({ version }) => `Version ${version.slice(0, 8)} of the files rules`,
};
