import { describe, expect, test } from 'vitest';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, Desk, officer, taxpayer } from './desk.ts';
import { restarts } from './restarts.ts';
import { tinyBureau, tinyStandards } from './tiny-bureau.ts';

const minute = 60_000;
const SEAT = 'north-s01';
const WINDOW = 'north-w01';
const booth = channel('booth');
const exchange = channel('phone');
const chief: Principal = { role: 'supervisor', sub: 'chief', halls: '*' };

/** Who is called has a minute to come, is called again twice, ten minutes apart; a broken line has half a minute. */
const bureau = tinyBureau((files) => {
  const called = { join: '60s', recall: { times: 2, every: '10m' }, grace: '30s' };
  Object.assign(files.bureau.rules.video, called);
  Object.assign(files.bureau.rules.voice, called);
  files.standards = tinyStandards();
});

const deskWith = (...stations: string[]) => {
  const desk = new Desk(bureau);
  for (const station of stations) desk.open(station);
  return desk;
};
const join = (desk: Desk, ticket: string, by: Principal = booth) => desk.do(by, { type: 'join', ticket });
/** A video ticket whose taxpayer was there in the room, accepted by the window: the taxpayer is called. */
function called(desk: Desk): string {
  const ticket = desk.video();
  join(desk, ticket);
  desk.accept(ticket);
  return ticket;
}

describe('calling', () => {
  test('[SUM-1] who waits in a room is called on acceptance and has the time of the rules to come', () => {
    const desk = deskWith(WINDOW);
    const ticket = called(desk);
    expect(desk.last('ticket.called')).toMatchObject({ ticket, station: WINDOW, call: 1, until: desk.now + minute });
    desk.pass(minute - 1);
    expect(join(desk, ticket)).toEqual({ ok: true });
    desk.pass(10 * minute);
    expect(desk.ticket(ticket)).toMatchObject({ joinUntil: null, calls: 0, station: WINDOW });
    expect(desk.state(ticket)).toBe('serving');
  });

  test('[SUM-1] the taxpayer and the station see until when', () => {
    const desk = deskWith(WINDOW);
    const ticket = called(desk);
    for (const topic of [`ticket:${ticket}`, `station:${WINDOW}`])
      expect(desk.pushes.findLast((push) => push.topic === topic && push.body.type === 'ticket')?.body).toMatchObject({
        ticket: { joinUntil: desk.now + minute },
      });
  });

  test('[SUM-2] who does not come is called again, so often and so far apart, in the old place; then it is closed', () => {
    const desk = deskWith(WINDOW);
    const ticket = called(desk);
    const { due } = desk.ticket(ticket);
    for (const call of [1, 2]) {
      desk.pass(minute);
      expect(desk.last('ticket.parked')).toMatchObject({ reason: 'noShow', station: WINDOW, remindAt: null });
      expect(desk.ticket(ticket).parked).toMatchObject({ until: desk.now + 10 * minute });
      expect(desk.seat(WINDOW)).toMatchObject({ value: 'ready', work: [] });
      desk.pass(10 * minute - 1);
      expect(desk.state(ticket)).toBe('parked');
      desk.pass(1);
      expect(desk.last('ticket.unparked')).toMatchObject({ reason: 'recalled', due: null, prefer: null, summon: true });
      expect(desk.ticket(ticket)).toMatchObject({ due, station: WINDOW });
      desk.accept(ticket);
      expect(desk.last('ticket.called')).toMatchObject({ ticket, call: call + 1, until: desk.now + minute });
    }
    desk.pass(minute);
    expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'noShow', auto: true, station: WINDOW });
    expect(desk.last('ticket.closed')?.reply).toContain('noShow');
    expect(desk.of('ticket.parked')).toHaveLength(2);
    expect(desk.core.figures(desk.now).imbalance).toBe(0);
  });

  test('[SUM-2] where nobody is called again the first miss closes the ticket', () => {
    const once = tinyBureau((files) => {
      Object.assign(files.bureau.rules.video, { join: '60s', recall: { times: 0, every: '10m' } });
    });
    const desk = new Desk(once);
    desk.open(WINDOW);
    const ticket = called(desk);
    desk.pass(minute);
    expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'noShow' });
  });

  test('[SUM-3] one who came and is called anew later has all calls again', () => {
    const desk = deskWith(WINDOW);
    const ticket = called(desk);
    desk.pass(11 * minute);
    desk.accept(ticket);
    join(desk, ticket);
    desk.do(officer(WINDOW), { type: 'supplement', ticket, items: [], note: '身份证' });
    desk.do(booth, { type: 'supply', ticket, materials: [], done: true });
    desk.accept(ticket);
    expect(desk.last('ticket.called')).toMatchObject({ call: 1 });
  });

  test('[SUM-4] by the word of its station or its channel nobody answered, at once', () => {
    const desk = deskWith(WINDOW);
    const ticket = called(desk);
    expect(desk.do(officer(WINDOW), { type: 'unanswered', ticket })).toEqual({ ok: true });
    expect(desk.ticket(ticket).parked).toMatchObject({ reason: 'noShow', until: desk.now + 10 * minute });
    desk.pass(10 * minute);
    desk.accept(ticket);
    expect(desk.do(booth, { type: 'unanswered', ticket })).toEqual({ ok: true });
    expect(desk.state(ticket)).toBe('parked');
  });

  test('[SUM-4] nobody else may say so, nor when nobody is being called', () => {
    const desk = deskWith(WINDOW, 'north-w02');
    const ticket = called(desk);
    const say = (by: Principal, about = ticket) => desk.do(by, { type: 'unanswered', ticket: about });
    expect(say(officer('north-w02'))).toMatchObject({ code: 'not-found' });
    expect(say(exchange)).toMatchObject({ code: 'not-found' });
    expect(say(chief)).toMatchObject({ code: 'forbidden' });
    expect(say(booth, 'tzz')).toMatchObject({ code: 'not-found' });
    join(desk, ticket);
    expect(say(officer(WINDOW))).toMatchObject({ code: 'wrong-state' });
    expect(say(booth)).toMatchObject({ code: 'wrong-state' });
  });

  test('[SUM-5] one who comes late need not wait for the next call', () => {
    const desk = deskWith(WINDOW);
    const ticket = called(desk);
    desk.pass(2 * minute);
    expect(desk.state(ticket)).toBe('parked');
    join(desk, ticket);
    expect(desk.ticket(ticket)).toMatchObject({ station: WINDOW, summon: false, parked: null });
  });

  test('[SUM-5] its promised time stands still while nobody is there', () => {
    const desk = deskWith(WINDOW);
    const ticket = called(desk);
    const limitAt = desk.ticket(ticket).limitAt ?? 0;
    desk.pass(minute);
    expect(desk.ticket(ticket).limitAt).toBeNull();
    desk.pass(10 * minute);
    expect(desk.ticket(ticket).limitAt).toBe(limitAt + 10 * minute);
  });

  test('[SUM-6] calls and their repetition stand after a restart, whichever way it came back', () => {
    const desk = deskWith(WINDOW);
    const ticket = called(desk);
    desk.pass(30_000);
    // The server was down for longer than the call would have lasted: nobody could have come.
    for (const again of restarts(desk, 5 * minute)) {
      expect(again.ticket(ticket).joinUntil).toBe(again.now + minute);
      again.do(officer(WINDOW), { type: 'signIn', station: WINDOW });
      again.pass(minute - 1);
      expect(again.state(ticket)).toBe('serving');
      again.pass(1);
      expect(again.state(ticket)).toBe('parked');
    }
  });

  test('[SUM-6] who is to be called again is so after a restart: not early, and at once when it is late', () => {
    for (const downMs of [8 * minute, 60 * minute]) {
      const desk = deskWith(WINDOW);
      const ticket = called(desk);
      desk.pass(2 * minute);
      const left = Math.max(0, 9 * minute - downMs);
      for (const again of restarts(desk, downMs)) {
        if (left > 0) again.pass(left - 1);
        expect(again.state(ticket)).toBe('parked');
        again.pass(left > 0 ? 1 : 0);
        expect(again.ticket(ticket)).toMatchObject({ parked: null, summon: true, calls: 1 });
      }
    }
  });

  test('[SUM-7] a ticket whose station is lost during the call is called by the next', () => {
    const desk = deskWith(WINDOW);
    const ticket = called(desk);
    desk.presence(`station:${WINDOW}`, false);
    desk.pass(20_000);
    expect(desk.ticket(ticket)).toMatchObject({ station: null, summon: true, joinUntil: null });
    desk.open('north-w02');
    desk.accept(ticket);
    expect(desk.last('ticket.called')).toMatchObject({ ticket, station: 'north-w02' });
  });
});

describe('callback', () => {
  const callBack = (desk: Desk, ticket: string, by: Principal = exchange) => desk.do(by, { type: 'callBack', ticket });

  test('[SUM-8] a caller may be called back: the place stays, hanging up means nothing, and the turn brings the call', () => {
    const desk = deskWith();
    const first = desk.call();
    desk.pass(1_000);
    const second = desk.call();
    const { due } = desk.ticket(first);
    expect(callBack(desk, first)).toEqual({ ok: true });
    expect(desk.do(exchange, { type: 'leave', ticket: first })).toEqual({ ok: true });
    expect(desk.core.place(first)?.position).toBe(1);
    expect(desk.ticket(first)).toMatchObject({ due, summon: true });
    desk.open(SEAT);
    expect([desk.stationOf(first), desk.stationOf(second)]).toEqual([SEAT, null]);
    desk.accept(first);
    expect(desk.last('ticket.called')).toMatchObject({ ticket: first, station: SEAT, call: 1 });
    expect(join(desk, first, exchange)).toEqual({ ok: true });
    expect(desk.ticket(first)).toMatchObject({ summon: false, joinUntil: null });
  });

  test('[SUM-8] who asks while being offered stays offered and is called on acceptance', () => {
    const desk = deskWith(SEAT);
    const ticket = desk.call();
    expect(desk.state(ticket)).toBe('offered');
    expect(callBack(desk, ticket)).toEqual({ ok: true });
    expect(desk.state(ticket)).toBe('offered');
    expect(desk.of('offer.rescinded')).toEqual([]);
    desk.accept(ticket);
    expect(desk.last('ticket.called')).toMatchObject({ ticket, call: 1 });
  });

  test('[SUM-8] one may ask for it from the first, in the same step', () => {
    const desk = deskWith();
    const submit = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim', priority: 0 } as const;
    desk.do(exchange, { ...submit, callback: true });
    expect(desk.steps.at(-1)?.events.map((e) => e.type)).toEqual(['ticket.submitted', 'ticket.summoned']);
    desk.do(booth, { ...submit, channel: 'booth', callback: true });
    const { ticket = '' } = desk.last('ticket.submitted') ?? {};
    desk.pass(minute);
    expect(desk.ticket(ticket)).toMatchObject({ summon: true, awayUntil: null });
  });

  test('[SUM-8] asked twice it is so once; a caller who asked may still cancel', () => {
    const desk = deskWith();
    const ticket = desk.call();
    callBack(desk, ticket);
    expect(callBack(desk, ticket)).toEqual({ ok: true });
    expect(desk.of('ticket.summoned')).toHaveLength(1);
    expect(desk.do(exchange, { type: 'cancel', ticket })).toEqual({ ok: true });
    expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'cancelled' });
  });

  test('[SUM-19] is offered to who would wait for longer than the rules say, until asked for', () => {
    const desk = new Desk(tinyBureau((files) => Object.assign(files.bureau.rules.voice, { callback: '50s' })));
    desk.open(SEAT);
    const served = desk.call();
    desk.accept(served);
    desk.pass(minute);
    desk.complete(served);
    desk.accept(desk.call());
    desk.pass(3_000);
    const [waits, called] = [desk.call(), desk.call()];
    expect(desk.core.place(waits)).toMatchObject({ position: 1, estimateMs: minute, callback: true });
    callBack(desk, called);
    expect(desk.core.place(called)).toEqual({ ticket: called, position: 2, estimateMs: 2 * minute });
    const patient = new Desk(tinyBureau((files) => Object.assign(files.bureau.rules.voice, { callback: '10m' })));
    patient.open(SEAT);
    patient.accept(patient.call());
    patient.pass(minute);
    patient.complete(patient.last('offer.accepted')?.ticket ?? '');
    patient.accept(patient.call());
    const waiting = patient.call();
    expect(patient.core.place(waiting)).toEqual({ ticket: waiting, position: 1, estimateMs: minute });
  });

  test('[SUM-9] not for a document, not in service, not by others', () => {
    const desk = deskWith(SEAT);
    const ticket = desk.call();
    expect(callBack(desk, ticket, booth)).toMatchObject({ code: 'not-found' });
    expect(callBack(desk, ticket, taxpayer('somebody'))).toMatchObject({ code: 'not-found' });
    expect(callBack(desk, ticket, chief)).toMatchObject({ code: 'forbidden' });
    desk.accept(ticket);
    expect(callBack(desk, ticket)).toMatchObject({ code: 'wrong-state' });
    const document = desk.document();
    expect(callBack(desk, document, channel('etax'))).toMatchObject({ code: 'wrong-state' });
  });

  test('[SUM-9] a callback that is not answered is repeated at most so often, and never loses its due time', () => {
    const desk = deskWith(SEAT);
    const ticket = desk.call();
    const { due } = desk.ticket(ticket);
    callBack(desk, ticket);
    for (let call = 1; call <= 3; call++) {
      desk.accept(ticket);
      expect(desk.last('ticket.called')).toMatchObject({ call });
      desk.do(exchange, { type: 'unanswered', ticket });
      if (call < 3) expect(desk.ticket(ticket).due).toBe(due);
      desk.pass(10 * minute);
    }
    expect(desk.of('ticket.called')).toHaveLength(3);
    expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'noShow' });
  });
});

describe('a line that breaks in service', () => {
  const served = (desk: Desk): string => {
    const ticket = desk.call();
    desk.accept(ticket);
    return ticket;
  };
  const drop = (desk: Desk, ticket: string) => desk.do(exchange, { type: 'leave', ticket, dropped: true });

  test('[SUM-10] the same seat calls back and keeps the ticket; who answers goes on with it', () => {
    const desk = deskWith(SEAT);
    const ticket = served(desk);
    expect(drop(desk, ticket)).toEqual({ ok: true });
    expect(desk.last('ticket.called')).toMatchObject({ ticket, station: SEAT, call: 0, until: desk.now + 30_000 });
    expect(desk.seat(SEAT).work).toMatchObject([{ ticket, phase: 'serving' }]);
    drop(desk, ticket);
    expect(desk.of('ticket.called')).toHaveLength(1);
    desk.pass(29_999);
    join(desk, ticket, exchange);
    desk.pass(minute);
    expect(desk.ticket(ticket)).toMatchObject({ station: SEAT, joinUntil: null });
    drop(desk, ticket);
    expect(desk.of('ticket.called')).toHaveLength(2);
  });

  test('[SUM-11] one who does not come back within the grace time has lost the line', () => {
    const desk = deskWith(SEAT);
    const ticket = served(desk);
    drop(desk, ticket);
    desk.pass(30_000);
    expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'lostLine', station: SEAT, auto: true });
    expect(desk.of('ticket.parked')).toEqual([]);
  });

  test('[SUM-11] by the word of the exchange at once', () => {
    const desk = deskWith(SEAT);
    const ticket = served(desk);
    drop(desk, ticket);
    desk.do(exchange, { type: 'unanswered', ticket });
    expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'lostLine' });
  });

  test('[SUM-10] before service a broken line is one that was hung up; in wrap-up it means nothing', () => {
    const desk = deskWith(SEAT);
    const ticket = served(desk);
    const waits = desk.call();
    drop(desk, waits);
    expect(desk.last('ticket.closed')).toMatchObject({ ticket: waits, outcome: 'abandoned' });
    desk.end(ticket);
    drop(desk, ticket);
    expect(desk.of('ticket.called')).toEqual([]);
    expect(desk.state(ticket)).toBe('wrapUp');
  });

  test('[SUM-12] who hangs up while a ticket is parked or with a department has given up nothing', () => {
    const desk = deskWith(SEAT);
    const ticket = served(desk);
    desk.do(officer(SEAT), { type: 'escalate', ticket, department: 'goods', question: '税率?' });
    expect(desk.do(exchange, { type: 'leave', ticket })).toEqual({ ok: true });
    expect(desk.state(ticket)).toBe('escalated');
    const next = served(desk);
    desk.do(officer(SEAT), { type: 'supplement', ticket: next, items: [], note: '税号' });
    desk.do(exchange, { type: 'leave', ticket: next });
    expect(desk.state(next)).toBe('parked');
  });
});

describe('hold', () => {
  const hold = (desk: Desk, ticket: string, by: Principal = exchange) => desk.do(by, { type: 'hold', ticket });

  test('[SUM-13] a caller who has put the line on hold keeps the place, and is offered to nobody until back', () => {
    const desk = deskWith(SEAT);
    const ticket = desk.call();
    const { due } = desk.ticket(ticket);
    expect(hold(desk, ticket)).toEqual({ ok: true });
    expect(desk.last('offer.rescinded')).toMatchObject({ ticket, reason: 'taxpayer-away' });
    expect(desk.ticket(ticket)).toMatchObject({ awayUntil: desk.now + 30_000, due });
    expect(hold(desk, ticket)).toEqual({ ok: true });
    expect(desk.of('ticket.away')).toHaveLength(1);
    desk.pass(29_999);
    join(desk, ticket, exchange);
    expect(desk.stationOf(ticket)).toBe(SEAT);
  });

  test('[SUM-13] a hold longer than the grace time abandons the ticket', () => {
    const desk = deskWith();
    const ticket = desk.call();
    hold(desk, ticket);
    desk.pass(30_000);
    expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'abandoned', auto: true });
  });

  test('[SUM-14] in service, for documents and for who will be called it means nothing; others may not say it', () => {
    const desk = deskWith(SEAT);
    const ticket = desk.call();
    desk.accept(ticket);
    hold(desk, ticket);
    const summoned = desk.call();
    desk.do(exchange, { type: 'callBack', ticket: summoned });
    hold(desk, summoned);
    hold(desk, desk.document(), channel('etax'));
    expect(desk.of('ticket.away')).toEqual([]);
    expect(hold(desk, ticket, booth)).toMatchObject({ code: 'not-found' });
    expect(hold(desk, ticket, officer(SEAT))).toMatchObject({ code: 'forbidden' });
    expect(hold(desk, 'tzz')).toMatchObject({ code: 'not-found' });
  });
});
