import { describe, expect, test, vi } from 'vitest';
import { createActor } from 'xstate';
import type { Flat } from '../../src/actors/flat.ts';
import { hall } from '../../src/actors/hall.ts';
import { seat } from '../../src/actors/seat.ts';
import { startActor, startRoot } from '../../src/actors/start.ts';
import { ticket } from '../../src/actors/ticket.ts';
import { window } from '../../src/actors/window.ts';
import type { NewTicket } from '../../src/bureau/events.ts';
import type { RoutingStep } from '../../src/config/schema.ts';
import { type Random, seededRandom } from '../../src/simulate/random.ts';

const STEPS = 10_000;
const at = 1_000;
const capacity = { document: 3, video: 1, voice: 1 };
const station = { id: 'north-w01', hall: 'north', capacity, skills: { invoice: 3 }, at };
const step: RoutingStep = { scope: 'hall', minLevel: 3, for: 10_000 };
const data: NewTicket = {
  ...{ id: 't1', hall: 'north', business: 'invoice-claim', channel: 'booth', group: 'vtax', skill: 'invoice' },
  ...{ modality: 'video', presence: 'session', priority: 0, taxpayer: null, ref: null, awayUntil: null },
  ...{ due: 61_000, target: 60_000, step, stepUntil: 11_000 },
};

/** Every event that any actor knows, and one that none does. */
const types = [
  ...['ticket.submitted', 'ticket.widened', 'ticket.reconsidered', 'ticket.away', 'ticket.back', 'ticket.returned'],
  ...['ticket.closed', 'ticket.quarantined', 'service.ended', 'offer.made', 'offer.accepted', 'offer.rejected'],
  ...[
    'offer.timedOut',
    'offer.rescinded',
    'station.signedIn',
    'station.changed',
    'station.readied',
    'station.paused',
    'station.paced',
  ],
  ...['station.lost', 'station.back', 'station.signedOut', 'hall.opened', 'hall.draining', 'hall.closed', 'no.such'],
];

/** Machines end seldom, so that walks go deep. */
const ends = new Set(['ticket.closed', 'ticket.quarantined', 'station.signedOut']);

function anyEvent({ pick, next }: Random, now: number): { type: string } {
  const type = pick(types) ?? '';
  const later = now + Math.floor(next() * 60_000);
  const id = pick(['t1', 't2', 't3']) ?? '';
  const event = {
    ...{ type: ends.has(type) && next() < 0.5 ? 'offer.made' : type, at: now, ticket: id, offer: `${id}.1` },
    ...{ station: pick(['north-w01', 'north-w02']), modality: pick(['document', 'video', 'voice']), deadline: later },
    ...{ until: pick([null, later]), avoidUntil: later, paceUntil: pick([null, later]), reason: pick(['break', null]) },
    ...{
      index: pick([1, 2]),
      step: { scope: 'bureau', minLevel: 1 },
      outcome: 'resolved',
      reply: pick([null, '已办结']),
    },
    ...{ hall: 'north', kind: pick(['seat', 'window']), officer: 'somebody', capacity, skills: { invoice: 4 } },
  };
  return event;
}

const input = { ...station, kind: 'window' as const };
const machines: [string, Flat<never, object, never>, unknown][] = [
  ['ticket', ticket as never, { at, data }],
  ['seat', seat as never, { ...input, kind: 'seat' }],
  ['window', window as never, input],
  ['hall', hall as never, { id: 'north' }],
];

describe.each(machines)('%s', (name, machine, input) => {
  const fresh = () => ({
    table: startActor(machine, name, { input: input as never }, () => {}),
    oracle: createActor(machine.machine, { input: input as never }).start(),
  });

  test(`[ACT-1] the table equals XState's interpreter over ${STEPS} random steps`, () => {
    const random = seededRandom(20261123);
    const seen = new Map<string, number>();
    let { table, oracle } = fresh();
    for (let i = 0, now = at; i < STEPS; i++) {
      const event = anyEvent(random, now);
      now += Math.floor(random.next() * 5_000);
      const before = table.getSnapshot();
      const can = machine.can(before, event);
      const about = `step ${i}: ${event.type} in ${String(before.value)}`;
      expect(can, about).toBe(oracle.getSnapshot().can(event));
      if (can)
        seen.set(`${String(before.value)} ${event.type}`, (seen.get(`${String(before.value)} ${event.type}`) ?? 0) + 1);
      table.send(event);
      oracle.send(event);
      const [is, shouldBe] = [table.getSnapshot(), oracle.getSnapshot()];
      // By text: the order of a context's keys is part of what is hashed.
      if (is.value !== shouldBe.value || JSON.stringify(is.context) !== JSON.stringify(shouldBe.context))
        expect({ value: is.value, context: is.context }, about).toEqual({
          value: shouldBe.value,
          context: shouldBe.context,
        });
      expect(is.status, about).toBe(shouldBe.status);
      if (is.status === 'done') ({ table, oracle } = fresh());
    }
    const arms = Object.entries(machine.machine.config.states ?? {}).flatMap(([state, { on }]) =>
      Object.keys(on ?? {}).map((event) => `${state} ${event}`),
    );
    expect([...seen.keys()].sort(), 'every arm was taken').toEqual(arms.sort());
  });

  test('[ACT-2] an actor that is started again from its snapshot goes on as before', () => {
    const random = seededRandom(7);
    let { table } = fresh();
    for (let i = 0; i < 500; i++) {
      const kept = JSON.parse(JSON.stringify(table.getSnapshot()));
      const again = startActor(machine, name, { snapshot: kept }, () => {});
      const event = anyEvent(random, at + i);
      table.send(event);
      again.send(event);
      expect(JSON.stringify(again.getSnapshot())).toBe(JSON.stringify(table.getSnapshot()));
      if (table.getSnapshot().status === 'done') ({ table } = fresh());
    }
  });
});

test('[ACT-3] an actor whose action throws is in error, and its observer hears of it', () => {
  const errors: unknown[] = [];
  const actor = startActor(ticket, 't1', { input: { at, data } }, (error) => errors.push(error));
  const poisoned = { ...actor.getSnapshot(), value: 'offered' as const };
  poisoned.context = { ...poisoned.context, avoid: null as never };
  const bad = startActor(ticket, 't1', { snapshot: poisoned }, (error) => errors.push(error));
  bad.send({ type: 'offer.timedOut', at, station: 'north-w01', avoidUntil: at } as never);
  expect(bad.getSnapshot().status).toBe('error');
  expect(errors).toHaveLength(1);
});

test('[ACT-4] an actor under a root that throws is in error, and nobody else is troubled by it', () => {
  const later = vi.spyOn(globalThis, 'setTimeout');
  const root = startRoot();
  const [bad, good] = ['t1', 't2'].map((id) => startActor(ticket, id, { input: { at, data: { ...data, id } } }, root));
  const event = { type: 'ticket.widened', at, index: 1, until: null } as const;
  const throwing = Object.defineProperty({ ...event }, 'step', {
    get: () => {
      throw new Error('a fault for a test');
    },
  });
  bad?.send(throwing);
  good?.send({ ...event, step } as never);
  expect(bad?.getSnapshot().status).toBe('error');
  expect(good?.getSnapshot()).toMatchObject({ status: 'active', context: { stepIndex: 1 } });
  expect(root.getSnapshot().status).toBe('active');
  expect(later, 'XState throws what nobody observed from a timer').not.toHaveBeenCalled();
  later.mockRestore();
});
