import { setImmediate as turn } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { BureauCore } from '../../src/bureau/bureau.ts';
import { Host } from '../../src/host/host.ts';
import { MemoryStore, memoryJournal } from '../../src/journal/memory.ts';
import type { Frame } from '../../src/ports.ts';
import type { Query } from '../../src/protocol/messages.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { VirtualClock } from '../../src/simulate/virtual-clock.ts';
import { morning } from './city-rig.ts';
import { tinyBureau } from './tiny-bureau.ts';

const chief: Principal = { role: 'supervisor', sub: 'chief', halls: '*' };
const caller: Principal = { role: 'taxpayer', sub: 'li', hall: 'north' };

let stop = async () => {};
afterEach(async () => {
  vi.useRealTimers();
  await stop();
});

/** A host whose journal keeps an append waiting while it is held. */
async function rig() {
  const kept = memoryJournal(new MemoryStore());
  await kept.open();
  let held: PromiseWithResolvers<void> | null = null;
  const append = async (steps: Parameters<typeof kept.append>[0]) => {
    await held?.promise;
    await kept.append(steps);
  };
  const bureau = tinyBureau();
  const host = new Host({
    core: new BureauCore(bureau),
    journal: { ...kept, append },
    seq: 0,
    clock: new VirtualClock(morning),
    log: pino({ level: 'silent' }),
    committed: [],
    onMatch: () => {},
    onAppend: () => {},
    onFenced: () => {},
    matchP99Ms: () => 0,
    reload: async () => bureau,
    deliveries: { deadLetters: async () => [], redeliver: async () => {} },
  });
  stop = () => host.drain(1_000);
  while (host.commit.lag > 0) await turn();
  return {
    host,
    hold: () => {
      held = Promise.withResolvers();
    },
    release: () => held?.resolve(),
    submit: (id = 'submit-1') =>
      host.command({ type: 'submit', id, business: 'invoice-claim', channel: 'etax', priority: 0, by: caller }),
  };
}

/** What a promise has come to after some turns of the event loop. */
async function soon<T>(promise: Promise<T>): Promise<T | 'nothing yet'> {
  for (let i = 0; i < 5; i++) await turn();
  return Promise.race([promise, Promise.resolve<'nothing yet'>('nothing yet')]);
}

test.each<[Query['type'], Query, Principal, object]>([
  ['view', { type: 'view', id: 'question' }, caller, { tickets: [{ state: 'waiting' }] }],
  ['board', { type: 'board', id: 'question' }, chief, { submitted: 1 }],
  ['watch', { type: 'watch', id: 'question' }, chief, { submitted: 1 }],
])('[HST-1] a %s tells nothing that is not yet durable', async (_, question, by, shows) => {
  const { host, hold, release, submit } = await rig();
  hold();
  const submitted = submit();
  const answer = host.ask(question, by);
  expect(await soon(answer)).toBe('nothing yet');
  release();
  expect(await answer).toMatchObject(shows);
  await submitted;
  // What is durable is told at once, also while the journal is at work on nothing.
  hold();
  expect(await soon(host.ask(question, by))).toMatchObject(shows);
  release();
});

test('[HST-2] why a ticket is where it is, is told once that is durable', async () => {
  const { host, hold, release, submit } = await rig();
  hold();
  const submitted = submit();
  const [ticket] = host.core.state.tickets();
  const told = host.ask({ type: 'why', id: 'question', ticket: ticket?.context.id ?? '' }, caller);
  expect(await soon(told)).toBe('nothing yet');
  release();
  expect(await told).toMatchObject({ now: { state: 'waiting' } });
  await submitted;
});

test('[HST-3] a place in the line is told once the step that made it is durable, and not before its ticket', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  const { host, hold, release, submit } = await rig();
  const frames: Frame[] = [];
  await host.attach(caller, undefined, (frame) => frames.push(frame));
  hold();
  const submitted = submit();
  vi.advanceTimersByTime(200);
  await turn();
  expect(frames).toEqual([]);
  release();
  await submitted;
  await turn();
  expect(frames.flatMap((frame) => frame.events.map((event) => event.type))).toEqual(['ticket', 'place']);
});

test('[HST-4] a command that is given again before it is durable gets the same answer, and not sooner', async () => {
  const { hold, release, submit } = await rig();
  hold();
  const [first, again] = [submit(), submit()];
  expect(await soon(again)).toBe('nothing yet');
  release();
  expect(await again).toEqual(await first);
});
