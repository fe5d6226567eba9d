import { text } from '../protocol/ids.ts';
import { channel } from './channel.ts';
import { details, type NoticeKind } from './letter.ts';
import { about, afterwards, attachments, gone, request, said, submission } from './words.ts';

const conclusions = {
  resolved: 'done',
  refused: 'declined',
  unreachable: 'no_contact',
  cancelled: 'cancelled',
  abandoned: 'left',
  lostLine: 'line_lost',
  hallClosed: 'hall_closed',
  noShow: 'no_show',
  notSupplied: 'not_supplied',
} as const;

const actions: Record<NoticeKind, string> = {
  supplement: 'ask_material',
  reminder: 'remind_material',
  called: 'call_into_room',
  recall: 'call_later',
  callback: 'will_call',
  booked: 'book',
  moved: 'move',
  appointment: 'remind_appointment',
  rating: 'ask_rating',
};

/** V-Tax 远程可视化办税平台: a taxpayer enters a video room and waits there for an officer, or books a time for it. */
export const vtax = channel({
  code: 'vtax',
  word: 'action',
  says: {
    ...afterwards,
    enter: said(
      { room_no: text(64), taxpayer_id: text(64), attachments: attachments.optional(), ...request },
      ({ room_no: ref, taxpayer_id: taxpayer, attachments, ...asked }) =>
        submission('vtax', asked, { ref, taxpayer, attachments }),
    ),
    joined: about('join'),
    no_answer: about('unanswered'),
    callback_requested: about('callBack'),
    leave: gone(),
  },
  result: ({ ticket, ref, outcome, reply, closedAt }) => ({
    action: 'close_room',
    room_no: ref,
    ticket,
    conclusion: conclusions[outcome],
    summary: reply,
    closed_at: new Date(closedAt).toISOString(),
  }),
  notice: (notice) => ({
    action: actions[notice.kind],
    room_no: notice.ref,
    ticket: notice.ticket,
    ...details(notice),
  }),
});
