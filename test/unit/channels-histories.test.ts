import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slotsFor } from '../../src/bureau/slots.ts';
import type { TicketSnapshot } from '../../src/bureau/state.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { conservationRules } from './conservation-rules.ts';
import { channel, Desk, officer } from './desk.ts';
import { fuzz } from './history.ts';
import { Kept, replayed } from './kept.ts';
import { must, Referee, type Rule } from './referee.ts';
import { tinyBureau } from './tiny-bureau.ts';

const times = 2;
const share = 0.5;
const bureau = tinyBureau((files) => {
  for (const rules of Object.values(files.bureau.rules))
    Object.assign(rules, { join: '30s', recall: { times, every: '2m' }, supplement: '5m' });
  files.bureau.policy.appointments = { slot: '5m', ahead: '2h', share, early: '2m', late: '1m' };
});

const kinds = [
  ...['call', 'call', 'callback', 'video', 'document', 'book', 'book', 'book', 'rebook', 'checkIn', 'checkIn'],
  ...['callBack', 'callBack', 'hold', 'join', 'join', 'join', 'leave', 'drop', 'drop', 'unanswered', 'cancel'],
  ...[
    'open',
    'open',
    'open',
    'down',
    'lineDown',
    'lineUp',
    ...Array.from({ length: 9 }, () => 'accept' as const),
    'end',
    'complete',
  ],
  ...['complete', 'supplement', 'supply', 'boot', 'wait', 'wait', 'wait'],
] as const;
type Move = [kind: (typeof kinds)[number], pick: number, wait: number];
const anyHistory: fc.Arbitrary<Move[]> = fc.array(
  fc.tuple(
    fc.constantFrom(...kinds),
    fc.nat(9999),
    fc.oneof({ weight: 6, arbitrary: fc.nat(5_000) }, { weight: 2, arbitrary: fc.nat(200_000) }),
  ),
  { maxLength: 150, size: 'max' },
);

const ways = ['phone', 'booth', 'vtax', 'etax'] as const;
const halls = ['north', 'south'] as const;

/** Whom it usually happens to; everything else is refused, which is tried elsewhere. */
const fits: { [K in Move[0]]?: (t: TicketSnapshot) => boolean } = {
  checkIn: (t) => t.context.parked?.reason === 'booked',
  rebook: (t) => t.context.parked?.reason === 'booked',
  supply: (t) => t.context.parked?.reason === 'supplement',
  drop: (t) => t.value === 'serving',
  unanswered: (t) => t.context.joinUntil !== null,
  join: (t) => t.context.joinUntil !== null || t.context.awayUntil !== null || t.value === 'parked',
};

function act(desk: Desk, kind: Move[0], pick: number): unknown {
  const { state } = desk.core;
  const one = <T>(of: readonly T[]): T | undefined => of[pick % of.length];
  const hall = one(halls) ?? 'north';
  const business = 'invoice-claim';
  const tickets = [...state.tickets()].filter(fits[kind] ?? (() => true)).map(({ context }) => context);
  const t = one(tickets);
  const ticket = t?.id ?? 't1';
  const by = channel(t?.channel ?? 'phone');
  const station = one([...state.bureau.stations.keys()]) ?? '';
  const offer = one([...state.stations()].flatMap((s) => (s.context.offer === null ? [] : [s.context.offer.ticket])));
  const work = one([...state.stations()].flatMap((s) => s.context.work.map((w) => ({ ...w, at: s.context.id }))));
  const submit = { type: 'submit', hall, business, priority: 0 } as const;
  const slotOf = (way: string) =>
    one(slotsFor(state, { hall, business, channel: way, days: 1 }, desk.now))?.slot ?? desk.now + 1;
  switch (kind) {
    case 'call':
    case 'callback':
      return desk.do(channel('phone'), { ...submit, channel: 'phone', callback: kind === 'callback' });
    case 'video':
      return desk.video(hall);
    case 'document':
      return desk.document(hall);
    case 'book': {
      const way = one(ways) ?? 'phone';
      return desk.do(channel(way), { ...submit, channel: way, slot: slotOf(way) });
    }
    case 'rebook':
      return desk.do(by, { type: 'rebook', ticket, slot: slotOf(t?.channel ?? 'phone') });
    case 'drop':
      return desk.do(by, { type: 'leave', ticket, dropped: true });
    case 'checkIn':
    case 'callBack':
    case 'hold':
    case 'join':
    case 'leave':
    case 'unanswered':
    case 'cancel':
      return desk.do(by, { type: kind, ticket });
    case 'open':
      return desk.open(station);
    case 'down':
      return desk.presence(`station:${station}`, false);
    case 'lineDown':
      return desk.presence(`ticket:${ticket}`, false);
    case 'lineUp':
      return desk.presence(`ticket:${ticket}`, true);
    case 'accept':
      return offer && desk.accept(offer);
    case 'end':
      return work && desk.end(work.ticket);
    case 'complete':
      return work && desk.complete(work.ticket);
    case 'supplement':
      return work && desk.do(officer(work.at), { type: 'supplement', ticket: work.ticket, items: [], note: '补' });
    case 'supply':
      return desk.do(by, { type: 'supply', ticket, materials: [], done: true });
    case 'boot':
      return pick % 5 === 0 ? desk.boot() : undefined;
    case 'wait':
      return;
  }
}

/** Plays a history to its end, and tells each step as it is made. */
function play(moves: Move[], hear: (desk: Desk) => void = () => {}): Desk {
  const desk = new Desk(bureau);
  for (const [kind, pick, wait] of moves) {
    desk.pass(wait);
    act(desk, kind, pick);
    hear(desk);
  }
  return desk;
}

const ownRules: Record<string, () => Rule> = {
  '[SUM-15] nobody is called more often than the rules say, and who is called again keeps the due time': () => {
    const due = new Map<string, number>();
    return {
      says: 'calls',
      event({ state }, e) {
        if (e.type === 'ticket.called') must(e.call <= times + 1, 'one call too many', e);
        if (e.type === 'ticket.parked' && e.reason === 'noShow')
          due.set(e.ticket, state.ticket(e.ticket)?.context.due ?? 0);
        if (e.type === 'ticket.unparked' && e.reason === 'recalled')
          must(state.ticket(e.ticket)?.context.due === due.get(e.ticket), 'another due time', e);
      },
    };
  },
  '[SUM-16] whom somebody waits for to come to the line is in service, and that wait has an end': () => ({
    says: 'joining',
    step({ state }, step) {
      for (const { value, context: t } of state.tickets()) {
        if (t.joinUntil !== null) must(value === 'serving' && t.station !== null, 'called by nobody', { step, t });
        must((t.parked === null) === (value !== 'parked'), 'parked without a time', { step, t });
        if (t.summon) must(t.awayUntil === null, 'away, though nobody holds the line', { step, t });
      }
    },
  }),
  '[APT-15] no slot is promised to more than its share, and the index of places is what the tickets say': () => ({
    says: 'slots',
    step({ state }, step) {
      const taken = new Map<string, number>();
      for (const { context: t } of state.tickets()) {
        const key = `${t.hall} ${t.modality} ${t.slot}`;
        if (t.slot !== null) taken.set(key, (taken.get(key) ?? 0) + 1);
      }
      for (const [key, count] of taken) {
        const [hall = '', modality = '', slot = ''] = key.split(' ');
        const m = modality as 'document' | 'video' | 'voice';
        let carried = 0;
        for (const s of state.bureau.stations.values()) if (s.hall === hall) carried += s.capacity[m];
        must(count <= Math.max(1, Math.floor(share * carried)), `${key} has ${count} of ${carried}`, step);
        must(state.bookings.taken(hall, m, Number(slot)) === count, 'the index says otherwise', step);
      }
    },
  }),
};

const conservation = Object.fromEntries(
  Object.entries(conservationRules).map(([id, rule]) => [`${id} holds with appointments and callbacks`, rule]),
);
for (const [id, rule] of Object.entries({ ...ownRules, ...conservation })) {
  test(id, () => {
    fc.assert(
      fc.property(anyHistory, (moves) => {
        const referee = new Referee(bureau, { [id]: rule() });
        let told = 0;
        play(moves, (desk) => {
          for (const step of desk.steps.slice(told)) referee.follow(step, false);
          told = desk.steps.length;
        });
      }),
      fuzz(30),
    );
  });
}

test('[SUM-17] calls, callbacks and appointments are the same after a replay, and after any checkpoint', () => {
  const sameAs = (desk: Desk, files: Bureau, kept: Kept) => {
    expect(replayed(files, JSON.parse(JSON.stringify(desk.steps))).hash()).toBe(desk.core.hash());
    const restored = kept.restore(files, desk.steps);
    expect(restored.hash()).toBe(desk.core.hash());
    for (const { context: t } of desk.core.state.tickets())
      if (t.slot !== null)
        expect(restored.state.bookings.taken(t.hall, t.modality, t.slot)).toBe(
          desk.core.state.bookings.taken(t.hall, t.modality, t.slot),
        );
  };
  fc.assert(
    fc.property(anyHistory, fc.nat(150), (moves, cut) => {
      const kept = new Kept();
      let n = 0;
      const desk = play(moves, (at) => {
        if (n++ === cut) kept.take(at.core);
      });
      sameAs(desk, bureau, kept);
    }),
    fuzz(30),
  );
});

test('[SUM-18] whatever happened, everybody’s ticket comes to its end by itself once nobody does anything any more', () => {
  fc.assert(
    fc.property(anyHistory, (moves) => {
      const desk = play(moves);
      for (const s of [...desk.core.state.stations()]) desk.presence(`station:${s.context.id}`, false);
      desk.pass(4 * 3_600_000);
      for (const { value } of desk.core.state.tickets()) expect(['waiting', 'escalated']).toContain(value);
      expect(desk.core.figures(desk.now).imbalance).toBe(0);
    }),
    fuzz(30),
  );
});
