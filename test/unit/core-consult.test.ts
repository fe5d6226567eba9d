import { describe, expect, test } from 'vitest';
import { Desk, officer } from './desk.ts';
import { consult, endConsult, HOST, handOver, inService, joined, OTHER, SOUTH, WINDOW } from './handing-on.ts';
import { replayed } from './kept.ts';
import { tinyBureau } from './tiny-bureau.ts';

describe('[CSL-1] a consulted station joins and the ticket stays where it is', () => {
  test('it is asked, has it among its work, and is carried by it like work of its own', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.open(OTHER);
    expect(consult(desk, ticket, { business: 'vat-return' })).toEqual({ ok: true });
    expect(desk.seat(OTHER)).toMatchObject({ value: 'offered', offer: { ticket } });
    expect(desk.pushes.filter((p) => p.body.type === 'offer').at(-1)).toMatchObject({
      topic: `station:${OTHER}`,
      body: { offer: { invite: 'consult', loan: false, ticket: { id: ticket, business: 'invoice-claim' } } },
    });
    expect(desk.accept(ticket)).toEqual({ ok: true });
    expect(desk.seat(OTHER)).toMatchObject({ value: 'serving', work: [{ ticket, phase: 'consulting' }] });
    expect(desk.ticket(ticket)).toMatchObject({ station: HOST, hall: 'north', business: 'invoice-claim' });
    expect(desk.ticket(ticket).guest).toMatchObject({ station: OTHER, joined: true, offerDeadline: null });
    const next = desk.call();
    expect(desk.state(next)).toBe('waiting');
    expect(desk.last('offer.accepted')).toMatchObject({ invite: 'consult', loan: null });
    expect(desk.core.figures(desk.now)).toMatchObject({ answered: 1, imbalance: 0 });
  });

  test('document rules that put tickets on the desk at once do not put an invitation there', () => {
    const desk = new Desk();
    desk.open(WINDOW);
    const ticket = desk.document();
    desk.open('north-w02');
    consult(desk, ticket, { hall: 'north' }, WINDOW);
    expect(desk.seat('north-w02')).toMatchObject({ offer: { ticket }, work: [] });
    expect(desk.accept(ticket)).toEqual({ ok: true });
    expect(desk.seat('north-w02').work).toMatchObject([{ ticket, modality: 'document', phase: 'consulting' }]);
  });

  test('a seat asks a window', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.open(WINDOW);
    consult(desk, ticket, { group: 'etax' });
    desk.accept(ticket);
    expect(desk.seat(WINDOW).work).toMatchObject([{ ticket, modality: 'document', phase: 'consulting' }]);
    expect(desk.ticket(ticket)).toMatchObject({ modality: 'voice', group: 'phone' });
  });

  test('the guest is told of every change of the ticket', () => {
    const desk = new Desk();
    const ticket = joined(desk);
    const before = desk.pushes.length;
    desk.pass(15 * 60_000 * 0.8);
    const about = desk.pushes.slice(before).filter((p) => p.topic === `station:${OTHER}` && p.body.type === 'ticket');
    expect(desk.last('ticket.limitWarned')).toMatchObject({ ticket });
    expect(about.length).toBeGreaterThan(0);
  });
});

describe('[CSL-2] an invitation is offered like a ticket, urgent, in its routing steps, and never to its host', () => {
  test('steps widen by the rules of what is asked for, not early and after a restart', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    consult(desk, ticket, { business: 'social-fee' });
    const opened = desk.now;
    desk.open(OTHER);
    expect(desk.ticket(ticket).guest).toMatchObject({ station: null, due: opened + 20_000, place: { index: 0 } });
    const again = new Desk(tinyBureau(), desk.now, replayed(tinyBureau(), desk.steps));
    for (const d of [desk, again]) {
      d.pass(9_999);
      expect(d.ticket(ticket).guest).toMatchObject({ station: null, place: { index: 0, until: opened + 10_000 } });
      d.pass(1);
      // Level 2 is enough in the second step.
      expect(d.last('offer.made')).toMatchObject({ ticket, station: OTHER, invite: 'consult', why: { step: 1 } });
      expect(d.last('invite.widened')).toMatchObject({ ticket, place: { index: 1, until: opened + 20_000 } });
    }
  });

  test('what is asked for has steps of its own', () => {
    const steps = [{ scope: 'hall' as const, minLevel: 4, for: '3s' }, { scope: 'hall' as const }];
    const desk = new Desk(
      tinyBureau(({ businesses }) => {
        for (const b of businesses) if (b.code === 'social-fee') b.rules = { steps, target: '5s', offer: '2s' };
      }),
    );
    const ticket = inService(desk);
    consult(desk, ticket, { business: 'social-fee' });
    expect(desk.ticket(ticket).guest).toMatchObject({ due: desk.now + 5_000, until: desk.now + 3_000 + 20_000 });
    desk.open(OTHER);
    desk.pass(3_000);
    expect(desk.last('invite.widened')?.place).toEqual({ index: 1, step: { scope: 'hall', minLevel: 1 }, until: null });
    expect(desk.last('offer.made')).toMatchObject({ station: OTHER, deadline: desk.now + 2_000 });
  });

  test('the last step stays the last', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    consult(desk, ticket, { business: 'social-fee' });
    desk.pass(100_000);
    expect(desk.ticket(ticket).guest?.place).toEqual({ index: 3, step: { scope: 'bureau', minLevel: 1 }, until: null });
  });

  test('the host has room, and is not offered its own', () => {
    const desk = new Desk(tinyBureau(({ bureau }) => Object.assign(bureau.policy, { pace: '0s' })));
    desk.open(WINDOW);
    const ticket = desk.document();
    consult(desk, ticket, { hall: 'north' }, WINDOW);
    desk.pass(120_000);
    expect(desk.of('offer.made').filter((e) => e.invite !== null)).toEqual([]);
    expect(desk.ticket(ticket).guest).not.toBeNull();
  });

  test('among those who wait it goes by its due time', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    const earlier = desk.call();
    desk.pass(1_000);
    consult(desk, ticket, { hall: 'north' });
    desk.pass(1_000);
    const later = desk.call();
    desk.open(OTHER);
    expect(desk.stationOf(earlier)).toBe(OTHER);
    desk.serve(earlier);
    expect(desk.seat(OTHER).offer?.ticket).toBe(ticket);
    desk.accept(ticket);
    endConsult(desk, ticket);
    expect(desk.stationOf(later)).toBe(OTHER);
  });

  test('who rejects or misses it is not asked again for a while; the next is', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.open(OTHER);
    consult(desk, ticket, { hall: 'north' });
    desk.reject(ticket);
    expect(desk.ticket(ticket).guest).toMatchObject({ station: null });
    desk.pass(29_999);
    expect(desk.seat(OTHER).value).toBe('ready');
    desk.pass(1);
    expect(desk.seat(OTHER).offer?.ticket).toBe(ticket);
    desk.pass(15_000);
    expect(desk.last('offer.timedOut')).toMatchObject({ ticket, station: OTHER });
    expect(desk.seat(OTHER)).toMatchObject({ missed: 1, value: 'ready' });
    expect(desk.ticket(ticket)).toMatchObject({ station: HOST, guest: { station: null } });
  });

  test('a new invitation may ask who rejected the last', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.open(OTHER);
    consult(desk, ticket, { hall: 'north' });
    desk.reject(ticket);
    endConsult(desk, ticket);
    consult(desk, ticket, { hall: 'north' });
    expect(desk.seat(OTHER).offer?.ticket).toBe(ticket);
  });

  test('an offer of it cannot be taken by another, nor after its time', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.open(OTHER);
    consult(desk, ticket, { hall: 'north' });
    const offer = `${ticket}.${desk.ticket(ticket).offers}`;
    desk.open(SOUTH);
    expect(desk.do(officer(SOUTH), { type: 'accept', offer })).toMatchObject({ code: 'offer-gone' });
    endConsult(desk, ticket);
    expect(desk.do(officer(OTHER), { type: 'accept', offer })).toMatchObject({ code: 'offer-gone' });
  });
});

describe('[CSL-3] a consultation ends by the host or the guest, and an invitation that nobody took is taken back', () => {
  test('by the host', () => {
    const desk = new Desk();
    const ticket = joined(desk);
    expect(endConsult(desk, ticket)).toEqual({ ok: true });
    expect(desk.last('invite.closed')).toMatchObject({ ticket, guest: OTHER, reason: 'ended' });
    expect(desk.seat(OTHER)).toMatchObject({ value: 'ready', work: [] });
    expect(desk.ticket(ticket)).toMatchObject({ station: HOST, guest: null });
    const { steps } = desk;
    expect(endConsult(desk, ticket)).toEqual({ ok: true });
    expect(steps.at(-1)?.events).toEqual([]);
  });

  test('by the guest', () => {
    const desk = new Desk();
    const ticket = joined(desk);
    expect(endConsult(desk, ticket, OTHER)).toEqual({ ok: true });
    expect(desk.last('invite.closed')).toMatchObject({ ticket, guest: OTHER, reason: 'ended' });
    expect(desk.seat(HOST).work).toMatchObject([{ ticket, phase: 'serving' }]);
    expect(endConsult(desk, ticket, OTHER)).toMatchObject({ code: 'not-found' });
  });

  test('before anybody came, also while it is offered', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    consult(desk, ticket, { hall: 'north' });
    endConsult(desk, ticket);
    expect(desk.last('invite.closed')).toMatchObject({ guest: null, reason: 'taken-back' });
    desk.open(OTHER);
    consult(desk, ticket, { hall: 'north' });
    expect(endConsult(desk, ticket, OTHER)).toMatchObject({
      code: 'wrong-state',
      detail: expect.stringMatching(/accept or reject/),
    });
    endConsult(desk, ticket);
    expect(desk.last('offer.rescinded')).toMatchObject({ station: OTHER, reason: 'invite-closed' });
    expect(desk.seat(OTHER)).toMatchObject({ value: 'ready', missed: 0 });
    expect(desk.core.state.matcher.demand.classOf(ticket)).toBeUndefined();
  });
});

test('[CSL-4] there is one invitation at a time, and only in service', () => {
  const desk = new Desk();
  const ticket = joined(desk);
  const open = { code: 'wrong-state', detail: expect.stringMatching(/open consult/) };
  expect(consult(desk, ticket, { hall: 'south' })).toMatchObject(open);
  expect(desk.do(officer(HOST), { type: 'transfer', mode: 'warm', ticket, hall: 'south' })).toMatchObject(open);
  desk.end(ticket);
  expect(desk.seat(OTHER)).toMatchObject({ value: 'ready', work: [] });
  expect(consult(desk, ticket, { hall: 'south' })).toMatchObject({
    code: 'wrong-state',
    detail: `${ticket} is wrapUp`,
  });
});

describe('[CSL-5] the host gives the ticket to a guest that has joined, as what the guest was asked for', () => {
  test('the guest serves it and the host is free', () => {
    const desk = new Desk();
    const ticket = joined(desk);
    desk.pass(10_000);
    expect(handOver(desk, ticket)).toEqual({ ok: true });
    expect(desk.ticket(ticket)).toMatchObject({
      station: OTHER,
      business: 'vat-return',
      skill: 'declare',
      guest: null,
    });
    expect(desk.ticket(ticket)).toMatchObject({ responsible: HOST, acceptedAt: desk.now });
    expect(desk.seat(OTHER)).toMatchObject({ value: 'serving', work: [{ ticket, phase: 'serving' }] });
    expect(desk.seat(HOST)).toMatchObject({ value: 'ready', work: [] });
    desk.pass(5_000);
    desk.complete(ticket);
    // What the guest gave to it as a guest counts as well.
    expect(desk.last('ticket.closed')).toMatchObject({ station: OTHER, workedMs: 15_000 });
  });

  test('not before, and not across modalities', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    expect(handOver(desk, ticket)).toMatchObject({ code: 'wrong-state', detail: expect.stringMatching(/nobody/) });
    desk.open(WINDOW);
    consult(desk, ticket, { group: 'etax' });
    expect(handOver(desk, ticket)).toMatchObject({ code: 'wrong-state' });
    desk.accept(ticket);
    expect(handOver(desk, ticket)).toMatchObject({ code: 'wrong-state', detail: expect.stringMatching(/cold/) });
    expect(desk.ticket(ticket).station).toBe(HOST);
  });

  test('a loan when the guest is of another hall than was asked', () => {
    const desk = new Desk(tinyBureau(({ bureau }) => Object.assign(bureau.policy.lend, { reserve: 0 })));
    const ticket = inService(desk);
    desk.open(SOUTH);
    consult(desk, ticket, { hall: 'north' });
    desk.pass(20_000);
    desk.accept(ticket);
    expect(desk.core.figures(desk.now).openLoans).toBe(0);
    handOver(desk, ticket);
    expect(desk.last('ticket.handedOver')).toMatchObject({ to: SOUTH, loan: { from: 'south', to: 'north' } });
    desk.complete(ticket);
    expect(desk.core.figures(desk.now).openLoans).toBe(0);
  });
});
