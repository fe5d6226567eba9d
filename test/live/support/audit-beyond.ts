import type { Step } from '../../../src/bureau/commands.ts';
import type { NewTicket } from '../../../src/bureau/events.ts';
import { readSettings } from '../../../src/config/env.ts';
import { type Job, jobsOf, type Known } from '../../../src/delivery/jobs.ts';
import { ownSecret } from '../../../src/gateway/secrets.ts';
import { reachRedis } from '../../../src/journal/reach.ts';
import { openStore } from '../../../src/journal/store.ts';
import { PersonKeys } from '../../../src/privacy/keys.ts';
import { persons } from '../../../src/privacy/persons.ts';
import type { Received } from '../delivery-rig.ts';
import { eventsOf } from './audit.ts';
import type { Home } from './home.ts';

/** Who the journal's sealed persons are now, by ticket, as a process that has the secret can tell. */
export async function openPersons(steps: readonly Step[], home: Home): Promise<Map<string, object>> {
  const settings = readSettings(home.env);
  const own = ownSecret(settings.dataDir);
  const redis = await reachRedis(settings);
  const store = await openStore('tiny', redis.at);
  try {
    const who = persons(new PersonKeys(store.persons, own), own);
    const found = new Map<string, object>();
    for (const e of eventsOf(steps))
      if (e.type === 'ticket.submitted' && e.data.person !== null) found.set(e.ticket, await who.open(e.data.person));
    return found;
  } finally {
    await store.close();
    await redis.stop();
  }
}

/**
 * The letters that the journal means, by their job ids: those that nothing excuses, and all that there may be. Of a
 * ticket that is closed by the time it is handed over, no more than its end is told.
 */
export function lettersOf(steps: readonly Step[]): { due: Map<string, Job>; possible: Map<string, Job> } {
  const known = new Map<string, NewTicket & Known>();
  const due = new Map<string, Job>();
  const possible = new Map<string, Job>();
  for (const step of steps) {
    for (const e of step.events) {
      if (e.type === 'ticket.submitted') known.set(e.ticket, { ...e.data, parked: null });
      const t = 'ticket' in e ? known.get(e.ticket) : undefined;
      if (t === undefined) continue;
      if (e.type === 'ticket.parked') t.parked = { ...e, since: e.at };
      else if (e.type === 'ticket.rebooked') t.slot = e.slot;
    }
    const delivers = () => true;
    for (const job of jobsOf(step, { delivers, ticketOf: () => undefined })) due.set(job.id, job);
    for (const job of jobsOf(step, { delivers, ticketOf: (id) => known.get(id) })) possible.set(job.id, job);
  }
  return { due, possible };
}

/** Letters that were due and never came, and those that came without a reason. */
export function mailFaults(steps: readonly Step[], all: readonly Received[]): string[] {
  const { due, possible } = lettersOf(steps);
  const arrived = new Set(all.map(({ id }) => id));
  return [
    ...[...due.keys()].filter((id) => !arrived.has(id)).map((id) => `${id} never came`),
    ...[...arrived].filter((id) => !possible.has(id)).map((id) => `${id} came without a reason`),
  ];
}

/** What stood when each process began: parked tickets, open questions, standing orders. */
export function outlived(steps: readonly Step[]) {
  const parked = new Set<string>();
  const escalated = new Set<string>();
  const orders = new Set<string>();
  const invited = new Set<string>();
  const followUps = new Set<string>();
  const counts = { parked: 0, escalated: 0, orders: 0, invited: 0, followUps: 0 };
  for (const step of steps) {
    if (step.type === 'boot') {
      counts.parked += parked.size;
      counts.escalated += escalated.size;
      counts.orders += orders.size;
      counts.invited += invited.size;
      counts.followUps += followUps.size;
    }
    for (const e of step.events) {
      if (e.type === 'ticket.parked') parked.add(e.ticket);
      else if (e.type === 'ticket.unparked') parked.delete(e.ticket);
      else if (e.type === 'ticket.escalated') escalated.add(e.ticket);
      else if (e.type === 'ticket.answered') escalated.delete(e.ticket);
      else if (e.type === 'invite.opened') invited.add(e.ticket);
      else if (e.type === 'invite.closed' || e.type === 'ticket.handedOver') invited.delete(e.ticket);
      else if (e.type === 'followUp.opened') followUps.add(e.ticket);
      else if (e.type === 'followUp.closed') followUps.delete(e.ticket);
      else if (e.type === 'order.given') orders[e.order.set === null ? 'delete' : 'add'](e.key);
      else if (e.type === 'ticket.closed') for (const some of [parked, escalated, invited]) some.delete(e.ticket);
    }
  }
  return {
    counts,
    left: { parked: [...parked], escalated: [...escalated], invited: [...invited] },
    orders: [...orders],
  };
}
