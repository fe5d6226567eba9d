import { describe, expect, test } from 'vitest';
import { Desk } from './desk.ts';
import { tinyBureau } from './tiny-bureau.ts';

const WINDOW = 'north-w01';
/** A window with room: three documents and a video, as fast as they come. */
const deskAt = (pace = '0s') => {
  const desk = new Desk(tinyBureau(({ bureau }) => Object.assign(bureau.policy, { pace })));
  desk.open(WINDOW);
  return desk;
};
const seen = (desk: Desk): string => {
  const ticket = desk.video();
  desk.presence(`ticket:${ticket}`, true);
  return ticket;
};

test('[CAP-2] a seat carries one caller: nothing more is offered until its wrap-up is over', () => {
  const desk = new Desk();
  desk.open('north-s01');
  const [first, second] = [desk.call(), desk.call()];
  desk.accept(first);
  desk.end(first);
  expect(desk.state(second)).toBe('waiting');
  desk.complete(first);
  expect(desk.state(second)).toBe('offered');
});

test('[CAP-3] a window carries as many documents as its capacity, and the next when one leaves the desk', () => {
  const desk = deskAt();
  const tickets = [desk.document(), desk.document(), desk.document(), desk.document()];
  expect(tickets.map((t) => desk.state(t))).toEqual(['serving', 'serving', 'serving', 'waiting']);
  desk.end(tickets[0] ?? '');
  expect(desk.state(tickets[3] ?? '')).toBe('waiting');
  desk.complete(tickets[0] ?? '');
  expect(desk.state(tickets[3] ?? '')).toBe('serving');
});

test('[CAP-4] video comes in among documents, and no document while a video is worked', () => {
  const desk = deskAt();
  const document = desk.document();
  const video = seen(desk);
  expect(desk.stationOf(video)).toBe(WINDOW);
  desk.accept(video);
  const [next, second] = [desk.document(), seen(desk)];
  expect([desk.state(next), desk.state(second)]).toEqual(['waiting', 'waiting']);
  desk.complete(document);
  expect(desk.state(next)).toBe('waiting');
  desk.complete(video);
  expect([desk.state(second), desk.state(next)]).toEqual(['offered', 'waiting']);
  desk.reject(second);
  expect(desk.state(next)).toBe('serving');
});

test('[CAP-5] without an entry in the table nothing interrupts anything', () => {
  const desk = new Desk(tinyBureau(({ bureau }) => Object.assign(bureau.policy, { interrupts: {} })));
  desk.open(WINDOW);
  desk.document();
  expect(desk.state(seen(desk))).toBe('waiting');
});

describe('[CAP-6] a window that carries work already gets the next no sooner than the pace', () => {
  test('until then the ticket waits', () => {
    const desk = deskAt('5s');
    desk.document();
    const next = desk.document();
    desk.pass(4_999);
    expect(desk.state(next)).toBe('waiting');
    desk.pass(1);
    expect(desk.state(next)).toBe('serving');
  });

  test('an empty desk need not wait', () => {
    const desk = deskAt('5s');
    const first = desk.document();
    const next = desk.document();
    desk.complete(first);
    expect(desk.state(next)).toBe('serving');
  });

  test('a window that comes back to a long backlog gets it piece by piece', () => {
    const desk = deskAt('5s');
    desk.pause(WINDOW);
    const tickets = [desk.document(), desk.document(), desk.document()];
    desk.open(WINDOW);
    const served = () => tickets.filter((t) => desk.state(t) === 'serving').length;
    const counts = [served()];
    for (let i = 0; i < 2; i++) {
      desk.pass(5_000);
      counts.push(served());
    }
    expect(counts).toEqual([1, 2, 3]);
  });
});
