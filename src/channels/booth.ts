import { text } from '../protocol/ids.ts';
import { channel } from './channel.ts';
import { details, type NoticeKind } from './letter.ts';
import { about, afterwards, gone, request, said, submission } from './words.ts';

const screens = {
  resolved: '您的业务已办结',
  refused: '您的业务不予受理',
  unreachable: '未能与您取得联系',
  cancelled: '您的办件已撤销',
  abandoned: '您已离开，办件已关闭',
  lostLine: '线路中断，办件已关闭',
  hallClosed: '云税厅已停止受理，请在开放时间再来',
  noShow: '叫号未到，办件已关闭',
  notSupplied: '逾期未补正，办件已关闭',
} as const;

const notices: Record<NoticeKind, string> = {
  supplement: '请补正所列材料',
  reminder: '补正期限将至，请尽快补正',
  called: '请进入晓屋，工作人员正在等候',
  recall: '叫号未到，稍后将再次叫号',
  callback: '轮到您时将呼叫您',
  booked: '预约成功',
  moved: '预约已改期',
  appointment: '您的预约即将开始',
  rating: '请对本次服务作出评价',
};

const booth_no = text(64);

/** 政务晓屋: a booth in a service centre; who sits down need not have said who they are. */
export const booth = channel({
  code: 'booth',
  word: 'signal',
  says: {
    ...afterwards,
    seated: said(
      { booth_no, taxpayer_id: text(64).optional(), ...request },
      ({ booth_no: ref, taxpayer_id: taxpayer, ...asked }) => submission('booth', asked, { ref, taxpayer }),
    ),
    answered: about('join', { booth_no }),
    no_answer: about('unanswered', { booth_no }),
    vacated: gone({ booth_no }),
  },
  result: ({ ticket, ref, outcome, reply }) => ({
    signal: 'finished',
    booth_no: ref,
    ticket,
    screen: screens[outcome],
    note: reply,
  }),
  notice: (notice) => ({
    signal: notice.kind,
    booth_no: notice.ref,
    ticket: notice.ticket,
    screen: notices[notice.kind],
    ...details(notice),
  }),
});
