import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Step } from '../../src/bureau/commands.ts';
import type { ClientCommand } from '../../src/client/connect.ts';
import { Host } from '../../src/host/host.ts';
import type { Why } from '../../src/host/questions.ts';
import { MemoryStore, memoryJournal } from '../../src/journal/memory.ts';
import type { Frame } from '../../src/ports.ts';
import type { Query } from '../../src/protocol/messages.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { VirtualClock } from '../../src/simulate/virtual-clock.ts';
import { morning } from './city-rig.ts';
import { quietPorts } from './host-ports.ts';
import { tinyBureau } from './tiny-bureau.ts';

const chief: Principal = { role: 'supervisor', sub: 'chief', halls: '*' };
const caller: Principal = { role: 'taxpayer', sub: 'li', hall: 'north' };

let stop = async () => {};
afterEach(async () => {
  vi.useRealTimers();
  await stop();
});

/** A host whose journal keeps an append waiting while it is held; `further`: what the journal holds besides, at its end. */
async function rig(further: Step[] = []) {
  const kept = memoryJournal(new MemoryStore());
  await kept.open();
  let held: PromiseWithResolvers<void> | null = null;
  const append = async (steps: Parameters<typeof kept.append>[0]) => {
    await held?.promise;
    await kept.append(steps);
  };
  async function* read(after: number) {
    yield* kept.read(after);
    yield further;
  }
  const bureau = tinyBureau((files) => {
    Object.assign(files.bureau.policy, { rate: '2d', followUp: '56h' });
  });
  const host = new Host({
    core: new BureauCore(bureau),
    journal: { ...kept, append, read },
    seq: 0,
    clock: new VirtualClock(morning),
    ...quietPorts(bureau),
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
      host.command(
        { type: 'submit', id, business: 'invoice-claim', channel: 'etax', priority: 0, by: caller },
        '10.0.0.1',
      ),
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
  const answer = host.ask(question, by, '10.0.0.1');
  expect(await soon(answer)).toBe('nothing yet');
  release();
  expect(await answer).toMatchObject(shows);
  await submitted;
  // What is durable is told at once, also while the journal is at work on nothing.
  hold();
  expect(await soon(host.ask(question, by, '10.0.0.1'))).toMatchObject(shows);
  release();
});

test('[HST-2] why a ticket is where it is, is told once that is durable', async () => {
  const { host, hold, release, submit } = await rig();
  hold();
  const submitted = submit();
  const [ticket] = host.core.state.tickets();
  const told = host.ask({ type: 'why', id: 'question', ticket: ticket?.context.id ?? '' }, caller, '10.0.0.1');
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

/** An erasure of a ticket in a step so far behind its beginning. */
const farBehind = (ticket: string, steps: number): Step => ({
  ...{ seq: Number.parseInt(ticket.slice(1), 36) + steps, at: morning, id: 'far', type: 'erase', by: null },
  ...{ from: null, on: ticket, print: null, answer: { ok: true } },
  events: [{ type: 'person.erased', ticket, at: morning }],
});

test('[HST-5] why tells also what came after the end of a ticket: rating, follow-up, erasure; to a bound', async () => {
  const further: Step[] = [];
  const { host, submit } = await rig(further);
  const desk: Principal = { role: 'station', sub: 'officer', hall: 'north', station: 'north-w01' };
  let n = 0;
  const says = async (by: Principal, command: ClientCommand) => {
    const given = { ...command, id: `word-${++n}`, by } as Parameters<Host['command']>[0];
    expect((await host.command(given, '10.0.0.1')).answer).toMatchObject({ ok: true });
  };
  await says(desk, { type: 'signIn', station: desk.station });
  await says(desk, { type: 'ready', station: desk.station });
  const { answer } = await submit();
  const ticket = answer.ok ? (answer.ticket ?? '') : '';
  await says(desk, { type: 'complete', ticket, outcome: 'resolved', reply: '已办结' });
  await says(caller, { type: 'rate', ticket, grade: 1 });
  await says(chief, { type: 'followUp', ticket, finding: 'upheld', text: '已核实' });
  await says(chief, { type: 'erase', ticket });
  const told = async () => {
    const { story } = (await host.ask({ type: 'why', id: 'question', ticket }, chief, '10.0.0.1')) as Why;
    const types = story.map(({ type }) => type);
    return types.slice(types.indexOf('ticket.closed') + 1);
  };
  const after = ['rating.given', 'followUp.opened', 'followUp.answered', 'person.erased'];
  expect(await told()).toEqual(after);
  further.push(farBehind(ticket, 200_000));
  expect(await told()).toEqual([...after, 'person.erased']);
  further[0] = farBehind(ticket, 200_001);
  expect(await told()).toEqual(after);
});

test('[HST-6] a taxpayer who asks why is not told what colleagues and departments wrote to each other', async () => {
  const { host } = await rig();
  const payer: Principal = { role: 'taxpayer', sub: 'payer', hall: 'north' };
  const desk: Principal = { role: 'station', sub: 'officer', hall: 'north', station: 'north-w01' };
  const goods: Principal = { role: 'department', sub: 'clerk', department: 'goods' };
  let n = 0;
  const says = async (by: Principal, command: ClientCommand) => {
    const given = { ...command, id: `told-${++n}-word`, by } as Parameters<Host['command']>[0];
    const { answer } = await host.command(given, '10.0.0.1');
    expect(answer).toMatchObject({ ok: true });
    return answer.ok ? (answer.ticket ?? '') : '';
  };
  await says(desk, { type: 'signIn', station: desk.station });
  await says(desk, { type: 'ready', station: desk.station });
  const ticket = await says(payer, { type: 'submit', business: 'invoice-claim', channel: 'etax' });
  await says(desk, { type: 'consult', ticket, hall: 'south', note: 'between us 1' });
  await says(desk, { type: 'endConsult', ticket });
  await says(desk, { type: 'escalate', ticket, department: 'goods', question: 'between us 2' });
  await says(goods, { type: 'answer', ticket, text: 'between us 3' });
  const story = async (by: Principal) =>
    JSON.stringify(((await host.ask({ type: 'why', id: 'question', ticket }, by, '10.0.0.1')) as Why).story);
  const view = async (by: Principal) =>
    JSON.stringify(await host.ask({ type: 'view', id: 'question' }, by, '10.0.0.1'));
  expect(await view(desk)).toContain('between us 3');
  expect(await view(payer)).toContain(ticket);
  expect(await view(payer)).not.toContain('between us');
  const [outside, inside] = [await story(payer), await story(chief)];
  expect(inside.match(/between us [1-3]/g)).toHaveLength(3);
  expect(outside).not.toContain('between us');
  expect(outside).toContain('ticket.answered');
});
