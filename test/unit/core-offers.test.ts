import { expect, test } from 'vitest';
import { Desk, officer } from './desk.ts';

const SEAT = 'north-s01';

test('[OFR-1] a ready station is offered a ticket at once, until the deadline of its rules', () => {
  const desk = new Desk();
  desk.open(SEAT);
  const ticket = desk.call();
  expect(desk.last('offer.made')).toMatchObject({
    ...{ offer: `${ticket}.1`, station: SEAT, modality: 'voice', deadline: desk.now + 15_000, loan: null },
  });
  expect(desk.pushes.at(-1)).toMatchObject({
    topic: `station:${SEAT}`,
    body: { type: 'offer', offer: { id: `${ticket}.1`, loan: false, ticket: { id: ticket, state: 'offered' } } },
  });
});

test('[OFR-2] an accepted ticket is served by its first station, answered once, in target or not', () => {
  const desk = new Desk();
  desk.open(SEAT);
  const [prompt, late] = [desk.call(), desk.call()];
  desk.pass(14_000);
  desk.accept(prompt);
  expect(desk.last('offer.accepted')).toMatchObject({ ticket: prompt, auto: false, inTarget: true, loan: null });
  desk.pass(6_001);
  desk.complete(prompt);
  desk.accept(late);
  expect(desk.last('offer.accepted')).toMatchObject({ ticket: late, inTarget: false });
  expect(desk.ticket(late)).toMatchObject({ responsible: SEAT, acceptedAt: desk.now });
  expect(desk.core.figures(desk.now)).toMatchObject({ answered: 2, inTarget: 1 });
});

test("[OFR-3] an offer that has ended, is another's, or is at its deadline cannot be taken", () => {
  const desk = new Desk();
  desk.open(SEAT);
  desk.open('north-s02');
  const ticket = desk.call();
  const accept = { type: 'accept', offer: `${ticket}.1` } as const;
  expect(desk.do(officer('north-s02'), accept)).toMatchObject({ code: 'offer-gone' });
  expect(desk.do({ ...officer(SEAT), sub: 'somebody' }, accept)).toMatchObject({ code: 'station-taken' });
  desk.now += 15_000;
  expect(desk.do(officer(SEAT), accept)).toMatchObject({ code: 'offer-gone' });
  desk.pass(0);
  expect(desk.stationOf(ticket)).toBe('north-s02');
  expect(desk.do(officer(SEAT), accept)).toMatchObject({ code: 'offer-gone' });
  expect(desk.do(officer('north-s02'), accept)).toMatchObject({ code: 'offer-gone' });
  expect(desk.accept(ticket)).toEqual({ ok: true });
  expect(desk.accept(ticket)).toMatchObject({ code: 'offer-gone' });
});

test('[OFR-4] a rejected ticket keeps its place and due time, and is not offered to the same station for a while', () => {
  const desk = new Desk();
  desk.open(SEAT);
  const [first, second] = [desk.call(), desk.call()];
  const { due } = desk.ticket(first);
  expect(desk.reject(first)).toEqual({ ok: true });
  expect(desk.ticket(first)).toMatchObject({ due, avoid: [{ station: SEAT, until: desk.now + 30_000 }] });
  expect(desk.core.place(first)?.position).toBe(1);
  expect(desk.stationOf(second)).toBe(SEAT);
  desk.serve(second);
  expect(desk.state(first)).toBe('waiting');
  desk.pass(29_999);
  expect(desk.state(first)).toBe('waiting');
  desk.pass(1);
  expect(desk.stationOf(first)).toBe(SEAT);
});

test('[OFR-5] an offer that nobody takes times out at its deadline, and the ticket goes to another station', () => {
  const desk = new Desk();
  desk.open(SEAT);
  desk.open('north-s02');
  const ticket = desk.call();
  const { due } = desk.ticket(ticket);
  desk.pass(14_999);
  expect(desk.stationOf(ticket)).toBe(SEAT);
  desk.pass(1);
  expect(desk.last('offer.timedOut')).toMatchObject({ offer: `${ticket}.1`, station: SEAT, at: desk.now });
  expect(desk.ticket(ticket)).toMatchObject({ station: 'north-s02', due, offers: 2 });
  expect(desk.seat(SEAT)).toMatchObject({ value: 'ready', missed: 1 });
});

test('[OFR-6] a station that misses too many offers in a row is paused and told why; ready begins anew', () => {
  const desk = new Desk();
  const by = desk.open(SEAT);
  desk.call();
  desk.call();
  desk.pass(30_000);
  expect(desk.seat(SEAT)).toMatchObject({ value: 'paused', reason: 'missed', missed: 2 });
  expect(desk.pushes.map((p) => p.body).findLast((b) => b.type === 'station')).toMatchObject({
    station: { id: SEAT, state: 'paused', reason: 'missed' },
  });
  desk.do(by, { type: 'ready', station: SEAT });
  expect(desk.seat(SEAT).missed).toBe(0);
});

test('[OFR-7] accepting or rejecting breaks the row of missed offers', () => {
  const desk = new Desk();
  desk.open(SEAT);
  for (const answer of [desk.accept, desk.reject]) {
    desk.call();
    desk.pass(15_000);
    expect(desk.seat(SEAT).missed).toBe(1);
    desk.pass(30_000);
    const ticket = desk.seat(SEAT).offer?.ticket ?? '';
    answer.call(desk, ticket);
    expect(desk.seat(SEAT)).toMatchObject({ missed: 0, wants: 'ready' });
    if (desk.state(ticket) === 'serving') desk.complete(ticket);
  }
});

test('[OFR-8] a document is put on the desk at once where its rules say so', () => {
  const desk = new Desk();
  desk.open('north-w01');
  const ticket = desk.document();
  expect(desk.state(ticket)).toBe('serving');
  expect(desk.last('offer.accepted')).toMatchObject({ ticket, auto: true, inTarget: true });
  expect(desk.pushes.filter((p) => p.body.type === 'offer')).toEqual([]);
});

test('[OFR-9] a rescinded offer counts for nothing: neither missed nor avoided', () => {
  const desk = new Desk();
  desk.open('north-w01');
  const ticket = desk.video();
  desk.presence(`ticket:${ticket}`, true);
  desk.presence(`ticket:${ticket}`, false);
  expect(desk.last('offer.rescinded')).toMatchObject({ ticket, reason: 'taxpayer-away' });
  expect(desk.pushes.map((p) => p.body).filter((b) => b.type === 'offerEnded')).toEqual([
    { type: 'offerEnded', offer: `${ticket}.1`, result: 'rescinded', reason: 'taxpayer-away' },
  ]);
  expect(desk.seat('north-w01')).toMatchObject({ value: 'ready', missed: 0 });
  desk.presence(`ticket:${ticket}`, true);
  expect(desk.ticket(ticket)).toMatchObject({ station: 'north-w01', avoid: [], offers: 2 });
});

test('[OFR-10] a clock that was set back after a deadline came up does not make it early', () => {
  const desk = new Desk();
  desk.open(SEAT);
  const ticket = desk.call();
  const { offerDeadline } = desk.ticket(ticket);
  const due = desk.core.dueDeadlines(desk.now + 15_000);
  expect(due.map((d) => d.type)).toEqual(['deadline', 'deadline']);
  for (const command of due) desk.give(command);
  expect(desk.last('offer.timedOut')).toMatchObject({ ticket, at: offerDeadline });
  desk.document();
  expect(desk.last('ticket.submitted')?.at).toBe(offerDeadline);
});
