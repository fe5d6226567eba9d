import { describe, expect, test } from 'vitest';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, Desk, officer, taxpayer } from './desk.ts';
import { restarts } from './restarts.ts';

const WINDOW = 'north-w01';
const supervisor = (...halls: string[]): Principal => ({ role: 'supervisor', sub: 'chief', halls });
const centre: Principal = { role: 'supervisor', sub: 'centre', halls: '*' };
const portal = channel('etax');

/** A document of somebody who is known. */
function submitted(desk: Desk): string {
  const answer = desk.do(portal, {
    type: 'submit',
    channel: 'etax',
    hall: 'north',
    business: 'invoice-claim',
    priority: 0,
    person: { name: '张*~k.abc' },
  });
  return answer.ok ? (answer.ticket ?? '') : '';
}
const erase = (desk: Desk, ticket: string, by: Principal = centre) => desk.do(by, { type: 'erase', ticket });
const reveal = (desk: Desk, ticket: string, by: Principal) =>
  desk.give({ type: 'reveal', id: desk.nextId(), ticket, by }).answer;

describe('erase', () => {
  test('[PSN-1] a supervisor of all halls has who a taxpayer was forgotten, of an open ticket and of a closed one', () => {
    const desk = new Desk();
    const ticket = submitted(desk);
    expect(erase(desk, ticket)).toEqual({ ok: true });
    expect(desk.last('person.erased')).toMatchObject({ ticket });
    expect(desk.state(ticket), 'it goes on').toBe('waiting');
    desk.do(portal, { type: 'cancel', ticket });
    expect(desk.state(ticket)).toBe('closed');
    expect(erase(desk, ticket), 'again, and after its end').toEqual({ ok: true });
    expect(desk.of('person.erased')).toHaveLength(2);
    for (const again of restarts(desk)) expect(erase(again, ticket)).toEqual({ ok: true });
  });

  test('[PSN-2] nobody else may, and a ticket that never was is not found', () => {
    const desk = new Desk();
    const ticket = submitted(desk);
    for (const by of [supervisor('north'), officer(WINDOW), portal, taxpayer('zhang')] as Principal[])
      expect(erase(desk, ticket, by)).toMatchObject({ code: 'forbidden' });
    expect(erase(desk, 't9zzz')).toMatchObject({ code: 'not-found' });
    expect(erase(desk, 't0')).toMatchObject({ code: 'not-found' });
    expect(desk.of('person.erased')).toEqual([]);
  });
});

describe('reveal', () => {
  test('[PSN-3] who has the ticket on the desk, answers for it or oversees its hall is shown, and that is journaled', () => {
    const desk = new Desk();
    desk.open(WINDOW);
    const ticket = submitted(desk);
    expect(desk.stationOf(ticket)).toBe(WINDOW);
    expect(reveal(desk, ticket, officer(WINDOW))).toEqual({ ok: true });
    expect(desk.steps.at(-1)).toMatchObject({ type: 'reveal', by: `station:officer-${WINDOW}` });
    expect(desk.last('person.revealed')).toMatchObject({ ticket });
    expect(reveal(desk, ticket, supervisor('north'))).toEqual({ ok: true });
    desk.end(ticket);
    expect(reveal(desk, ticket, officer(WINDOW)), 'in wrap-up').toEqual({ ok: true });
    desk.do(officer(WINDOW), { type: 'escalate', ticket, department: 'goods', question: '如何办理' });
    expect(reveal(desk, ticket, officer(WINDOW)), 'as responsible station').toEqual({ ok: true });
    expect(desk.of('person.revealed')).toHaveLength(4);
  });

  test('[PSN-4] nobody else is: who may not see the ticket does not find it, who may is told so', () => {
    const desk = new Desk();
    desk.open(WINDOW);
    desk.open('north-w02');
    const ticket = submitted(desk);
    const other = (sub: string): Principal => ({ ...officer(WINDOW), sub });
    for (const by of [officer('north-w02'), supervisor('south'), channel('phone'), taxpayer('li')] as Principal[])
      expect(reveal(desk, ticket, by)).toMatchObject({ code: 'not-found' });
    expect(reveal(desk, ticket, { role: 'department', sub: 'clerk', department: 'goods' })).toMatchObject({
      code: 'not-found',
    });
    for (const by of [portal, { role: 'reader', sub: 'board', halls: '*' }, other('stranger')] as Principal[])
      expect(reveal(desk, ticket, by)).toMatchObject({ code: 'forbidden' });
    desk.do(officer(WINDOW), { type: 'consult', ticket, station: 'north-w02' });
    desk.accept(ticket);
    expect(desk.seat('north-w02').work, 'who only helps').toMatchObject([{ ticket }]);
    expect(reveal(desk, ticket, officer('north-w02'))).toMatchObject({ code: 'forbidden' });
    expect(desk.of('person.revealed')).toEqual([]);
  });

  test('[PSN-5] who is only offered it is not yet, and of whom nothing is known nothing can be shown', () => {
    const desk = new Desk();
    desk.open('north-s01');
    const ticket = desk.call();
    expect(desk.state(ticket)).toBe('offered');
    expect(reveal(desk, ticket, officer('north-s01'))).toMatchObject({ code: 'forbidden' });
    desk.accept(ticket);
    expect(reveal(desk, ticket, officer('north-s01'))).toMatchObject({ code: 'not-found' });
    desk.complete(ticket);
    expect(reveal(desk, ticket, supervisor('north'))).toMatchObject({ code: 'not-found' });
  });
});

test('[PSN-6] that a file is opened is kept, of an open ticket and of a closed one, and changes nothing else', () => {
  const desk = new Desk();
  const by = desk.open(WINDOW);
  const ticket = submitted(desk);
  const open = (whom: Principal, of = ticket) =>
    desk.give({ type: 'openMaterial', id: desk.nextId(), ticket: of, ref: `${of}/file`, by: whom }).answer;
  const before = [desk.ticket(ticket), desk.seat(WINDOW)];
  expect(open(by)).toEqual({ ok: true });
  expect(desk.steps.at(-1)).toMatchObject({ by: `station:${by.sub}`, on: `${ticket}/file` });
  expect(desk.last('material.opened')).toMatchObject({ ticket, ref: `${ticket}/file`, desk: WINDOW });
  expect([desk.ticket(ticket), desk.seat(WINDOW)]).toEqual(before);
  desk.complete(ticket);
  expect(open(supervisor('north'))).toEqual({ ok: true });
  expect(desk.last('material.opened')).toMatchObject({ desk: null });
  expect(open(by, 't9zzz')).toMatchObject({ code: 'not-found' });
  for (const other of [portal, taxpayer('li')]) expect(open(other)).toMatchObject({ code: 'forbidden' });
  for (const again of restarts(desk)) expect(again.core.figures(again.now).imbalance).toBe(0);
});
