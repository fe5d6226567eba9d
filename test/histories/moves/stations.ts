import type { TicketSnapshot } from '../../../src/bureau/state.ts';
import { officer } from '../../unit/desk.ts';
import type { Scene } from '../scene.ts';

const served = (t: TicketSnapshot) => t.value === 'serving';
const held = (t: TicketSnapshot) => t.value === 'serving' || t.value === 'wrapUp';
const joined = (t: TicketSnapshot) => t.context.guest?.joined === true;
const asking = (t: TicketSnapshot) => t.value === 'offered' || t.context.guest?.offerDeadline != null;

/** Somewhere else, in one of the ways that a station may say it. */
function target(s: Scene) {
  const note = s.one({}, { note: 'please look at the second page' });
  const where = s.one<{ hall?: string; group?: string; business?: string; station?: string }>(
    { station: s.station() },
    { hall: s.hall() },
    { business: s.business() },
    { group: s.one('etax', 'vtax', 'phone', 'none') },
    { hall: s.hall(), business: s.business() },
    {},
  );
  return { ...where, ...note };
}

const reply = (s: Scene) =>
  s.one<{ template?: string; fields?: Record<string, string>; reply?: string }>(
    {},
    { reply: 'it is done' },
    { template: 'quota', fields: { kind: 'special', copies: '25', from: '2026-12-01' } },
    { template: 'quota', fields: { kind: 'none' } },
    { template: 'unheard-of' },
  );

/** What officers do at their stations. */
export const stations = {
  open: [5, (s: Scene) => s.desk.open(s.station())],
  signIn: [1, (s: Scene) => atOwn(s, 'signIn')],
  ready: [2, (s: Scene) => atOwn(s, 'ready')],
  signOut: [1, (s: Scene) => atOwn(s, 'signOut')],
  pause: [
    1,
    (s: Scene) => {
      const station = s.station();
      return s.desk.do(s.by(officer(station)), { type: 'pause', station, reason: 'break' });
    },
  ],
  stationDown: [1, (s: Scene) => s.desk.presence(`station:${s.station()}`, false)],
  stationUp: [1, (s: Scene) => s.desk.presence(`station:${s.station()}`, true)],
  accept: [16, (s: Scene) => offer(s, 'accept')],
  reject: [3, (s: Scene) => offer(s, 'reject')],
  stale: [
    1,
    (s: Scene) => s.desk.do(officer(s.station()), { type: 'accept', offer: `${s.id(() => true)}.${s.one(1, 2, 3)}` }),
  ],
  end: [1, (s: Scene) => onIt(s, 'end', served)],
  complete: [
    4,
    (s: Scene) => {
      const ticket = s.id(held);
      const outcome = s.one('resolved', 'refused', 'unreachable');
      return s.desk.do(s.holder(ticket), { type: 'complete', ticket, outcome, ...reply(s) });
    },
  ],
  supplement: [
    3,
    (s: Scene) => {
      const ticket = s.id(held);
      const items = s.one<string[]>(['license'], ['license', 'lease'], [], ['unheard-of'], ['license', 'license']);
      const note = s.one({ note: 'and the lease' }, {});
      return s.desk.do(s.holder(ticket), { type: 'supplement', ticket, items, ...note });
    },
  ],
  transfer: [
    3,
    (s: Scene) => {
      const ticket = s.id(held);
      const mode = s.one('cold', 'warm');
      return s.desk.do(s.holder(ticket), { type: 'transfer', ticket, mode, ...target(s) });
    },
  ],
  consult: [
    3,
    (s: Scene) => {
      const ticket = s.id(served);
      return s.desk.do(s.holder(ticket), { type: 'consult', ticket, ...target(s) });
    },
  ],
  endConsult: [
    1,
    (s: Scene) => {
      const ticket = s.id((t) => t.context.guest !== null);
      const guest = s.state.ticket(ticket)?.context.guest?.station;
      const by = guest != null && s.oneIn(2) ? officer(guest) : s.holder(ticket);
      return s.desk.do(by, { type: 'endConsult', ticket });
    },
  ],
  handOver: [2, (s: Scene) => onIt(s, 'handOver', joined)],
  /** A colleague is asked and comes at once. */
  help: [
    3,
    (s: Scene) => {
      const t = s.open((t) => served(t) && t.context.guest === null)?.context;
      if (t === undefined) return;
      const free = [...s.state.stations()]
        .map((f) => f.context)
        .filter((f) => f.wants === 'ready' && f.id !== t.station);
      const station = s.some(free.map((f) => f.id).sort()) ?? s.station();
      const by = officer(t.station ?? station);
      if (s.oneIn(3)) s.desk.do(by, { type: 'transfer', ticket: t.id, mode: 'warm', station });
      else s.desk.do(by, { type: 'consult', ticket: t.id, station });
      s.desk.accept(t.id);
      if (s.oneIn(3)) s.desk.do(by, { type: 'handOver', ticket: t.id });
    },
  ],
  message: [
    1,
    (s: Scene) => {
      const ticket = s.id(held);
      return s.desk.do(s.holder(ticket), { type: 'message', ticket, to: s.station(), text: 'do you know this one?' });
    },
  ],
  escalate: [
    3,
    (s: Scene) => {
      const ticket = s.id(held);
      return s.desk.do(s.holder(ticket), {
        type: 'escalate',
        ticket,
        department: s.department(),
        question: 'may they?',
      });
    },
  ],
  noAnswer: [1, (s: Scene) => onIt(s, 'unanswered', (t) => t.context.joinUntil !== null)],
  appeal: [
    4,
    (s: Scene) => {
      const all = [...s.state.followUps()].sort((a, b) => (a.context.ticket < b.context.ticket ? -1 : 1));
      const found = all.filter((f) => f.value === 'answered');
      const f = s.some(found.length > 0 ? found : all);
      const { ticket = 't1', station, officer: sub } = f?.context ?? {};
      const own = { ...officer(station ?? s.station()), ...(sub != null && { sub }) };
      return s.desk.do(s.by(own), { type: 'appeal', ticket, text: 'it was not so' });
    },
  ],
} as const;

function atOwn(s: Scene, type: 'signIn' | 'signOut' | 'ready') {
  const station = s.station();
  return s.desk.do(s.by(officer(station)), { type, station });
}

function onIt(s: Scene, type: 'end' | 'handOver' | 'unanswered', fits: (t: TicketSnapshot) => boolean) {
  const ticket = s.id(fits);
  return s.desk.do(s.holder(ticket), { type, ticket });
}

function offer(s: Scene, type: 'accept' | 'reject') {
  const t = s.open(asking)?.context;
  const station = t?.guest?.offerDeadline == null ? t?.station : t.guest.station;
  const by = s.by(officer(station ?? s.station()));
  return s.desk.do(by, { type, offer: `${t?.id ?? 't1'}.${t?.offers ?? 1}` });
}
