import { expect, test } from 'vitest';
import type { ClientCommand } from '../../src/client/connect.ts';
import type { TicketView } from '../../src/protocol/views.ts';
import { Bridge } from '../../src/simulate/city/bridge.ts';
import { measuresOn } from '../../src/simulate/city/measures.ts';
import { wordFor } from '../../src/simulate/city/plea.ts';
import { Supervisor } from '../../src/simulate/city/supervisor.ts';
import { emptyTally } from '../../src/simulate/city/tally.ts';
import { Timers } from '../../src/simulate/city/timers.ts';
import { type Hear, seer, type World } from '../../src/simulate/city/world.ts';
import { seededRandom } from '../../src/simulate/random.ts';
import { VirtualClock } from '../../src/simulate/virtual-clock.ts';
import { morning } from './city-rig.ts';
import { tinyBureau } from './tiny-bureau.ts';

const hour = 3_600_000;
const bureau = tinyBureau();

/** What `why` tells of a ticket of the hall `north`, if it is open. */
const why = (modality: 'document' | 'voice', state?: string) => ({
  story: [
    { type: 'ticket.submitted', data: { modality, skill: 'invoice' } },
    { type: 'offer.accepted', station: 'north-w01' },
  ],
  ...(state !== undefined && { now: { state } }),
});
function wordsFor(told: object) {
  const random = seededRandom(7);
  return Array.from({ length: 200 }, () => wordFor(bureau, 'north', 't1', told, random));
}

test('[CITY-32] a supervisor who is asked for haste does what the state of the ticket allows, and breaks no conversation', () => {
  const queued = wordsFor(why('voice', 'waiting'));
  expect(new Set(queued.map((word) => word?.command.type))).toEqual(new Set(['prioritise', 'assign', 'move']));
  for (const word of queued) expect(word?.far).toBe(word?.command.type === 'move');
  const desks = wordsFor(why('document', 'serving'));
  expect(new Set(desks.map((word) => word?.command.type))).toEqual(new Set(['assign', 'pull']));
  // Another window of the hall: not the one that has it, not a seat, which carries no paper.
  for (const word of desks) if (word?.command.type === 'assign') expect(word.command.station).toBe('north-w02');
  for (const nothing of [why('voice', 'serving'), why('document', 'parked'), why('document')])
    expect(new Set(wordsFor(nothing))).toEqual(new Set([null]));
});

/** The supervisor of `north`, and what is said by which pass. */
function rig(maturity: 'full' | 'pooled') {
  const clock = new VirtualClock(morning + hour);
  const said: { by: string; command: ClientCommand }[] = [];
  const heard: Hear[] = [];
  const connect: World['lines']['connect'] = (by, hear) => {
    heard.push(hear);
    return {
      command: async (command) => {
        said.push({ by, command });
        return undefined as never;
      },
      ask: async () => why('document', 'serving'),
      cut: () => {},
      close: () => {},
    };
  };
  const lines: World['lines'] = { connect, post: () => Promise.reject(new Error('supervisors post nothing')) };
  const tally = emptyTally();
  const world: World = {
    bureau: tinyBureau((files) => {
      files.halls[0]!.maturity = maturity;
    }),
    timers: new Timers(clock),
    lines,
    tokens: { stations: {}, taxpayers: {}, departments: {}, supervisors: { north: 'own' }, chief: 'centre' },
    bridge: new Bridge(),
    tally,
    plead: () => {},
    ...seer(tally),
  };
  const centre = connect('centre', { onView: () => {}, onPush: () => {} });
  const supervisor = new Supervisor(world, 'north', centre, seededRandom(1));
  return {
    clock,
    said,
    tally,
    supervisor,
    hear: (ticket: TicketView) => heard.at(-1)?.onPush([{ type: 'ticket', ticket }], 1),
  };
}

const aside: TicketView = {
  id: 't1',
  state: 'quarantined',
  hall: 'north',
  business: 'invoice-claim',
  channel: 'etax',
  modality: 'document',
  priority: 0,
  enteredAt: morning,
  due: morning + hour,
};

test('[CITY-33] what was set aside after a fault is put back once; in a pooled hall by the centre', async () => {
  for (const [maturity, by] of [
    ['full', 'own'],
    ['pooled', 'centre'],
  ] as const) {
    const { clock, said, tally, hear } = rig(maturity);
    hear(aside);
    hear(aside);
    clock.run();
    await new Promise(setImmediate);
    expect(said).toEqual([{ by, command: { type: 'requeue', ticket: 't1' } }]);
    expect(tally.paths).toMatchObject({ requeued: 1, prioritised: 0 });
  }
});

test('[CITY-34] who asks to be forgotten is erased by the centre, in office hours', async () => {
  const { clock, said, tally, supervisor } = rig('full');
  clock.run(morning + 12 * hour);
  supervisor.hear({ ticket: 't1', wants: 'oblivion' });
  clock.run(morning + 14 * hour);
  expect(said).toEqual([]);
  clock.run(morning + 25 * hour);
  await new Promise(setImmediate);
  expect(said).toEqual([{ by: 'centre', command: { type: 'erase', ticket: 't1' } }]);
  expect(tally.paths.erased).toBe(1);
});

test('[CITY-35] every order of a day is taken back and every paused station made ready in it; maturity is let alone', () => {
  const random = seededRandom(3);
  const measures = Array.from({ length: 300 }, () => measuresOn(bureau, 'north', random)).flat();
  const orders = measures.flatMap(({ command }) => (command.type === 'order' ? [command.order.of] : []));
  expect(new Set(orders)).toEqual(new Set(['staffing', 'lend', 'station']));
  for (const { at, command, end } of measures) {
    expect(at).toBeGreaterThan(9 * hour);
    expect(at + (end?.after ?? 0)).toBeLessThan(17.5 * hour);
    if (command.type === 'order') expect(end?.command).toEqual({ ...command, order: { ...command.order, set: null } });
    else if (command.type === 'steer' && command.to === 'paused')
      expect(end?.command).toEqual({ ...command, to: 'ready' });
    else expect(end).toBe(null);
  }
  const steers = measures.flatMap(({ command }) => (command.type === 'steer' ? [command.to] : []));
  expect(new Set(steers)).toEqual(new Set(['paused', 'signedOut']));
});
