import type { TicketSnapshot } from '../../../src/bureau/state.ts';
import type { Order } from '../../../src/protocol/commands.ts';
import type { Principal } from '../../../src/protocol/principal.ts';
import { channel, officer } from '../../unit/desk.ts';
import { type Scene, supervisor } from '../scene.ts';

const escalated = (t: TicketSnapshot) => t.value === 'escalated';
const movable = (t: TicketSnapshot) => t.value === 'waiting' || t.value === 'offered';
const assignable = (t: TicketSnapshot) => movable(t) || t.value === 'serving';

/** Whoever may answer a ticket's question. */
function clerk(s: Scene, ticket: string): Principal {
  const department = s.state.ticket(ticket)?.context.escalation?.department ?? s.department();
  return s.by(s.one<Principal>({ role: 'department', sub: 'clerk', department }, s.supervisor()));
}

function anyOrder(s: Scene): Order {
  const hall = s.hall();
  return s.one<() => Order>(
    () => ({
      of: 'station',
      station: s.station(),
      set: s.one<Extract<Order, { of: 'station' }>['set']>(
        { capacity: { document: 2, video: 1, voice: 1 } },
        { skills: { invoice: 5 } },
        { skills: { invoice: 1, declare: 1, social: 1 }, capacity: { document: 1, video: 0, voice: 0 } },
        { capacity: { document: 0, video: 0, voice: 0 } },
        null,
      ),
    }),
    () => ({ of: 'staffing', hall, group: s.one('phone', 'vtax', 'etax', 'none'), set: s.one(1, 0, 2, null) }),
    () => ({ of: 'hall', hall, set: s.one('open', 'draining', 'closed', null, null) }),
    () => ({
      of: 'lend',
      ...s.one({}, { hall }),
      set: s.one<Extract<Order, { of: 'lend' }>['set']>({ on: true, reserve: 0 }, { on: false }, { on: true }, null),
    }),
    () => ({ of: 'maturity', hall, set: s.one('full', 'pooled', null) }),
  )();
}

/** What departments and supervisors do. */
export const overseers = {
  answer: [
    3,
    (s: Scene) => {
      const ticket = s.id(escalated);
      return s.desk.do(clerk(s, ticket), { type: 'answer', ticket, text: 'they may' });
    },
  ],
  handOn: [
    1,
    (s: Scene) => {
      const ticket = s.id(escalated);
      return s.desk.do(clerk(s, ticket), { type: 'handOn', ticket, department: s.department() });
    },
  ],
  assign: [
    2,
    (s: Scene) => s.desk.do(s.supervisor(), { type: 'assign', ticket: s.id(assignable), station: s.station() }),
  ],
  pull: [1, (s: Scene) => s.desk.do(s.supervisor(), { type: 'pull', ticket: s.id(assignable) })],
  prioritise: [
    1,
    (s: Scene) => s.desk.do(s.supervisor(), { type: 'prioritise', ticket: s.id(movable), priority: s.one(0, 1, 2, 7) }),
  ],
  move: [1, (s: Scene) => s.desk.do(s.supervisor(), { type: 'move', ticket: s.id(movable), hall: s.hall() })],
  requeue: [
    1,
    (s: Scene) => s.desk.do(s.supervisor(), { type: 'requeue', ticket: s.id((t) => t.value === 'quarantined') }),
  ],
  revoke: [
    1,
    (s: Scene) => s.desk.do(s.supervisor(), { type: 'cancel', ticket: s.id((t) => t.value === 'quarantined') }),
  ],
  erase: [1, (s: Scene) => s.desk.do(s.supervisor(), { type: 'erase', ticket: s.id(() => true) })],
  reveal: [
    1,
    (s: Scene) => {
      const ticket = s.id(() => true);
      const by = s.one(s.supervisor(), s.holder(ticket), s.anybody());
      const shown = s.desk.give({ type: 'reveal', id: s.desk.nextId(), ticket, by });
      // Who is shown the taxpayer may look at what the taxpayer sent, too.
      if (shown.answer.ok)
        s.desk.give({ type: 'openMaterial', id: s.desk.nextId(), ticket, ref: `${ticket}/file`, by });
      return shown;
    },
  ],
  steer: [
    1,
    (s: Scene) =>
      s.desk.do(s.supervisor(), {
        type: 'steer',
        station: s.station(),
        to: s.one('paused', 'ready', 'ready', 'signedOut'),
      }),
  ],
  order: [1, (s: Scene) => s.desk.do(s.supervisor(), { type: 'order', order: anyOrder(s) })],
  takeBack: [
    2,
    (s: Scene) => {
      const standing = s.some(
        [...s.state.orders.all()].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
      );
      if (standing === undefined) return;
      return s.desk.do(s.supervisor(), { type: 'order', order: { ...standing, set: null } });
    },
  ],
  broadcast: [
    1,
    (s: Scene) =>
      s.desk.do(s.supervisor(), { type: 'broadcast', text: 'well done', ...s.one({}, { halls: [s.hall()] }) }),
  ],
  /** A bad rating is found to be right at once, and the officer may not agree. */
  complaint: [
    3,
    (s: Scene) => {
      const ticket = s.some([...s.state.ratables.keys()].sort());
      const of = s.state.ratables.get(ticket ?? '');
      if (ticket === undefined || of === undefined) return;
      s.desk.do(channel(of.channel), { type: 'rate', ticket, grade: 1, reasons: [] });
      s.desk.do(supervisor('*'), { type: 'followUp', ticket, finding: 'upheld', text: 'so it was' });
      if (of.station === null || s.oneIn(3)) return;
      const by = { ...officer(of.station), sub: of.officer ?? 'nobody' };
      s.desk.do(by, { type: 'appeal', ticket, text: 'it was not so' });
    },
  ],
  followUp: [
    4,
    (s: Scene) => {
      const ids = [...s.state.followUps()].map((f) => f.context.ticket).sort();
      const ticket = s.some(ids) ?? s.id(() => true);
      const finding = s.one('upheld', 'dismissed');
      return s.desk.do(s.supervisor(), { type: 'followUp', ticket, finding, text: 'looked into' });
    },
  ],
} as const;
