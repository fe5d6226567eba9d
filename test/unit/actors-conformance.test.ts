import { describe, expect, test, vi } from 'vitest';
import { createActor } from 'xstate';
import type { Flat } from '../../src/actors/flat.ts';
import { followUp } from '../../src/actors/follow-up.ts';
import { hall } from '../../src/actors/hall.ts';
import { seat } from '../../src/actors/seat.ts';
import { startActor, startRoot } from '../../src/actors/start.ts';
import { ticket } from '../../src/actors/ticket.ts';
import { window } from '../../src/actors/window.ts';
import { type Random, seededRandom } from '../../src/simulate/random.ts';
import { newFollowUp, newStation, newTicket, samples } from './actors-samples.ts';

const STEPS = 10_000;
const at = 1_000;

interface Sent {
  type: string;
  at: number;
}

/** Any event that any actor knows, or that none does, whether or not it makes sense now; mostly one that is taken. */
function anyEvent({ pick, next }: Random, now: number, taken: (event: Sent) => boolean): Sent {
  const ticket = pick(['t1', 't2', 't3']) ?? '';
  const station = pick([newStation.id, 'north-w02']) ?? '';
  const unknown = { type: 'no.such', at: now };
  const all: Sent[] = [...samples({ at: now, ticket, station, until: now + Math.floor(next() * 60_000) }), unknown];
  return pick(next() < 0.8 ? all.filter(taken) : all) ?? unknown;
}

const machines: [string, Flat<never, object, never>, unknown][] = [
  ['ticket', ticket as never, { at, data: newTicket }],
  ['seat', seat as never, { ...newStation, kind: 'seat' }],
  ['window', window as never, { ...newStation, kind: 'window' }],
  ['hall', hall as never, { id: 'north' }],
  ['follow-up', followUp as never, newFollowUp],
];

describe.each(machines)('%s', (name, machine, input) => {
  const fresh = () => ({
    table: startActor(machine, name, { input: input as never }, () => {}),
    oracle: createActor(machine.machine, { input: input as never }).start(),
  });

  test(`[ACT-1] the table equals XState's interpreter over ${STEPS} random steps`, () => {
    const random = seededRandom(20261123);
    const entered = new Set<string>();
    let { table, oracle } = fresh();
    for (let i = 0, now = at; i < STEPS; i++) {
      const before = table.getSnapshot();
      const event = anyEvent(random, now, (e) => machine.can(before, e));
      now += Math.floor(random.next() * 5_000);
      const about = `step ${i}: ${event.type} in ${String(before.value)}`;
      expect(machine.can(before, event), about).toBe(oracle.getSnapshot().can(event));
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
      entered.add(String(is.value));
      if (is.status === 'done') ({ table, oracle } = fresh());
    }
    // Every transition: ACT-4.
    expect([...entered].sort(), 'every state was entered').toEqual(Object.keys(machine.machine.states).sort());
  });

  test('[ACT-2] an actor that is started again from its snapshot goes on as before', () => {
    const random = seededRandom(7);
    let { table } = fresh();
    for (let i = 0; i < 500; i++) {
      const kept = JSON.parse(JSON.stringify(table.getSnapshot()));
      const again = startActor(machine, name, { snapshot: kept }, () => {});
      const event = anyEvent(random, at + i, (e) => machine.can(kept, e));
      table.send(event);
      again.send(event);
      expect(JSON.stringify(again.getSnapshot())).toBe(JSON.stringify(table.getSnapshot()));
      if (table.getSnapshot().status === 'done') ({ table } = fresh());
    }
  });
});

test('[ACT-3] an actor whose action throws is in error, and its observer hears of it', () => {
  const errors: unknown[] = [];
  const actor = startActor(ticket, 't1', { input: { at, data: newTicket } }, (error) => errors.push(error));
  const poisoned = { ...actor.getSnapshot(), value: 'offered' as const };
  poisoned.context = { ...poisoned.context, avoid: null as never };
  const bad = startActor(ticket, 't1', { snapshot: poisoned }, (error) => errors.push(error));
  bad.send({ type: 'offer.timedOut', at, station: 'north-w01', avoidUntil: at } as never);
  expect(bad.getSnapshot().status).toBe('error');
  expect(errors).toHaveLength(1);
});

test('[ACT-6] an actor under a root that throws is in error, and nobody else is troubled by it', () => {
  const later = vi.spyOn(globalThis, 'setTimeout');
  const root = startRoot();
  const [bad, good] = ['t1', 't2'].map((id) =>
    startActor(ticket, id, { input: { at, data: { ...newTicket, id } } }, root),
  );
  const event = { type: 'ticket.widened', at, index: 1, until: null } as const;
  const throwing = Object.defineProperty({ ...event }, 'step', {
    get: () => {
      throw new Error('a fault for a test');
    },
  });
  bad?.send(throwing);
  good?.send({ ...event, step: newTicket.step } as never);
  expect(bad?.getSnapshot().status).toBe('error');
  expect(good?.getSnapshot()).toMatchObject({ status: 'active', context: { stepIndex: 1 } });
  expect(root.getSnapshot().status).toBe('active');
  expect(later, 'XState throws what nobody observed from a timer').not.toHaveBeenCalled();
  later.mockRestore();
});
