import type { Step } from '../../../src/bureau/commands.ts';
import type { BureauEvent } from '../../../src/bureau/events.ts';
import type { City } from './city.ts';
import type { Told } from './tap.ts';

/** The fact that a command of a kind makes: one of these, once. */
const facts: Partial<Record<Step['type'], readonly BureauEvent['type'][]>> = {
  submit: ['ticket.submitted'],
  cancel: ['ticket.closed'],
  accept: ['offer.accepted'],
  reject: ['offer.rejected'],
  end: ['service.ended'],
  complete: ['ticket.closed'],
  supplement: ['ticket.parked'],
  supply: ['ticket.supplied'],
  escalate: ['ticket.escalated'],
  answer: ['ticket.answered'],
  handOn: ['escalation.handedOn'],
  transfer: ['ticket.transferred', 'invite.opened'],
  consult: ['invite.opened'],
  handOver: ['ticket.handedOver'],
  message: ['ticket.messaged'],
  rate: ['rating.given'],
  followUp: ['followUp.answered', 'followUp.closed'],
  appeal: ['followUp.appealed'],
  broadcast: ['broadcast.sent'],
  erase: ['person.erased'],
};

/** Everything acknowledged, by socket or by webhook, stands in the journal once, with the same answer and its fact. */
export function audit(steps: readonly Step[], { tap, posted }: City) {
  const faults: string[] = [];
  const done: Record<string, number> = {};
  let refused = 0;
  const byId = Map.groupBy(
    steps.filter((step) => step.print !== null),
    (step) => step.id,
  );
  const one = (id: string) => {
    const found = byId.get(id) ?? [];
    if (found.length !== 1) faults.push(`command ${id} is there ${found.length} times`);
    return found[0];
  };
  const kept = (step: Step, told: string) => {
    const is = JSON.stringify([step.answer.ok, step.answer.ok ? step.answer.ticket : step.answer.code]);
    if (told !== is) faults.push(`${step.type} ${step.id} was told ${told}, the journal says ${is}`);
    if (!step.answer.ok) {
      refused++;
      return;
    }
    done[step.type] = (done[step.type] ?? 0) + 1;
    const fact = facts[step.type];
    // A command may make more of a kind: who is freed is given other work at once.
    const about = step.on ?? step.answer.ticket;
    const isIt = (e: BureauEvent) =>
      about === undefined || ('offer' in e && e.offer === about) || ('ticket' in e && e.ticket === about);
    if (fact !== undefined && step.events.filter((e) => fact.includes(e.type) && isIt(e)).length !== 1)
      faults.push(`${step.type} ${step.id} made not one of ${fact.join(', ')}`);
  };

  for (const [id, { body, answer }] of tap.told) {
    const step = one(id);
    if (step === undefined) continue;
    kept(step, JSON.stringify([answer.ok, answer.ok ? answer.ticket : answer.code]));
    const named = 'offer' in body ? body.offer : 'ticket' in body ? body.ticket : step.on;
    if (named !== step.on || (answer.ok && !saysSo(step, body))) faults.push(`${body.type} ${id} is of something else`);
  }
  for (const { id, ref, answer } of posted) {
    const step = one(id);
    if (step === undefined) continue;
    // Of an event about a ticket the sender is told that ticket, which the answer need not name.
    const ticket = step.type === 'submit' && answer.ok ? answer.ticket : undefined;
    kept(step, JSON.stringify([answer.ok, answer.ok ? ticket : answer.code]));
    if (ref !== null && !step.events.some((e) => e.type === 'ticket.submitted' && e.data.ref === ref))
      faults.push(`webhook ${ref} is of something else`);
  }
  return { kept: [...faults, ...requests(steps)], done, refused };
}

/** Whether the journal has what a command brought with it. */
function saysSo({ events }: Step, body: Told['body']): boolean {
  if (body.type === 'submit') return events.some((e) => e.type === 'ticket.submitted' && e.data.ref === body.ref);
  if (body.type === 'complete') return events.some((e) => e.type === 'ticket.closed' && e.outcome === body.outcome);
  if (body.type === 'answer') return events.some((e) => e.type === 'ticket.answered' && e.text === body.text);
  if (body.type === 'rate') return events.some((e) => e.type === 'rating.given' && e.grade === body.grade);
  return true;
}

/** No request is there twice. */
function requests(steps: readonly Step[]): string[] {
  const tickets = new Map<string, string[]>();
  for (const e of eventsOf(steps)) {
    if (e.type === 'ticket.submitted' && e.data.ref !== null)
      tickets.set(e.data.ref, [...(tickets.get(e.data.ref) ?? []), e.ticket]);
  }
  return [...tickets].flatMap(([ref, of]) => (of.length > 1 ? [`${ref} became ${of.join(', ')}`] : []));
}

/** Nobody was told what the journal does not know: an offer, an end, a wait for material or for a department. */
export function toldTruly(steps: readonly Step[], { pushed }: City['tap']): string[] {
  const known = new Set<string>();
  for (const e of eventsOf(steps)) {
    if (e.type === 'offer.made') known.add(`station:${e.station} ${e.offer} ${e.deadline}`);
    else if (e.type === 'ticket.closed') known.add(`${e.ticket} closed ${e.outcome}`);
    else if (e.type === 'ticket.parked' || e.type === 'ticket.rebooked') known.add(`${e.ticket} parked ${e.until}`);
    else if (e.type === 'ticket.escalated') known.add(`${e.ticket} asked ${e.until}`);
    else if (e.type === 'ticket.answered') known.add(`${e.ticket} answered`);
    else if (e.type === 'ticket.messaged') known.add(`${e.ticket} ${e.from} to station:${e.to}`);
    else if (e.type === 'followUp.opened') known.add(`${e.ticket} followed up open`);
    else if (e.type === 'followUp.answered') known.add(`${e.ticket} followed up answered`);
    else if (e.type === 'followUp.appealed') known.add(`${e.ticket} followed up appealed`);
    else if (e.type === 'followUp.closed') known.add(`${e.ticket} followed up closed`);
  }
  const claim = (who: string, body: (typeof pushed)[number]['body']): string | null => {
    switch (body.type) {
      case 'offer':
        return `${who} ${body.offer.id} ${body.offer.deadline}`;
      case 'ticket':
        if (body.ticket.state === 'closed') return `${body.ticket.id} closed ${body.ticket.outcome}`;
        if (body.ticket.parked !== undefined) return `${body.ticket.id} parked ${body.ticket.parked.until}`;
        return null;
      case 'escalation':
        return `${body.escalation.ticket} ${body.escalation.answered ? 'answered' : `asked ${body.escalation.until}`}`;
      case 'followUp':
        return `${body.followUp.ticket} followed up ${body.followUp.state}`;
      case 'message':
        // What was written for who has it next comes as a message, too.
        return body.text === '请接办' ? null : `${body.ticket} ${body.from} to ${who}`;
      default:
        return null;
    }
  };
  return pushed.flatMap(({ who, body }) => {
    const claimed = claim(who, body);
    return claimed === null || known.has(claimed) ? [] : [`${who} was told: ${claimed}; the journal does not know`];
  });
}

export function* eventsOf(steps: readonly Step[]): Iterable<BureauEvent> {
  for (const step of steps) yield* step.events;
}
