import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PushBody } from '../../src/protocol/messages.ts';
import { Home } from './support/home.ts';
import type { Served } from './support/process.ts';
import { exchange, officerAt, openStation, payer, Speaker } from './support/speaker.ts';

let home: Home;
let server: Served;
beforeEach(async () => {
  home = await Home.make(({ bureau }) => {
    for (const rules of [bureau.rules.video, bureau.rules.voice])
      Object.assign(rules, { offer: '60s', steps: [{ scope: 'hall' }] });
    bureau.policy.pace = '0s';
  });
  server = await home.serve();
});
afterEach(() => home.leave());

const video = { type: 'submit', channel: 'vtax', business: 'vat-return' };
const call = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim' };

/** Takes and finishes the offer that the station has now. */
async function serveNext(station: Speaker): Promise<string> {
  const { result } = await station.does({ type: 'view' });
  const { offer } = result as unknown as { offer: { id: string; ticket: { id: string } } };
  await station.does({ type: 'accept', offer: offer.id });
  await station.does({ type: 'complete', ticket: offer.ticket.id, outcome: 'resolved' });
  return offer.ticket.id;
}
/** What a session was pushed, of one kind. */
const pushes = <T extends PushBody['type']>(speaker: Speaker, type: T) =>
  speaker.messages
    .flatMap((m) => (m.type === 'push' ? m.events : []))
    .filter((e): e is Extract<PushBody, { type: T }> => e.type === type);

test('[SRV-1] who waits is told the place and an estimate, and told anew when the queue moves', async () => {
  const window = await openStation(home, 'north-w01');
  const people: Speaker[] = [];
  let ticket = '';
  for (let i = 0; i < 4; i++) {
    people.push(await Speaker.enter(home, payer(`payer ${i}`)));
    ({ ticket } = (await people[i]!.does(video)).result);
  }
  // The first is with the window, the last stands third.
  const last = people.at(-1)!;
  const stands = (at: number) => last.told('place', ({ place }) => place.position === at);
  await stands(3);
  await serveNext(window);
  expect((await stands(2)).place.estimateMs).toBeGreaterThanOrEqual(0);
  await people[2]!.leave();
  await serveNext(window);
  // Who lost the line keeps the place.
  await stands(2).then(() => last.does({ type: 'view' }));
  expect(pushes(last, 'place').map((p) => p.place.position)).toEqual([3, 2]);
  expect(new Set(pushes(last, 'place').map((p) => p.place.ticket))).toEqual(new Set([ticket]));
});

test('[SRV-2] a station that comes back with its last sequence is told what it missed, once and in order', async () => {
  const seat = await openStation(home, 'north-s01');
  const calls = await Speaker.enter(home, exchange);
  const since = seat.seq;
  await seat.leave();
  // While it is away nobody calls it; what it is told of are its own line and the offer on its return.
  const { result } = await calls.does(call);
  const again = await Speaker.enter(home, officerAt('north-s01'), since);
  expect(again.welcome.view).toBeUndefined();
  const { offer } = await again.told('offer');
  expect(offer.ticket.id).toBe(result.ticket);
  const seqs = again.messages.flatMap((m) => (m.type === 'push' ? [m.seq] : []));
  expect(seqs.every((seq) => seq > since)).toBe(true);
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
});

test('[SRV-3] a taxpayer that comes back with its last sequence hears that its ticket was closed meanwhile', async () => {
  const window = await openStation(home, 'north-w01');
  const taxpayer = await Speaker.enter(home, payer('elsewhere'));
  const { result } = await taxpayer.does({ type: 'submit', channel: 'vtax', business: 'vat-return' });
  const { offer } = await window.told('offer');
  await window.does({ type: 'accept', offer: offer.id });
  const since = taxpayer.seq;
  await taxpayer.leave();
  await window.does({ type: 'complete', ticket: result.ticket, outcome: 'resolved', reply: '已办结' });
  const again = await Speaker.enter(home, payer('elsewhere'), since);
  expect(again.welcome.view).toBeUndefined();
  const closed = await again.told('ticket', ({ ticket }) => ticket.state === 'closed');
  expect(closed.ticket).toMatchObject({ id: result.ticket, outcome: 'resolved', reply: '已办结' });
  // Another one hears nothing of it.
  const other = await Speaker.enter(home, payer('somebody else'), since);
  await other.does({ type: 'view' });
  expect(pushes(other, 'ticket')).toEqual([]);
});

test('[SRV-4] after a restart a session that missed anything gets a fresh view, whatever sequence it names', async () => {
  const taxpayer = await Speaker.enter(home, payer('patient'));
  const { result } = await taxpayer.does(video);
  await taxpayer.told('place');
  const since = taxpayer.seq;
  await server.kill('SIGKILL');
  await home.serve();
  for (const seq of [0, since - 1, since + 1_000]) {
    const again = await Speaker.enter(home, payer('patient'), seq);
    expect(again.welcome.view).toMatchObject({
      tickets: [{ id: result.ticket, state: 'waiting' }],
      places: [{ ticket: result.ticket, position: 1 }],
    });
    await again.leave();
  }
});

test('[SRV-5] two sessions of one taxpayer both hear, and the line counts as up until the last has gone', async () => {
  const first = await Speaker.enter(home, payer('on two screens'));
  const second = await Speaker.enter(home, payer('on two screens'));
  const { result } = await first.does(video);
  const window = await openStation(home, 'north-w01');
  const { offer } = await window.told('offer');
  for (const speaker of [first, second])
    await speaker.told('ticket', ({ ticket }) => ticket.id === result.ticket && ticket.state === 'offered');
  await first.leave();
  await window.does({ type: 'accept', offer: offer.id });
  await second.told('ticket', ({ ticket }) => ticket.state === 'serving');
  expect(pushes(second, 'ticket').every(({ ticket }) => ticket.awayUntil === undefined)).toBe(true);
  await second.leave();
  await window.told('ticket', ({ ticket }) => ticket.awayUntil !== undefined);
  await Speaker.enter(home, payer('on two screens'));
  await window.told(
    'ticket',
    ({ ticket }) => ticket.state === 'serving' && ticket.awayUntil === undefined,
    window.messages.length - 1,
  );
});

test('[SRV-6] an officer who signs in elsewhere goes on there, with the work on the desk', async () => {
  const first = await openStation(home, 'north-s01');
  const calls = await Speaker.enter(home, exchange);
  const { result } = await calls.does(call);
  const { offer } = await first.told('offer');
  await first.does({ type: 'accept', offer: offer.id });
  const second = await Speaker.enter(home, officerAt('north-s01'));
  expect(await first.closed).toBe(4003);
  expect(second.welcome.view).toMatchObject({ tickets: [{ id: result.ticket, state: 'serving' }] });
  await second.does({ type: 'complete', ticket: result.ticket, outcome: 'resolved' });
  expect((await home.journal()).flatMap((s) => s.events).filter((e) => e.type === 'station.lost')).toEqual([]);
});

test('[SRV-7] a stop lets the journal finish, sends everybody away to come again, and ends with 0', async () => {
  const calls = await Speaker.enter(home, exchange);
  const asked = Array.from({ length: 50 }, (_, i) => calls.ask({ ...call, ref: `r${i}` }));
  const ended = server.kill('SIGTERM');
  const answers = (await Promise.allSettled(asked)).flatMap((a) => (a.status === 'fulfilled' ? [a.value] : []));
  expect(await calls.closed).toBe(1001);
  expect(await ended).toEqual([0, null]);
  const kept = (await home.journal()).flatMap((s) => s.events).filter((e) => e.type === 'ticket.submitted');
  for (const answer of answers)
    if (answer.type === 'ack')
      expect(kept.map((e) => e.ticket)).toContain((answer.result as { ticket: string }).ticket);
    else expect(answer).toMatchObject({ code: 'stopping', retryable: true });
});
