import { expect, test } from 'vitest';
import { Desk } from './desk.ts';

test('[PLC-1] whoever waits has a position by due time in the line of hall and modality; nobody else has', () => {
  const desk = new Desk();
  const [first, second] = [desk.call(), desk.call('north', 'vat-return')];
  desk.call('south');
  desk.document();
  desk.pass(1_000);
  const urgent = desk.call('north', 'social-fee', 2);
  expect([urgent, first, second].map((t) => desk.core.place(t)?.position)).toEqual([1, 2, 3]);
  desk.open('north-s01');
  // The seat's skill is too low for the urgent one as yet.
  expect(desk.stationOf(first)).toBe('north-s01');
  expect(desk.core.place(first)).toBeUndefined();
  desk.reject(first);
  expect(desk.core.place(first)?.position).toBe(2);
  expect(desk.core.place('t999')).toBeUndefined();
});

test('[PLC-2] the estimate is place × smoothed handling time ÷ open capacity; without either there is none', () => {
  const desk = new Desk();
  desk.open('north-s01');
  const first = desk.call();
  const waits = [desk.call(), desk.call()];
  desk.accept(first);
  expect(desk.core.place(waits[0] ?? '')).toEqual({ ticket: waits[0], position: 1 });
  desk.pass(100_000);
  desk.complete(first);
  desk.accept(waits[0] ?? '');
  const last = desk.call();
  expect(desk.core.place(waits[1] ?? '')).toEqual({ ticket: waits[1], position: 1, estimateMs: 100_000 });
  expect(desk.core.place(last)?.estimateMs).toBe(200_000);
  desk.open('north-s02');
  expect(desk.core.place(last)).toEqual({ ticket: last, position: 1, estimateMs: 50_000 });
  desk.pause('north-s02');
  desk.pause('north-s01');
  expect(desk.core.place(last)).toEqual({ ticket: last, position: 2 });
});

test('[PLC-3] the handling time follows new work slowly: one in twenty of each new one', () => {
  const desk = new Desk();
  desk.open('north-s01');
  for (const ms of [100_000, 300_000]) {
    const ticket = desk.call();
    desk.accept(ticket);
    desk.pass(ms);
    desk.complete(ticket);
  }
  expect(desk.core.state.lines.of('north', 'voice').figures.handleMs).toBe(100_000 + 0.05 * 200_000);
});

test('[PLC-4] the places of a hall are those of each who waits there', () => {
  const desk = new Desk();
  for (let i = 0; i < 30; i++) [desk.call(), desk.document(), desk.video(), desk.call('south')];
  const places = [...desk.core.places('north')];
  expect(places).toHaveLength(90);
  for (const place of places) expect(desk.core.place(place.ticket)).toEqual(place);
});
