import type { EventOf, RescindReason } from '../bureau/events.ts';
import type { Outcome } from '../protocol/commands.ts';
import type { Modality } from '../protocol/modality.ts';
import type { Names } from './names.ts';
import type { Sentences } from './sentences.ts';

const outcomes = {
  resolved: '已办结',
  refused: '不予办理',
  unreachable: '无法联系',
  cancelled: '已撤销',
  abandoned: '等候中离开',
  lostLine: '线路中断',
  hallClosed: '已停止服务',
  noShow: '叫号未到',
  notSupplied: '逾期未补正',
} satisfies Record<Outcome, string>;
const taken = {
  cancelled: '办件已撤销',
  'taxpayer-away': '纳税人暂时离线',
  'taxpayer-left': '纳税人已离开',
  'station-lost': '工位断线',
  'station-paused': '工位暂停',
  'hall-closed': '云税厅已停止服务',
  reassigned: '改派',
  'invite-closed': '邀请已结束',
} satisfies Record<RescindReason, string>;
const returned = { 'station-lost': '断线未归', 'signed-out': '已签退', pulled: '被值班长收回办件' };
const ways = { document: '不见面', video: '可见面', voice: '听得见' } satisfies Record<Modality, string>;
const scopes = { hall: '本厅', lending: '本厅和可支援的云税厅', bureau: '全市' };
const findings = { upheld: '属实', dismissed: '不属实' };
const states = { open: '开门', draining: '只办在等候的', closed: '关门', full: '集中式', pooled: '统筹式' };
const pauses: Record<string, string> = {
  ...{ break: '小休', meal: '用餐', training: '培训', meeting: '会议', document: '整理资料', other: '其他' },
  ...{ missed: '多次未接件', lost: '断线', supervisor: '值班长安排', staffing: '窗口数已满' },
};
const signedOut = { asked: '', lost: '（断线）', supervisor: '（值班长安排）' };

const kept = (prefer: { station: string; until: number } | null, at: number, n: Names) =>
  prefer === null ? '' : `，为${n.station(prefer.station)} 保留到 ${n.until(prefer.until, at)}`;
const called = (summon: boolean) => (summon ? '，轮到时呼叫纳税人' : '');
const lent = (loan: { from: string; to: string } | null, n: Names) =>
  loan === null ? '' : `（${n.hall(loan.from)}支援${n.hall(loan.to)}）`;
const whom = ({ invite: { named, target } }: EventOf<'invite.opened'>, n: Names) =>
  named === null ? n.hall(target.hall) : n.station(named);

function order({ order: o }: EventOf<'order.given'>, n: Names): string {
  const back = o.set === null ? '恢复按配置执行' : null;
  switch (o.of) {
    case 'station':
      return `${n.station(o.station)} 的技能和承载量${back ?? '按指令调整'}`;
    case 'staffing':
      return `${n.hall(o.hall)}${n.group(o.group)}${back ?? `最多开 ${o.set} 个工位`}`;
    case 'hall':
      return `${n.hall(o.hall)}${back ?? states[o.set!]}`;
    case 'lend':
      return `${o.hall === undefined ? '全市' : n.hall(o.hall)}跨厅支援${back ?? (o.set!.on ? '开启' : '关闭')}`;
    case 'maturity':
      return `${n.hall(o.hall)}${back ?? `改为${states[o.set!]}`}`;
  }
}

export const zh: Sentences = {
  'ticket.submitted': ({ at, data: d }, n) =>
    [
      `${n.channel(d.channel)}来件：${n.business(d.business)}（${ways[d.modality]}），进入${n.hall(d.hall)}`,
      d.attachments.length === 0 ? '' : `，附 ${d.attachments.length} 份材料`,
      d.slot === null ? '' : `，预约 ${n.until(d.slot, at)}`,
      d.limitAt === null ? '' : `；承诺 ${n.until(d.limitAt, at)} 前办结`,
    ].join(''),
  'ticket.widened': ({ index, step }) =>
    `派件范围放宽到第 ${index + 1} 步：${scopes[step.scope]}${step.minLevel > 1 ? `，技能 ${step.minLevel} 级以上` : ''}`,
  'ticket.reconsidered': () => '先前未接此件的工位可以再次接件',
  'ticket.away': ({ at, until }, n) => `纳税人暂时离线，位次保留到 ${n.until(until, at)}`,
  'ticket.back': () => '纳税人回到线上',
  'ticket.returned': ({ station, reason }, n) => `${n.station(station)} ${returned[reason]}，办件回到原来的位次`,
  'service.ended': ({ at, station, until }, n) =>
    `${n.station(station)} 服务结束，办后整理到 ${n.until(until, at)} 为止`,
  'ticket.closed': ({ at, station, outcome, auto, template, workedMs, rateUntil }, n) =>
    [
      station === null ? '' : `${n.station(station)} `,
      `办件结束：${outcomes[outcome]}${auto ? '（到时自动）' : ''}`,
      template === null ? '' : `，回复意见模板“${n.template(template)}”`,
      workedMs === 0 ? '' : `，实际办理 ${n.span(workedMs)}`,
      rateUntil === null ? '' : `；可评价到 ${n.until(rateUntil, at)}`,
    ].join(''),
  'ticket.parked': ({ at, station, reason, until, items, note }, n, { business }) => {
    if (reason === 'booked') return `已预约，${n.until(until, at)} 起办理`;
    if (reason === 'noShow') return `叫号未到，${n.until(until, at)} 再次呼叫`;
    const asked = [
      ...(items.length === 0 ? [] : [n.items(business, items)]),
      ...(note === null ? [] : ['（另附说明）']),
    ];
    const who = station === null ? '' : `${n.station(station)} `;
    return `${who}一次性告知：${asked.join('')}；请在 ${n.until(until, at)} 前补正`;
  },
  'ticket.reminded': ({ last }, _, { parkedFor }) =>
    parkedFor === 'booked' ? '提醒纳税人：预约时间将到' : `提醒纳税人：补正期限${last ? '将到' : '已过半'}`,
  'ticket.supplied': ({ materials, note }, n, { business }) => {
    const items = materials.flatMap(({ item }) => (item === undefined ? [] : [item]));
    const others = materials.length - items.length;
    const parts = [
      ...(items.length === 0 ? [] : [n.items(business, items)]),
      ...(others === 0 ? [] : [`其他材料 ${others} 份`]),
      ...(note === null ? [] : ['说明一份']),
    ];
    return parts.length === 0 ? '纳税人表示材料已交齐' : `纳税人补交：${n.list(parts)}`;
  },
  'ticket.unparked': ({ at, reason, prefer, summon }, n) =>
    ({
      supplied: `材料已齐，不再排队（二次通行）${kept(prefer, at, n)}${called(summon)}`,
      recalled: `重新进入队列${called(summon)}`,
      checkedIn: '纳税人已签到，进入队列',
      slot: `预约时间到，进入队列${called(summon)}`,
    })[reason],
  'ticket.preferred': ({ at, prefer }, n) =>
    prefer === null ? '不再为指定工位保留' : `为${n.station(prefer.station)} 保留到 ${n.until(prefer.until, at)}`,
  'ticket.called': ({ at, station, until, call }, n) =>
    `${n.station(station)} ${call === 0 ? '线路中断，回呼' : `第 ${call} 次呼叫`}纳税人，等到 ${n.until(until, at)}`,
  'ticket.joined': () => '纳税人已到线上',
  'ticket.summoned': () => '纳税人不必守候，轮到时回呼，位次不变',
  'ticket.rebooked': ({ at, slot }, n) => `预约改到 ${n.until(slot, at)}`,
  'ticket.escalated': ({ at, station, department, until }, n) =>
    `${n.station(station)} 提请${n.department(department)}快速响应，请在 ${n.until(until, at)} 前答复`,
  'escalation.reminded': ({ department, share }, n) =>
    share < 100
      ? `提醒${n.department(department)}：答复时限已用 ${share}%`
      : `${n.department(department)}逾期未答复，已告知值班长`,
  'escalation.handedOn': ({ from, department }, n) => `${n.department(from)}把问题转给${n.department(department)}`,
  'ticket.answered': ({ at, department, prefer, summon }, n) =>
    `${n.department(department)}已答复，办件回到队列（首问责任）${kept(prefer, at, n)}${called(summon)}`,
  'ticket.transferred': ({ at, station, to, prefer, summon }, n) =>
    `${station === null ? '办件' : `${n.station(station)} `}转给${n.hall(to.hall)}${n.group(to.group)}：${n.business(to.business)}（${ways[to.modality]}）${kept(prefer, at, n)}${called(summon)}`,
  'ticket.prioritised': ({ priority }) => `值班长调整优先级为 ${priority}`,
  'ticket.requeued': () => '值班长处理后，办件回到队列',
  'ticket.limitWarned': ({ at, limitAt }, n) => `限时办结预警：应在 ${n.until(limitAt, at)} 前办结`,
  'ticket.limitBreached': () => '已超过承诺的办理时限',
  'ticket.messaged': ({ from, to }, n) => `${n.station(from)} 给${n.station(to)} 留言`,
  'invite.opened': (e, n) =>
    `${n.station(e.host)} 请${whom(e, n)} ${e.invite.kind === 'consult' ? '会商' : '接手（接通后再移交）'}`,
  'invite.widened': ({ place }) => `邀请范围放宽到第 ${place.index + 1} 步：${scopes[place.step.scope]}`,
  'invite.closed': ({ guest, reason }, n) =>
    ({
      ended: `会商结束${guest === null ? '' : `，${n.station(guest)} 离开`}`,
      nobody: '无人应邀，办件仍在原工位',
      'taken-back': '邀请已收回',
      released: '办件离开工位，邀请随之结束',
    })[reason],
  'ticket.handedOver': ({ from, to, loan }, n) => `${n.station(from)} 把办件移交给${n.station(to)}${lent(loan, n)}`,
  'person.revealed': () => '有权人员查看了纳税人身份（已留痕）',
  'material.opened': () => '有权人员查阅了纳税人提交的材料（已留痕）',
  'person.erased': () => '纳税人的个人信息已永久清除',
  'ticket.quarantined': () => '办件出现故障，已隔离，等待值班长处理',

  'offer.made': ({ at, station, deadline, loan, invite }, n) =>
    `${invite === null ? '派件' : '邀请'}给${n.station(station)}${lent(loan, n)}，${n.span(deadline - at)}内接件`,
  'offer.accepted': ({ station, auto, invite }, n) =>
    `${n.station(station)} ${invite === null ? (auto ? '自动接件' : '接件') : '应邀加入'}`,
  'offer.rejected': ({ station }, n) => `${n.station(station)} 未接，办件位次不变`,
  'offer.timedOut': ({ station }, n) => `${n.station(station)} 逾时未接，办件位次不变`,
  'offer.rescinded': ({ station, reason }, n) => `收回给${n.station(station)} 的派件：${taken[reason]}`,

  'rating.given': ({ grade, reasons, comment }, n) =>
    [
      `纳税人评价：${n.grade(grade)}`,
      reasons.length === 0 ? '' : `（${n.reasons(reasons)}）`,
      comment === null ? '' : '，并留言',
    ].join(''),
  'rating.lapsed': () => '评价期已过，未评价',
  'followUp.opened': ({ at, data }, n) => `差评转值班长核实整改，限 ${n.until(data.until, at)} 前完成`,
  'followUp.answered': ({ at, finding, until }, n) =>
    `值班长核实：差评${findings[finding]}；经办人可在 ${n.until(until, at)} 前申诉`,
  'followUp.appealed': ({ at, until }, n) => `经办人申诉，限 ${n.until(until, at)} 前复核`,
  'followUp.late': () => '差评整改逾期，已告知值班长',
  'followUp.closed': ({ finding }) => `差评整改结案：${findings[finding]}`,

  'order.given': (e, n) => `值班长指令：${order(e, n)}`,
  'broadcast.sent': ({ halls }, n) =>
    `值班长广播：${halls === null ? '全市' : n.list(halls.map((hall) => n.hall(hall)))}`,
  'station.signedIn': ({ station }, n) => `${n.station(station)} 签到`,
  'station.changed': ({ station }, n) => `${n.station(station)} 的技能或承载量有变`,
  'station.readied': ({ station }, n) => `${n.station(station)} 就绪`,
  'station.paused': ({ station, reason }, n) => `${n.station(station)} 暂停：${pauses[reason] ?? reason}`,
  'station.paced': ({ station }, n) => `${n.station(station)} 可以再接一件`,
  'station.lost': ({ at, station, until }, n) => `${n.station(station)} 断线，手上的办件保留到 ${n.until(until, at)}`,
  'station.back': ({ station }, n) => `${n.station(station)} 恢复连接`,
  'station.signedOut': ({ station, reason }, n) => `${n.station(station)} 签退${signedOut[reason]}`,
  'hall.opened': ({ hall }, n) => `${n.hall(hall)}${states.open}`,
  'hall.draining': ({ hall }, n) => `${n.hall(hall)}${states.draining}`,
  'hall.closed': ({ hall }, n) => `${n.hall(hall)}${states.closed}`,
  'config.adopted': ({ version }) => `开始按配置 ${version.slice(0, 8)} 办理`,
};
