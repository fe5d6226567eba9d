import { describe, expect, test } from 'vitest';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, Desk, officer, taxpayer } from './desk.ts';
import { consult, endConsult, HOST, handOver, inService, joined, OTHER, SOUTH, WINDOW } from './handing-on.ts';
import { Kept, replayed } from './kept.ts';
import { tinyBureau } from './tiny-bureau.ts';

const supervisor: Principal = { role: 'supervisor', sub: 'chief', halls: '*' };

describe('[CSL-6] who may not', () => {
  test('consult and hand over are the host’s; to end it is the guest’s too', () => {
    const desk = new Desk();
    const ticket = joined(desk);
    desk.open(SOUTH);
    for (const type of ['handOver', 'endConsult'] as const) {
      expect(desk.do(officer(SOUTH), { type, ticket })).toMatchObject({ code: 'not-found' });
      expect(desk.do(supervisor, { type, ticket })).toMatchObject({ code: 'forbidden' });
      expect(desk.do(channel('phone'), { type, ticket })).toMatchObject({ code: 'forbidden' });
      expect(desk.do({ ...officer(HOST), sub: 'x' }, { type, ticket })).toMatchObject({ code: 'station-taken' });
    }
    expect(handOver(desk, ticket, OTHER)).toMatchObject({ code: 'forbidden' });
    expect(consult(desk, ticket, { hall: 'south' }, OTHER)).toMatchObject({ code: 'forbidden' });
    expect(desk.do(taxpayer('li'), { type: 'consult', ticket, hall: 'south' })).toMatchObject({ code: 'forbidden' });
    expect(desk.do(officer(OTHER), { type: 'complete', ticket, outcome: 'resolved' })).toMatchObject({
      code: 'forbidden',
    });
    handOver(desk, ticket);
    // Responsible for it, and not at it any more.
    expect(endConsult(desk, ticket)).toMatchObject({ code: 'forbidden' });
  });

  test('targets are held to the same rules as those of a transfer', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    expect(consult(desk, ticket, {})).toMatchObject({ code: 'bad-message' });
    expect(consult(desk, ticket, { hall: 'west' })).toMatchObject({ code: 'unknown-hall' });
    expect(consult(desk, ticket, { hall: 'east', business: 'social-fee' })).toMatchObject({ code: 'nobody-able' });
    expect(consult(desk, 't999', { hall: 'south' })).toMatchObject({ code: 'not-found' });
  });
});

describe('[CSL-7] whatever becomes of host, guest or taxpayer, nobody is left with a consultation that is over', () => {
  test('a guest signs out only after the consultation', () => {
    const desk = new Desk();
    const ticket = joined(desk);
    const signOut = { type: 'signOut', station: OTHER } as const;
    expect(desk.do(officer(OTHER), signOut)).toMatchObject({
      code: 'wrong-state',
      detail: expect.stringMatching(ticket),
    });
    endConsult(desk, ticket, OTHER);
    expect(desk.do(officer(OTHER), signOut)).toEqual({ ok: true });
  });

  test('a guest who signs out or pauses with the offer pending leaves it to the next', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.open(OTHER);
    consult(desk, ticket, { hall: 'north' });
    desk.pause(OTHER);
    expect(desk.last('offer.rescinded')).toMatchObject({ station: OTHER, reason: 'station-paused' });
    expect(desk.ticket(ticket)).toMatchObject({ station: HOST, guest: { station: null, joined: false } });
    desk.open(OTHER);
    expect(desk.seat(OTHER).offer?.ticket).toBe(ticket);
    desk.do(officer(OTHER), { type: 'signOut', station: OTHER });
    expect(desk.ticket(ticket).guest).toMatchObject({ station: null });
  });

  test('a guest whose line stays down has left', () => {
    const desk = new Desk();
    const ticket = joined(desk);
    desk.presence(`station:${OTHER}`, false);
    desk.pass(19_999);
    expect(desk.ticket(ticket).guest).toMatchObject({ station: OTHER, joined: true });
    desk.pass(1);
    expect(desk.last('invite.closed')).toMatchObject({ ticket, guest: OTHER, reason: 'ended' });
    expect(desk.ticket(ticket)).toMatchObject({ station: HOST, guest: null });
    expect(desk.state(ticket)).toBe('serving');
    expect(desk.core.state.station(OTHER)).toBeUndefined();
  });

  test('a host whose line stays down gives the ticket back, and the guest is free to have it', () => {
    const desk = new Desk();
    const ticket = joined(desk);
    const { due } = desk.ticket(ticket);
    desk.presence(`station:${HOST}`, false);
    desk.pass(20_000);
    expect(desk.last('invite.closed')).toMatchObject({ ticket, guest: OTHER, reason: 'released' });
    expect(desk.ticket(ticket)).toMatchObject({ due, guest: null, station: OTHER, business: 'invoice-claim' });
    expect(desk.state(ticket)).toBe('offered');
  });

  test('a taxpayer who hangs up, or a ticket that is completed, frees the guest', () => {
    for (const act of [
      (desk: Desk, ticket: string) => desk.do(channel('phone'), { type: 'leave', ticket }),
      (desk: Desk, ticket: string) => desk.complete(ticket),
    ]) {
      const desk = new Desk();
      const ticket = joined(desk);
      act(desk, ticket);
      expect(desk.last('invite.closed')).toMatchObject({ guest: OTHER, reason: 'released' });
      expect(desk.seat(OTHER)).toMatchObject({ value: 'ready', work: [] });
    }
  });

  test('a ticket in consultation cannot be cancelled, and one that is set aside frees both', () => {
    const desk = new Desk();
    const ticket = joined(desk);
    expect(desk.do(channel('phone'), { type: 'cancel', ticket })).toMatchObject({ code: 'wrong-state' });
    desk.give({ type: 'quarantine', id: 'q', ticket, station: null, error: 'for a test' });
    expect(desk.last('invite.closed')).toMatchObject({ guest: OTHER, reason: 'released' });
    expect(desk.last('ticket.quarantined')).toMatchObject({ ticket, station: HOST });
    for (const id of [HOST, OTHER]) expect(desk.seat(id)).toMatchObject({ value: 'ready', work: [], offer: null });
  });

  test('a taxpayer whose line drops does not take the invitation back', () => {
    const desk = new Desk();
    desk.open(WINDOW);
    const ticket = desk.video();
    desk.presence(`ticket:${ticket}`, true);
    desk.accept(ticket);
    desk.open('north-w02');
    consult(desk, ticket, { hall: 'north' }, WINDOW);
    const { offers } = desk.ticket(ticket);
    desk.presence(`ticket:${ticket}`, false);
    expect(desk.ticket(ticket)).toMatchObject({ offers, guest: { station: 'north-w02' } });
    desk.accept(ticket);
    desk.pass(30_000);
    expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'lostLine' });
    expect(desk.seat('north-w02')).toMatchObject({ value: 'ready', work: [] });
  });
});

describe('[CSL-8] a guest or a host whose actor throws is seen to, and nobody holds what was set aside', () => {
  /** The next `times` transitions of an actor throw when they copy its context; others may read it. */
  function poison(desk: Desk, kind: 'ticket' | 'station', id: string, times: number): void {
    const { state } = desk.core;
    const snapshot = kind === 'ticket' ? state.ticket(id) : state.station(id);
    let left = times;
    const context = Object.defineProperty({ ...snapshot?.context }, kind === 'ticket' ? 'taxpayer' : 'reason', {
      enumerable: true,
      get: () => {
        if (!new Error('who reads').stack?.includes('flat.ts')) return null;
        if (left-- > 0) throw new Error('a fault for a test');
        return null;
      },
    });
    state.restore(kind, id, { ...snapshot, context });
  }

  const invite = (desk: Desk, ticket: string) => consult(desk, ticket, { hall: 'north' });
  const join = (desk: Desk, ticket: string) => desk.accept(ticket);
  const come = (desk: Desk) => desk.open(OTHER);
  test.each([
    ['the invitation', [come], invite],
    ['the offer', [invite], come],
    ['the acceptance', [come, invite], join],
    ['the handing over', [come, invite, join], (desk: Desk, ticket: string) => handOver(desk, ticket)],
    ['the end', [come, invite, join], (desk: Desk, ticket: string) => endConsult(desk, ticket)],
  ])('the ticket, on %s', (_, before, act) => {
    const desk = new Desk();
    const ticket = inService(desk);
    for (const step of before) step(desk, ticket);
    poison(desk, 'ticket', ticket, 2);
    act(desk, ticket);
    expect(desk.core.state.actorErrors).toBe(1);
    expect(desk.state(ticket)).toBe('quarantined');
    for (const id of [HOST, OTHER]) expect(desk.seat(id)).toMatchObject({ value: 'ready', work: [], offer: null });
    expect(desk.core.figures(desk.now).imbalance).toBe(0);
  });

  test('the guest', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.open(OTHER);
    poison(desk, 'station', OTHER, 2);
    consult(desk, ticket, { hall: 'north' });
    expect(desk.state(ticket)).toBe('quarantined');
    expect(desk.seat(OTHER)).toMatchObject({ value: 'paused', reason: 'fault', offer: null, work: [] });
    expect(desk.seat(HOST)).toMatchObject({ value: 'ready', work: [] });
  });
});

describe('[CSL-9] after a restart an open invitation is looked after as before', () => {
  test.each([
    ['open', (desk: Desk, ticket: string) => consult(desk, ticket, { hall: 'south' })],
    [
      'offered',
      (desk: Desk, ticket: string) => {
        desk.open(OTHER);
        consult(desk, ticket, { hall: 'north' });
      },
    ],
    [
      'joined',
      (desk: Desk, ticket: string) => {
        desk.open(OTHER);
        consult(desk, ticket, { hall: 'north' });
        desk.accept(ticket);
      },
    ],
  ])('%s', (_, act) => {
    const desk = new Desk();
    const ticket = inService(desk);
    act(desk, ticket);
    const kept = new Kept();
    kept.take(desk.core);
    const others = [replayed(tinyBureau(), desk.steps), kept.restore(tinyBureau(), [])].map(
      (core) => new Desk(tinyBureau(), desk.now, core),
    );
    for (const d of [desk, ...others]) {
      d.pass(12_000);
      d.open(SOUTH);
      d.pass(1_000);
      if (d.seat(SOUTH).offer !== null) d.accept(ticket);
      handOver(d, ticket);
      d.pass(300_000);
    }
    for (const d of others) expect(d.core.hash()).toBe(desk.core.hash());
  });

  test('new files rule over an open invitation, and it is still looked for', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    consult(desk, ticket, { hall: 'south' });
    desk.use(tinyBureau(({ bureau }) => (bureau.rules.voice.steps = [{ scope: 'hall' }])));
    desk.pass(10_000);
    expect(desk.ticket(ticket).guest?.place).toEqual({ index: 0, step: { scope: 'hall', minLevel: 1 }, until: null });
    desk.open(SOUTH);
    expect(desk.seat(SOUTH).offer?.ticket).toBe(ticket);
  });
});
