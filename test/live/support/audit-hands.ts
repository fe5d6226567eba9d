import type { Step } from '../../../src/bureau/commands.ts';
import type { BureauEvent } from '../../../src/bureau/events.ts';
import type { Bureau } from '../../../src/config/schema.ts';
import { clockRules } from '../../histories/clock-rules.ts';
import { practiceRules } from '../../histories/practice-rules.ts';
import { conservationRules } from '../../unit/conservation-rules.ts';
import { orderRules } from '../../unit/order-rules.ts';
import { Referee, type Rule } from '../../unit/referee.ts';

/** Who has an open ticket: who is offered it or serves it, and who was asked to help, or does. */
interface Hands {
  offer: string | null;
  holder: string | null;
  invited: boolean;
  guest: string | null;
}

/** By hand: at most one station has a ticket and at most one guest helps; each ends once. */
export function holders(steps: readonly Step[]): string[] {
  const faults: string[] = [];
  const open = new Map<string, Hands>();
  let submitted = 0;
  let closed = 0;
  for (const e of steps.flatMap((step) => step.events)) {
    if (!('ticket' in e) || afterEnd.test(e.type)) continue;
    const fault = (what: string) => faults.push(`${e.type} of ${e.ticket} at ${e.at}: ${what}`);
    const t = open.get(e.ticket);
    if (e.type === 'ticket.submitted') {
      submitted++;
      if (t !== undefined) fault('submitted before');
      open.set(e.ticket, { offer: null, holder: null, invited: false, guest: null });
    } else if (t === undefined) {
      fault('not open');
    } else if (e.type === 'ticket.closed') {
      closed++;
      if (e.station !== t.holder) fault(`by ${e.station}, ${t.holder} has it`);
      open.delete(e.ticket);
    } else pass(t, e, fault);
  }
  if (submitted !== closed + open.size) faults.push(`${submitted} submitted, ${closed} closed, ${open.size} open`);
  return faults;
}

/** What may happen to a ticket that is closed. */
const afterEnd = /^(rating|followUp|person)\./;

function pass(t: Hands, e: BureauEvent & { ticket: string }, fault: (what: string) => void): void {
  switch (e.type) {
    case 'offer.made':
      if (t.offer !== null || (e.invite === null) !== (t.holder === null) || t.guest !== null)
        fault(`${JSON.stringify(t)}`);
      t.offer = e.offer;
      break;
    case 'offer.accepted':
      if (t.offer !== e.offer) fault(`${t.offer} is the live offer`);
      t.offer = null;
      if (e.invite === null) t.holder = e.station;
      else t.guest = e.station;
      break;
    case 'offer.rejected':
    case 'offer.timedOut':
    case 'offer.rescinded':
      if (t.offer !== e.offer) fault(`${t.offer} is the live offer`);
      t.offer = null;
      break;
    case 'invite.opened':
      if (t.invited || t.holder !== e.host) fault(`${JSON.stringify(t)}`);
      t.invited = true;
      break;
    case 'invite.closed':
      if (!t.invited || t.offer !== null || t.guest !== e.guest) fault(`${JSON.stringify(t)}`);
      Object.assign(t, { invited: false, guest: null });
      break;
    case 'ticket.handedOver':
      if (t.holder !== e.from || t.guest !== e.to) fault(`${JSON.stringify(t)}`);
      Object.assign(t, { holder: e.to, invited: false, guest: null });
      break;
    case 'ticket.returned':
    case 'ticket.parked':
    case 'ticket.escalated':
    case 'ticket.transferred':
      if (t.holder !== e.station || t.offer !== null || t.invited) fault(`by ${e.station}, ${JSON.stringify(t)}`);
      t.holder = null;
      break;
    case 'ticket.answered':
    case 'ticket.unparked':
      if (t.holder !== null || t.offer !== null) fault(`${JSON.stringify(t)}`);
      break;
  }
}

/** What looks at everything is asked at one of so many steps. */
const EVERY = 20;

/** Asks the rules of the histories about every fact of a real journal; answers the first that it breaks. */
export function referee(steps: readonly Step[], bureau: Bureau, slackMs: number): string[] {
  const watched = { ...orderRules, ...conservationRules, ...clockRules, ...practiceRules };
  const rules = Object.entries(watched).flatMap(([id, make]): [string, Rule][] => {
    const rule = make();
    const { step: ask } = rule;
    // Who was next is not to be seen from here: of the offers of one moment the order is lost.
    if (rule.slow === true) return [];
    return [
      [
        id,
        {
          ...rule,
          ...(ask && { step: (world, step, settled) => step.seq % EVERY === 0 && ask(world, step, settled) }),
        },
      ],
    ];
  });
  const judge = new Referee(bureau, Object.fromEntries(rules));
  try {
    let boot = Number.POSITIVE_INFINITY;
    for (const step of steps) {
      // By now, or when the next kill came, nothing may be left of what was overdue when the process began.
      if (step.at > boot + slackMs || (step.type === 'boot' && boot < step.at)) {
        judge.passed(boot);
        boot = Number.POSITIVE_INFINITY;
      }
      if (step.type === 'boot') boot = step.at;
      judge.follow(step, false);
    }
    judge.passed((steps.at(-1)?.at ?? 0) - slackMs);
  } catch (error) {
    return [String(error)];
  }
  return [];
}
