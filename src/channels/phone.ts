import { z } from 'zod';
import { text, ticketId } from '../protocol/ids.ts';
import { channel, request } from './channel.ts';

const dispositions = {
  resolved: 'answered',
  refused: 'refused',
  unreachable: 'no_voice',
  cancelled: 'cancelled',
  abandoned: 'abandoned',
  lostLine: 'dropped',
  hallClosed: 'out_of_hours',
} as const;

const call = { call_id: text(64) };

/** 对外业务咨询电话: call events of the exchange. Later ones carry the ticket that was answered to `ringing`. */
export const phone = channel({
  code: 'phone',
  schema: z.discriminatedUnion('event', [
    z.strictObject({ event: z.literal('ringing'), ...call, caller: text(64).optional(), ...request }),
    z.strictObject({ event: z.literal('reconnected'), ...call, ticket: ticketId }),
    z.strictObject({ event: z.literal('hung_up'), ...call, ticket: ticketId }),
  ]),
  intake(event) {
    if (event.event === 'hung_up') return { type: 'leave', ticket: event.ticket };
    if (event.event === 'reconnected') return { type: 'join', ticket: event.ticket };
    const { call_id: ref, caller, tax_unit: hall, matter: business, priority } = event;
    return { type: 'submit', channel: 'phone', business, hall, ref, priority, ...(caller && { taxpayer: caller }) };
  },
  result: ({ ticket, ref, outcome, reply, closedAt }) => ({
    event: 'closed',
    call_id: ref,
    ticket,
    disposition: dispositions[outcome],
    note: reply,
    closed_at: new Date(closedAt).toISOString(),
  }),
});
