import { text } from '../protocol/ids.ts';
import { channel } from './channel.ts';
import { details, type NoticeKind } from './letter.ts';
import { afterwards, attachments, request, said, submission } from './words.ts';

const statuses = {
  resolved: 'completed',
  refused: 'rejected',
  unreachable: 'no_contact',
  cancelled: 'withdrawn',
  abandoned: 'withdrawn',
  lostLine: 'no_contact',
  hallClosed: 'not_accepted',
  noShow: 'no_contact',
  notSupplied: 'not_supplied',
} as const;

const events: Record<NoticeKind, string> = {
  supplement: 'supplement_wanted',
  reminder: 'supplement_reminder',
  called: 'contact_wanted',
  recall: 'contact_postponed',
  callback: 'contact_agreed',
  booked: 'appointment_made',
  moved: 'appointment_moved',
  appointment: 'appointment_near',
  rating: 'rating_wanted',
};

/** 电子税务局: documents that were submitted online; their attachments stay in the portal's own store. */
export const etax = channel({
  code: 'etax',
  word: 'event',
  says: {
    ...afterwards,
    submitted: said(
      { submission_no: text(64), taxpayer_id: text(64), attachments: attachments.optional(), ...request },
      ({ submission_no: ref, taxpayer_id: taxpayer, attachments, ...asked }) =>
        submission('etax', asked, { ref, taxpayer, attachments }),
    ),
  },
  result: ({ ticket, ref, outcome, reply, closedAt }) => ({
    event: 'handled',
    submission_no: ref,
    ticket,
    status: statuses[outcome],
    opinion: reply,
    handled_at: new Date(closedAt).toISOString(),
  }),
  notice: (notice) => ({
    event: events[notice.kind],
    submission_no: notice.ref,
    ticket: notice.ticket,
    ...details(notice),
  }),
});
