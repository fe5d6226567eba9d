import type { Ticket } from '../../actors/ticket.ts';
import type { Principal } from '../../protocol/principal.ts';

export function inHalls(halls: '*' | readonly string[], hall: string): boolean {
  return halls === '*' || halls.includes(hall);
}

/** Whether somebody may see a ticket: its taxpayer, its station and a guest there, its channel, and who oversees its hall. */
export function maySee(by: Principal, t: Ticket): boolean {
  switch (by.role) {
    case 'taxpayer':
      return ownsTicket(by, t);
    case 'station':
      return t.station === by.station || t.responsible === by.station || t.guest?.station === by.station;
    case 'channel':
      return t.channel === by.channel && inHalls(by.halls, t.hall);
    case 'supervisor':
    case 'reader':
      return inHalls(by.halls, t.hall);
    case 'department':
      return false;
  }
}

/** Whether somebody speaks for the taxpayer of a ticket: the taxpayer, or the channel that brought it. */
export function speaksFor(by: Principal, t: Ticket): boolean {
  if (by.role === 'taxpayer') return ownsTicket(by, t);
  return by.role === 'channel' && t.channel === by.channel && inHalls(by.halls, t.hall);
}

function ownsTicket(by: Principal & { role: 'taxpayer' }, t: Ticket): boolean {
  return by.ticket === undefined ? t.taxpayer === by.sub : t.id === by.ticket;
}
