import { describe, expect, test } from 'vitest';
import type { PushBody } from '../../src/protocol/messages.ts';
import { Desk } from './desk.ts';
import { cold, HOST, inService, OTHER, SOUTH, WINDOW, warm } from './handing-on.ts';
import { Kept, replayed } from './kept.ts';
import { tinyBureau } from './tiny-bureau.ts';

const told = (desk: Desk, topic: string): PushBody[] => desk.pushes.filter((p) => p.topic === topic).map((p) => p.body);

describe('[TRF-6] a warm transfer stays with its host until the next has accepted; then it is theirs, with all that was asked for', () => {
  test('the host serves it meanwhile, and is free after', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.open(SOUTH);
    expect(warm(desk, ticket, { hall: 'south', business: 'social-fee' })).toEqual({ ok: true });
    expect(desk.last('offer.made')).toMatchObject({ ticket, station: SOUTH, invite: 'transfer', loan: null });
    expect(desk.ticket(ticket)).toMatchObject({ station: HOST, hall: 'north' });
    expect(desk.seat(HOST).work).toMatchObject([{ ticket, phase: 'serving' }]);
    desk.pass(5_000);
    expect(desk.accept(ticket)).toEqual({ ok: true });
    expect(desk.ticket(ticket)).toMatchObject({
      station: SOUTH,
      hall: 'south',
      business: 'social-fee',
      skill: 'social',
    });
    expect(desk.ticket(ticket)).toMatchObject({ guest: null, acceptedAt: desk.now, responsible: HOST });
    // It is south's own now.
    expect(desk.last('ticket.handedOver')).toMatchObject({ from: HOST, to: SOUTH, loan: null });
    expect(desk.seat(HOST)).toMatchObject({ value: 'ready', work: [] });
    expect(desk.seat(SOUTH)).toMatchObject({ value: 'serving', work: [{ ticket, phase: 'serving' }] });
    desk.end(ticket);
    desk.complete(ticket);
    expect(desk.last('ticket.closed')).toMatchObject({ station: SOUTH, workedMs: 0 });
    expect(desk.core.figures(desk.now)).toMatchObject({ imbalance: 0, answered: 1 });
  });

  test('it is answered once, and handled where it ended', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.open(SOUTH);
    warm(desk, ticket, { hall: 'south' });
    desk.accept(ticket);
    desk.pass(30_000);
    desk.complete(ticket);
    expect(desk.core.state.lines.of('north', 'voice').figures).toMatchObject({ answered: 1, handleMs: null });
    expect(desk.core.state.lines.of('south', 'voice').figures).toMatchObject({ answered: 0, handleMs: 30_000 });
  });

  test('it is a loan only where the guest is of another hall than was asked', () => {
    const desk = new Desk(tinyBureau(({ bureau }) => Object.assign(bureau.policy.lend, { reserve: 0 })));
    const ticket = inService(desk);
    desk.open(SOUTH);
    warm(desk, ticket, { business: 'vat-return' });
    expect(desk.ticket(ticket).guest?.station).toBeNull();
    desk.pass(20_000);
    expect(desk.last('offer.made')).toMatchObject({ station: SOUTH, why: { side: 'ticket', step: 2 } });
    desk.accept(ticket);
    expect(desk.last('ticket.handedOver')).toMatchObject({
      from: HOST,
      to: SOUTH,
      loan: { from: 'south', to: 'north' },
    });
    expect(desk.core.figures(desk.now).openLoans).toBe(1);
    warm(desk, ticket, { hall: 'north' });
    desk.accept(ticket);
    expect(desk.last('ticket.handedOver')).toMatchObject({ from: SOUTH, to: HOST, loan: null });
    expect(desk.core.figures(desk.now).openLoans).toBe(0);
  });
});

test('[TRF-7] warm is for a ticket in service and for the same modality', () => {
  const desk = new Desk();
  const ticket = inService(desk);
  expect(warm(desk, ticket, { group: 'vtax' })).toMatchObject({
    code: 'wrong-state',
    detail: expect.stringMatching(/voice, not video: transfer it cold/),
  });
  desk.end(ticket);
  expect(warm(desk, ticket, { hall: 'south' })).toMatchObject({
    code: 'wrong-state',
    detail: expect.stringMatching(/wrapUp: transfer it cold/),
  });
});

describe('[TRF-8] nobody comes: after the routing steps and ten offers more it is over, and the host still has it', () => {
  test('not before, and after a restart too', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    warm(desk, ticket, { hall: 'south' });
    const until = desk.now + 40_000 + 150_000;
    expect(desk.ticket(ticket).guest).toMatchObject({ due: desk.now + 20_000, until });
    const restarted = new Desk(tinyBureau(), desk.now + 1_000, replayed(tinyBureau(), desk.steps));
    for (const d of [desk, restarted]) {
      d.pass(until - d.now - 1);
      expect(d.ticket(ticket).guest).not.toBeNull();
      d.pass(1);
      expect(d.last('invite.closed')).toMatchObject({ ticket, guest: null, reason: 'nobody', at: until });
      expect(d.ticket(ticket)).toMatchObject({ station: HOST, hall: 'north', guest: null });
      expect(told(d, `station:${HOST}`).at(-1)).toMatchObject({ type: 'ticket', ticket: { id: ticket } });
    }
  });

  test('an offer of it that is still out is taken back', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    warm(desk, ticket, { hall: 'south' });
    desk.pass(189_000);
    desk.open(SOUTH);
    expect(desk.seat(SOUTH).value).toBe('offered');
    desk.pass(1_000);
    expect(desk.last('offer.rescinded')).toMatchObject({ station: SOUTH, reason: 'invite-closed' });
    expect(desk.seat(SOUTH)).toMatchObject({ value: 'ready', missed: 0 });
  });
});

test('[TRF-9] the first station stays responsible and is told of every later step', () => {
  const desk = new Desk();
  const ticket = inService(desk);
  desk.open(OTHER);
  cold(desk, ticket, { station: OTHER });
  desk.accept(ticket);
  desk.open(SOUTH);
  warm(desk, ticket, { station: SOUTH });
  const before = told(desk, `station:${HOST}`).length;
  desk.accept(ticket);
  expect(desk.ticket(ticket)).toMatchObject({ responsible: HOST, station: SOUTH });
  expect(told(desk, `station:${HOST}`).slice(before)).toContainEqual({
    type: 'ticket',
    ticket: expect.objectContaining({ id: ticket, station: SOUTH, hall: 'south' }),
  });
});

describe('[TRF-11] what was written with it is told to whoever is offered it', () => {
  test('cold, also where paper is put on the desk at once', () => {
    const desk = new Desk();
    desk.open(WINDOW);
    const ticket = desk.document();
    desk.open('south-w01');
    cold(desk, ticket, { hall: 'south', business: 'social-fee', note: 'sealed-1' });
    expect(desk.stationOf(ticket)).toBe('south-w01');
    const message = { type: 'message', ticket, from: WINDOW, text: 'sealed-1', at: desk.now };
    expect(told(desk, 'station:south-w01')).toContainEqual(message);
  });

  test('warm, and to nobody else', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.open(OTHER);
    desk.open(SOUTH);
    warm(desk, ticket, { hall: 'south', note: 'sealed-2' });
    const told2 = desk.pushes.filter((p) => p.body.type === 'message').map((p) => [p.topic, p.body]);
    expect(told2).toEqual([
      [`station:${SOUTH}`, { type: 'message', ticket, from: HOST, text: 'sealed-2', at: desk.now }],
    ]);
  });
});

test('[TRF-12] an open invitation ends when its ticket leaves the desk', () => {
  const leave: [string, (desk: Desk, ticket: string) => unknown][] = [
    ['transferred', (desk, ticket) => cold(desk, ticket, { hall: 'east' })],
    ['ended', (desk, ticket) => desk.end(ticket)],
    ['completed', (desk, ticket) => desk.complete(ticket)],
    ['its host lost', (desk) => [desk.presence(`station:${HOST}`, false), desk.pass(20_000)]],
    ['set aside', (desk, ticket) => desk.give({ type: 'quarantine', id: 'q', ticket, station: null, error: 'test' })],
  ];
  for (const [how, act] of leave) {
    const desk = new Desk(tinyBureau(({ bureau }) => Object.assign(bureau.rules.voice, { offer: '60s' })));
    const ticket = inService(desk);
    desk.open(SOUTH);
    warm(desk, ticket, { hall: 'south' });
    expect(desk.seat(SOUTH).offer?.ticket, how).toBe(ticket);
    act(desk, ticket);
    expect(desk.last('offer.rescinded'), how).toMatchObject({ station: SOUTH, reason: 'invite-closed' });
    expect(desk.last('invite.closed'), how).toMatchObject({ ticket, guest: null, reason: 'released' });
    expect(desk.seat(SOUTH).offer, how).toBeNull();
    expect(desk.core.state.ticket(ticket)?.context.guest ?? null, how).toBeNull();
  }
});

test('[TRF-13] replayed, or restored from a checkpoint, transfers give the same state, and what is open goes on', () => {
  const desk = new Desk();
  const kept = new Kept();
  const first = inService(desk);
  cold(desk, first, { hall: 'south', note: 'sealed' });
  const second = desk.call('north', 'vat-return');
  desk.accept(second);
  warm(desk, second, { hall: 'south', business: 'social-fee' });
  kept.take(desk.core);
  const cores = [replayed(tinyBureau(), desk.steps), kept.restore(tinyBureau(), [])];
  for (const core of cores) {
    expect(core.hash()).toBe(desk.core.hash());
    const again = new Desk(tinyBureau(), desk.now, core);
    again.presence(`station:${HOST}`, true);
    again.open(SOUTH);
    expect(again.stationOf(first)).toBe(SOUTH);
    again.serve(first);
    expect(again.last('offer.made')).toMatchObject({ ticket: second, station: SOUTH, invite: 'transfer' });
  }
});

describe('[TRF-14] a named station has it kept for a while if it is at work; else it is the others’ of its hall', () => {
  test('the others are not offered it until the time is over', () => {
    const desk = new Desk(tinyBureau(({ bureau }) => Object.assign(bureau.rules.voice, { prefer: '60s' })));
    const named = inService(desk, OTHER);
    const ticket = inService(desk);
    cold(desk, ticket, { station: OTHER });
    expect(desk.ticket(ticket).prefer).toEqual({ station: OTHER, until: desk.now + 60_000 });
    desk.pass(40_000);
    expect(desk.state(ticket)).toBe('waiting');
    desk.complete(named);
    expect(desk.stationOf(ticket)).toBe(OTHER);
  });

  test('whoever is free has it once that time is over', () => {
    const desk = new Desk(
      tinyBureau(({ bureau }) => Object.assign(bureau.rules.voice, { prefer: '60s', avoid: '10s' })),
    );
    inService(desk, OTHER);
    const ticket = inService(desk);
    cold(desk, ticket, { station: OTHER });
    desk.pass(59_999);
    expect(desk.state(ticket)).toBe('waiting');
    desk.pass(1);
    expect(desk.ticket(ticket)).toMatchObject({ prefer: null, station: HOST });
  });

  test('a station that is paused, or away, is not waited for', () => {
    for (const away of [(desk: Desk) => desk.pause(OTHER), (desk: Desk) => desk.presence(`station:${OTHER}`, false)]) {
      const desk = new Desk();
      const ticket = inService(desk);
      desk.open(OTHER);
      away(desk);
      cold(desk, ticket, { station: OTHER });
      expect(desk.ticket(ticket)).toMatchObject({ prefer: null, hall: 'north' });
    }
  });

  test('warm, nobody else is offered it, and it need not have the level of the first step', () => {
    const desk = new Desk(tinyBureau(({ halls }) => Object.assign(halls[0]?.stations[0] ?? {}, { count: 3 })));
    const ticket = inService(desk);
    desk.open(OTHER);
    desk.pass(1_000);
    desk.open('north-s03');
    warm(desk, ticket, { station: 'north-s03', business: 'social-fee' });
    expect(desk.last('offer.made')).toMatchObject({ ticket, station: 'north-s03', invite: 'transfer' });
    expect(desk.accept(ticket)).toEqual({ ok: true });
    expect(desk.ticket(ticket)).toMatchObject({ station: 'north-s03', business: 'social-fee' });
  });
});
