import { z } from 'zod';
import { text } from '../protocol/ids.ts';
import { channel } from './channel.ts';
import { details, type NoticeKind } from './letter.ts';
import { about, afterwards, gone, request, said, submission } from './words.ts';

const dispositions = {
  resolved: 'answered',
  refused: 'refused',
  unreachable: 'no_voice',
  cancelled: 'cancelled',
  abandoned: 'abandoned',
  lostLine: 'dropped',
  hallClosed: 'out_of_hours',
  noShow: 'no_answer',
  notSupplied: 'not_supplied',
} as const;

const events: Record<NoticeKind, string> = {
  supplement: 'material_wanted',
  reminder: 'material_reminder',
  called: 'dial',
  recall: 'dial_later',
  callback: 'callback_accepted',
  booked: 'callback_booked',
  moved: 'callback_moved',
  appointment: 'callback_near',
  rating: 'rating_wanted',
};

const call = { call_id: text(64) };

/**
 * 对外业务咨询电话: call events of the exchange. Later ones carry the ticket that was answered to `ringing`. A call has
 * its own number each time: what the exchange dials for `dial` is known by the ticket.
 */
export const phone = channel({
  code: 'phone',
  word: 'event',
  says: {
    ...afterwards,
    ringing: said(
      {
        ...call,
        caller: text(64).optional(),
        callback: z.boolean().optional().describe('the caller hangs up and is called when the turn comes'),
        ...request,
      },
      ({ call_id: ref, caller: taxpayer, callback, ...asked }) =>
        submission('phone', asked, { ref, taxpayer, callback }),
    ),
    answered: about('join', call),
    held: about('hold', call),
    resumed: about('join', call),
    reconnected: about('join', call),
    callback_requested: about('callBack', call),
    no_answer: about('unanswered', call),
    hung_up: gone(call),
  },
  result: ({ ticket, ref, outcome, reply, closedAt }) => ({
    event: 'closed',
    call_id: ref,
    ticket,
    disposition: dispositions[outcome],
    note: reply,
    closed_at: new Date(closedAt).toISOString(),
  }),
  notice: (notice) => ({ event: events[notice.kind], call_id: notice.ref, ticket: notice.ticket, ...details(notice) }),
});
