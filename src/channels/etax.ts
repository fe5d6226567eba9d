import { z } from 'zod';
import { text, ticketId } from '../protocol/ids.ts';
import { channel, request } from './channel.ts';

const statuses = {
  resolved: 'completed',
  refused: 'rejected',
  unreachable: 'no_contact',
  cancelled: 'withdrawn',
  abandoned: 'withdrawn',
  lostLine: 'no_contact',
  hallClosed: 'not_accepted',
} as const;

/** 电子税务局: documents that were submitted online. */
export const etax = channel({
  code: 'etax',
  schema: z.discriminatedUnion('event', [
    z.strictObject({ event: z.literal('submitted'), submission_no: text(64), taxpayer_id: text(64), ...request }),
    z.strictObject({ event: z.literal('withdrawn'), ticket: ticketId, reason: text(200).optional() }),
  ]),
  intake(event) {
    if (event.event === 'withdrawn') {
      const { ticket, reason } = event;
      return { type: 'cancel', ticket, ...(reason !== undefined && { reason }) };
    }
    const { submission_no: ref, taxpayer_id: taxpayer, tax_unit: hall, matter: business, priority } = event;
    return { type: 'submit', channel: 'etax', business, hall, ref, taxpayer, priority };
  },
  result: ({ ticket, ref, outcome, reply, closedAt }) => ({
    event: 'handled',
    submission_no: ref,
    ticket,
    status: statuses[outcome],
    opinion: reply,
    handled_at: new Date(closedAt).toISOString(),
  }),
});
