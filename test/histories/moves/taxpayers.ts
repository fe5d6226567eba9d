import { slotsFor } from '../../../src/bureau/slots.ts';
import type { TicketSnapshot } from '../../../src/bureau/state.ts';
import type { Attachment } from '../../../src/protocol/material.ts';
import { channel, taxpayer } from '../../unit/desk.ts';
import type { Scene } from '../scene.ts';

const channels = ['phone', 'etax', 'booth', 'vtax'] as const;
const queued = (t: TicketSnapshot) => t.value === 'waiting' || t.value === 'offered';
const parkedFor = (reason: string) => (t: TicketSnapshot) => t.context.parked?.reason === reason;
const called = (t: TicketSnapshot) => t.context.joinUntil !== null;

const sentFor = (s: Scene): Attachment[] =>
  s.one<Attachment[]>([], [{ ref: 'box/1' }], [{ item: 'license', ref: 'box/2' }], [{ item: 'lease', ref: 'box/3' }]);

/** A request by the channel itself. */
function ask(s: Scene, by: (typeof channels)[number], more: { callback?: boolean; slot?: number } = {}) {
  const priority = s.one(0, 0, 0, 1, 2, 9);
  const known = s.one({}, { taxpayer: 'someone' }, { ref: 'r1', person: { name: '张三', phone: '13800138000' } });
  const what = { type: 'submit' as const, channel: by, hall: s.hall(), business: s.business(), priority };
  return s.desk.do(s.by(channel(by)), { ...what, ...known, attachments: sentFor(s), ...more });
}

/** The beginning of a slot that may be booked, or now and then one that may not. */
function slotFor(s: Scene, hall: string, business: string, by: string): number {
  const wrong = s.oneIn(8) ? s.one(s.desk.now, s.desk.now + 1, s.desk.now - 60_000) : null;
  const { state } = s;
  if (wrong !== null || !state.bureau.halls.has(hall) || !state.bureau.businesses.has(business))
    return wrong ?? s.desk.now;
  const free = slotsFor(state, { hall, business, channel: by, days: 1 }, s.desk.now);
  return s.some(free.slice(0, 4))?.slot ?? s.desk.now;
}

/** What taxpayers, and channels in their name, do. */
export const taxpayers = {
  call: [3, (s: Scene) => ask(s, 'phone')],
  document: [2, (s: Scene) => ask(s, 'etax')],
  video: [1, (s: Scene) => ask(s, 'booth')],
  callBackCall: [1, (s: Scene) => ask(s, s.one('phone', 'booth', 'etax'), { callback: true })],
  own: [
    1,
    (s: Scene) =>
      s.desk.do(s.by(taxpayer('someone', s.hall())), {
        type: 'submit',
        channel: s.one('vtax', 'etax', 'phone'),
        business: s.business(),
        priority: 0,
      }),
  ],
  book: [
    2,
    (s: Scene) => {
      const by = s.one(...channels);
      const [hall, business] = [s.hall(), s.business()];
      const slot = slotFor(s, hall, business, by);
      return s.desk.do(s.by(channel(by)), { type: 'submit', channel: by, hall, business, priority: 0, slot });
    },
  ],
  rebook: [
    1,
    (s: Scene) => {
      const ticket = s.id(parkedFor('booked'));
      const t = s.state.ticket(ticket)?.context;
      const slot = slotFor(s, t?.hall ?? 'north', t?.business ?? 'invoice-claim', t?.channel ?? 'phone');
      return s.desk.do(s.speaker(ticket), { type: 'rebook', ticket, slot });
    },
  ],
  checkIn: [2, (s: Scene) => aboutIt(s, 'checkIn', parkedFor('booked'))],
  cancel: [1, (s: Scene) => aboutIt(s, 'cancel', () => true)],
  join: [3, (s: Scene) => aboutIt(s, 'join', (t) => called(t) || t.context.awayUntil !== null)],
  comeLate: [1, (s: Scene) => aboutIt(s, 'join', parkedFor('noShow'))],
  leave: [1, (s: Scene) => aboutIt(s, 'leave', (t) => queued(t) || t.value === 'serving')],
  drop: [
    1,
    (s: Scene) => {
      const ticket = s.id((t) => t.value === 'serving' && t.context.modality !== 'document');
      return s.desk.do(s.speaker(ticket), { type: 'leave', ticket, dropped: true });
    },
  ],
  hold: [1, (s: Scene) => aboutIt(s, 'hold', queued)],
  callBack: [1, (s: Scene) => aboutIt(s, 'callBack', (t) => queued(t) && t.context.modality !== 'document')],
  unanswered: [1, (s: Scene) => aboutIt(s, 'unanswered', called)],
  supply: [
    3,
    (s: Scene) => {
      const ticket = s.id(parkedFor('supplement'));
      const note = s.one({}, { note: 'this is all I have' });
      return s.desk.do(s.speaker(ticket), {
        type: 'supply',
        ticket,
        materials: sentFor(s),
        done: s.one(true, false),
        ...note,
      });
    },
  ],
  rate: [
    4,
    (s: Scene) => {
      const closed = s.some([...s.state.ratables.keys()].sort());
      const ticket = s.oneIn(10) || closed === undefined ? s.id(() => true) : closed;
      const grade = s.one(1, 5, 2, 3, 4);
      const reasons = s.one<string[]>([], ['slow'], ['unheard-of']);
      return s.desk.do(s.speaker(ticket), { type: 'rate', ticket, grade, reasons, comment: 'so it was' });
    },
  ],
  lineDown: [1, (s: Scene) => s.desk.presence(`ticket:${s.id(() => true)}`, false)],
  lineUp: [1, (s: Scene) => s.desk.presence(`ticket:${s.id((t) => t.context.awayUntil !== null)}`, true)],
} as const;

function aboutIt(
  s: Scene,
  type: 'cancel' | 'join' | 'leave' | 'hold' | 'callBack' | 'unanswered' | 'checkIn',
  fits: (t: TicketSnapshot) => boolean,
) {
  const ticket = s.id(fits);
  return s.desk.do(s.speaker(ticket), { type, ticket });
}
