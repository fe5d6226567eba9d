import { z } from 'zod';
import { text, ticketId } from '../protocol/ids.ts';
import { channel, request } from './channel.ts';

const conclusions = {
  resolved: 'done',
  refused: 'declined',
  unreachable: 'no_show',
  cancelled: 'cancelled',
  abandoned: 'left',
  lostLine: 'line_lost',
  hallClosed: 'hall_closed',
} as const;

/** V-Tax 远程可视化办税平台: a taxpayer enters a video room, and waits there for an officer. */
export const vtax = channel({
  code: 'vtax',
  schema: z.discriminatedUnion('action', [
    z.strictObject({ action: z.literal('enter'), room_no: text(64), taxpayer_id: text(64), ...request }),
    z.strictObject({ action: z.literal('leave'), ticket: ticketId }),
  ]),
  intake(event) {
    if (event.action === 'leave') return { type: 'leave', ticket: event.ticket };
    const { room_no: ref, taxpayer_id: taxpayer, tax_unit: hall, matter: business, priority } = event;
    return { type: 'submit', channel: 'vtax', business, hall, ref, taxpayer, priority };
  },
  result: ({ ticket, ref, outcome, reply, closedAt }) => ({
    action: 'close_room',
    room_no: ref,
    ticket,
    conclusion: conclusions[outcome],
    summary: reply,
    closed_at: new Date(closedAt).toISOString(),
  }),
});
