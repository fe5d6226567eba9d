import { ableTo } from '../../bureau/matcher/load.ts';
import type { ClientCommand } from '../../client/connect.ts';
import type { Bureau, StationConfig } from '../../config/schema.ts';
import type { TicketView } from '../../protocol/views.ts';
import type { Random } from '../random.ts';
import { chance } from './draws.ts';
import { shares } from './shares.ts';
import type { Path } from './tally.ts';

/** What an officer does with a ticket besides closing it; `stays`: it is worked on meanwhile. */
export interface Turn {
  path: Path;
  stays: boolean;
  command: ClientCommand;
}

/** What becomes of a ticket when its officer has seen to it; null: it is closed. */
export function turnOf(
  bureau: Bureau,
  { id: station, hall, skills }: StationConfig,
  ticket: TicketView,
  random: Random,
): Turn | null {
  const { id, modality, business: code } = ticket;
  const business = bureau.businesses.get(code);
  if (business === undefined) return null;
  const items = Object.keys(business.materials ?? {});
  const colleague = (of: string, skill: string) =>
    [...bureau.stations.values()].some((s) => s.hall === of && s.id !== station && ableTo(s, { modality, skill }));

  if (items.length > 0 && ticket.supplements === undefined && chance(random, shares.supplement[modality])) {
    const missing = items.filter(() => chance(random, 0.5)).slice(0, 3);
    const note = missing.length === 0 ? { note: '材料不清晰，请重新上传。' } : {};
    return { path: 'supplements', stays: false, command: { type: 'supplement', ticket: id, items: missing, ...note } };
  }
  if (business.department !== undefined && ticket.answer === undefined && chance(random, shares.escalate[modality])) {
    const { department } = business;
    const command = { type: 'escalate', ticket: id, department, question: '此情形适用哪条规定？' } as const;
    return { path: 'escalations', stays: false, command };
  }
  if (chance(random, shares.consult) && colleague(hall, business.skill))
    return { path: 'consults', stays: true, command: { type: 'consult', ticket: id, hall } };
  if (chance(random, shares.warm) && colleague(ticket.hall, business.skill))
    return {
      path: 'transfers',
      stays: true,
      command: { type: 'transfer', ticket: id, mode: 'warm', hall: ticket.hall },
    };
  if (!chance(random, shares.cold)) return null;
  // It turns out to be about something else.
  const others = [...bureau.businesses.values()].filter(
    (b) => b.skill in skills && b.skill !== business.skill && Object.values(b.channels).includes(modality),
  );
  const other = random.pick(others.filter((b) => colleague(ticket.hall, b.skill)));
  if (other === undefined) return null;
  return {
    path: 'transfers',
    stays: false,
    command: { type: 'transfer', ticket: id, mode: 'cold', business: other.code },
  };
}
