import { text } from '../protocol/ids.ts';
import { channel } from './channel.ts';
import { details, type NoticeKind } from './letter.ts';
import { about, afterwards, attachments, gone, request, said, submission } from './words.ts';

const decisions = {
  resolved: 'registered',
  refused: 'not_registered',
  unreachable: 'no_contact',
  cancelled: 'withdrawn',
  abandoned: 'withdrawn',
  lostLine: 'line_lost',
  hallClosed: 'not_accepted',
  noShow: 'no_show',
  notSupplied: 'not_supplied',
} as const;

const steps: Record<NoticeKind, string> = {
  supplement: 'material_wanted',
  reminder: 'material_reminder',
  called: 'interview_now',
  recall: 'interview_later',
  callback: 'interview_on_call',
  booked: 'interview_booked',
  moved: 'interview_moved',
  appointment: 'interview_near',
  rating: 'rating_wanted',
};

/** 不动产登记: a case of the registry's own platform, by its documents or face to face (询问) with its parties. */
export const realty = channel({
  code: 'realty',
  word: 'step',
  says: {
    ...afterwards,
    filed: said(
      { case_no: text(64), applicant_id: text(64), attachments: attachments.optional(), ...request },
      ({ case_no: ref, applicant_id: taxpayer, attachments, ...asked }) =>
        submission('realty', asked, { ref, taxpayer, attachments }),
    ),
    joined: about('join'),
    no_answer: about('unanswered'),
    callback_requested: about('callBack'),
    left: gone(),
  },
  result: ({ ticket, ref, outcome, reply, closedAt }) => ({
    step: 'decided',
    case_no: ref,
    ticket,
    decision: decisions[outcome],
    opinion: reply,
    decided_at: new Date(closedAt).toISOString(),
  }),
  notice: (notice) => ({ step: steps[notice.kind], case_no: notice.ref, ticket: notice.ticket, ...details(notice) }),
});
