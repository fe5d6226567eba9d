import { inHalls } from '../bureau/decide/rights.ts';
import { CodedError } from '../protocol/codes.ts';
import type { Query } from '../protocol/messages.ts';
import type { Principal } from '../protocol/principal.ts';
import { reload, rollBack, standards } from './adopt.ts';
import { checkBureauWide, escalations, followUps, orders, otherParties, slots } from './asked.ts';
import { catalogueOf } from './catalogue.ts';
import type { Hands } from './hands.ts';
import { history } from './history.ts';
import { stations, tickets } from './listing.ts';
import { ownDay } from './own-day.ts';
import { reveal } from './persons.ts';
import { board, sessionView, why } from './questions.ts';

/** Answers a question of somebody who may ask it; nothing is told that is not durable. Rejects with a CodedError. */
export async function ask(hands: Hands, query: Query, by: Principal, from: string): Promise<unknown> {
  const { core, ports, onceDurable, stored } = hands;
  const now = ports.clock.now();
  switch (query.type) {
    case 'view':
      return onceDurable(sessionView(core, by, hands.ticketsOf(by)));
    case 'board':
    case 'watch':
      return onceDurable(board(core, by, now, ports.matchP99Ms()));
    case 'slots':
      return onceDurable(slots(core, query, by, now));
    case 'escalations':
      return onceDurable(escalations(core, by));
    case 'followUps':
      return onceDurable(followUps(core, by));
    case 'orders':
      return onceDurable(orders(core, by));
    case 'catalogue':
      return catalogueFor(hands, by);
    case 'stations':
      return onceDurable(stations(core, query, by));
    case 'tickets':
      return onceDurable(tickets(core, query, by, now));
    case 'history':
      return onceDurable(await stored(() => history(core, ports.journal, query, by, now)));
    case 'ownDay':
      return stored(() => ownDay(core, ports.records, by, now));
    case 'plan':
      return { rows: await stored(() => planFor(hands, query.hall, by, now)) };
    case 'why':
      return onceDurable(await stored(() => why(core, ports.journal, query.ticket, by, now)));
    case 'reveal':
      return reveal(hands, query.ticket, by, from);
    case 'relay':
      return relay(hands, query, by);
  }
  checkBureauWide(by, query.type);
  const { deliveries, records } = ports;
  switch (query.type) {
    case 'loans':
      return onceDurable([...core.state.ledger.all()]);
    case 'deadLetters':
      return stored(() => deliveries.deadLetters());
    case 'redeliver':
      return stored(() => deliveries.redeliver(query.job));
    case 'audit':
      return stored(() => records.audit(query));
    case 'sheet':
      return stored(() => records.sheet(query.day, query.per, now));
    case 'standards':
      return stored(() => standards(hands, query.against));
    case 'reload':
      return reload(hands, { by, from });
    case 'rollBack':
      return rollBack(hands, query.id, { by, from });
  }
}

function catalogueFor({ core, ports, asked }: Hands, by: Principal) {
  const staff = by.role !== 'taxpayer' && by.role !== 'channel';
  const catalogue = catalogueOf(core.state.bureau, staff, asked, by.role === 'channel' ? null : ports.iceServers);
  const oversees = by.role === 'supervisor' || by.role === 'reader';
  return oversees && ports.walls !== undefined ? { ...catalogue, walls: ports.walls } : catalogue;
}

/** Chat and signalling among the parties of a ticket in service: nothing of it is kept or logged. */
function relay(hands: Hands, query: Extract<Query, { type: 'relay' }>, by: Principal): object {
  hands.checkOpen();
  const { ticket, kind, data } = query;
  const { other, third } = otherParties(hands.core, query, by);
  const said = { type: 'relay', ticket, kind, data } as const;
  const heard = [other, third].filter((party) => party !== null && hands.tell(party, said));
  if (heard.length === 0) throw new CodedError('wrong-state', 'the other party is not on the line');
  return {};
}

/** The day's plan for the halls that somebody oversees. */
async function planFor({ core, ports }: Hands, hall: string | undefined, by: Principal, now: number) {
  if (by.role !== 'supervisor' && by.role !== 'reader')
    throw new CodedError('forbidden', 'plan: supervisors and readers');
  if (hall !== undefined && !(core.state.bureau.halls.has(hall) && inHalls(by.halls, hall)))
    throw new CodedError('unknown-hall', hall);
  const rows = await ports.plan(now);
  return rows.filter((row) => (hall === undefined ? inHalls(by.halls, row.hall) : row.hall === hall));
}
