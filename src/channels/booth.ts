import { z } from 'zod';
import { text, ticketId } from '../protocol/ids.ts';
import { channel, request } from './channel.ts';

const screens = {
  resolved: '您的业务已办结',
  refused: '您的业务不予受理',
  unreachable: '未能与您取得联系',
  cancelled: '您的办件已撤销',
  abandoned: '您已离开，办件已关闭',
  lostLine: '线路中断，办件已关闭',
  hallClosed: '云税厅已停止受理，请在开放时间再来',
} as const;

/** 政务晓屋: a booth in a service centre; who sits down need not have said who they are. */
export const booth = channel({
  code: 'booth',
  schema: z.discriminatedUnion('signal', [
    z.strictObject({
      signal: z.literal('seated'),
      booth_no: text(64),
      taxpayer_id: text(64).optional(),
      ...request,
    }),
    z.strictObject({ signal: z.literal('vacated'), booth_no: text(64), ticket: ticketId }),
  ]),
  intake(event) {
    if (event.signal === 'vacated') return { type: 'leave', ticket: event.ticket };
    const { booth_no: ref, taxpayer_id: taxpayer, tax_unit: hall, matter: business, priority } = event;
    return { type: 'submit', channel: 'booth', business, hall, ref, priority, ...(taxpayer && { taxpayer }) };
  },
  result: ({ ticket, ref, outcome, reply }) => ({
    signal: 'finished',
    booth_no: ref,
    ticket,
    screen: screens[outcome],
    note: reply,
  }),
});
