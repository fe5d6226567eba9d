import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { type SlotQuestion, slotsFor } from '../../src/bureau/slots.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, Desk, taxpayer } from './desk.ts';
import { restarts } from './restarts.ts';
import { tinyBureau, tinyStandards, type WrittenFiles } from './tiny-bureau.ts';

const minute = 60_000;
const hour = 60 * minute;
const WINDOW = 'north-w01';
const li = taxpayer('li');
/** A time of the week that begins on Monday, 2026-11-23; the desk begins on that day at ten. */
const time = (text: string, day = 23) =>
  DateTime.fromISO(`2026-11-${day}T${text}`, { zone: 'Asia/Shanghai' }).toMillis();

/** Half of what a hall carries is given away in slots of half an hour, from nine to five on workdays. */
const bureauWith = (change: (files: WrittenFiles) => void = () => {}) =>
  tinyBureau((files) => {
    files.bureau.hours = { open: '09:00', close: '17:00', days: [1, 2, 3, 4, 5], drain: '30m' };
    files.bureau.policy.appointments = { slot: '30m', ahead: '7d', share: 0.5, early: '15m', late: '10m' };
    files.standards = tinyStandards();
    change(files);
  });

type How = { slot: number; by?: Principal; channel?: string; business?: string; hall?: string };
const ask = (desk: Desk, { slot, by = li, channel: way = 'vtax', business = 'invoice-claim', hall }: How) =>
  desk.do(by, {
    type: 'submit',
    channel: way,
    business,
    priority: 0,
    slot,
    ...(hall !== undefined && { hall }),
  });
function book(desk: Desk, how: How): string {
  const answer = ask(desk, how);
  if (!answer.ok || answer.ticket === undefined) throw new Error(`not booked: ${JSON.stringify(answer)}`);
  return answer.ticket;
}
const until = (desk: Desk, at: number) => desk.pass(at - desk.now);
const free = (desk: Desk, more: Partial<SlotQuestion> = {}) =>
  slotsFor(desk.core.state, { hall: 'north', business: 'invoice-claim', channel: 'vtax', days: 7, ...more }, desk.now);
const freeAt = (desk: Desk, slot: number, more: Partial<SlotQuestion> = {}) =>
  free(desk, more).find((s) => s.slot === slot)?.free ?? 0;

describe('the catalogue of slots', () => {
  test('[APT-1] is cut from the hall’s hours on its days: not past, not too far ahead, none beyond closing', () => {
    const desk = new Desk(bureauWith());
    const slots = free(desk, { days: 31 });
    expect(slots[0]).toMatchObject({ slot: time('10:30'), until: time('11:00') });
    expect(slots.filter(({ slot }) => slot < time('24:00')).at(-1)).toMatchObject({ slot: time('16:30') });
    expect(slots.filter(({ slot }) => slot >= time('00:00', 24) && slot < time('24:00', 24))).toHaveLength(16);
    expect(slots.at(-1)?.slot).toBe(time('10:00', 30));
    const weekend = slots.filter(({ slot }) => slot >= time('00:00', 28) && slot < time('24:00', 29));
    expect(weekend).toEqual([]);
    expect(free(desk, { from: time('00:00', 25), days: 1 }).map(({ slot }) => slot)).toEqual(
      Array.from({ length: 16 }, (_, n) => time('09:00', 25) + n * 30 * minute),
    );
    expect(free(desk, { from: time('10:00', 30) + 1 })).toEqual([]);
    expect(free(desk, { from: Number.MAX_SAFE_INTEGER })).toEqual([]);
  });

  test('[APT-1] leaves out holidays and has make-up workdays', () => {
    const days = { holidays: ['2026-11-24'], workdays: ['2026-11-28'] };
    const desk = new Desk(bureauWith((files) => (files.bureau.days = days)));
    const on = (day: number) =>
      free(desk).filter(({ slot }) => slot >= time('00:00', day) && slot < time('24:00', day));
    expect(on(24)).toEqual([]);
    expect(on(28)).toHaveLength(16);
  });

  test('[APT-1] begins with the month in which the hall’s batch is rolled out', () => {
    const desk = new Desk(
      bureauWith((files) => {
        Object.assign(files.halls[0] ?? {}, { since: '2026-12' });
        Object.assign(files.bureau.policy.appointments ?? {}, { ahead: '14d' });
      }),
    );
    const opening = DateTime.fromISO('2026-12-01T09:00', { zone: 'Asia/Shanghai' }).toMillis();
    expect(free(desk, { days: 14 })[0]?.slot).toBe(opening);
    expect(ask(desk, { slot: time('11:00') })).toMatchObject({ code: 'slot-taken' });
    expect(ask(desk, { slot: opening })).toMatchObject({ ok: true });
  });

  test('[APT-2] has the share of what the hall’s stations carry, at least one where anybody does', () => {
    const desk = new Desk(bureauWith());
    // Two windows carry three documents each, and one video each; the two seats one call each.
    expect(freeAt(desk, time('11:00'), { channel: 'etax' })).toBe(3);
    expect(freeAt(desk, time('11:00'))).toBe(1);
    expect(freeAt(desk, time('11:00'), { channel: 'phone' })).toBe(1);
    expect(freeAt(desk, time('11:00'), { hall: 'south' })).toBe(1);
    expect(free(desk, { hall: 'east' })).toEqual([]);
    const none = new Desk(bureauWith((files) => Object.assign(files.bureau.policy.appointments ?? {}, { share: 0 })));
    expect(free(none)).toEqual([]);
  });

  test('[APT-2] a business that few can do is not promised to many', () => {
    const desk = new Desk(
      bureauWith((files) => {
        const [north] = files.halls;
        for (const row of north?.stations ?? []) if (row.kind === 'window') Object.assign(row, { count: 8 });
        north?.stations.push({ prefix: 'x', kind: 'window', count: 2, capacity: { video: 1 }, skills: { export: 3 } });
        files.bureau.skills.export = { name: '出口', en: 'Export' };
        files.businesses.push({
          code: 'export',
          name: '出口',
          en: 'Export',
          skill: 'export',
          channels: { vtax: 'video' },
        });
      }),
    );
    const slot = time('11:00');
    expect([freeAt(desk, slot), freeAt(desk, slot, { business: 'export' })]).toEqual([4, 1]);
    book(desk, { slot, business: 'export' });
    expect([freeAt(desk, slot), freeAt(desk, slot, { business: 'export' })]).toEqual([4, 0]);
    for (let n = 0; n < 4; n++) book(desk, { slot });
    expect(freeAt(desk, slot)).toBe(0);
    expect(freeAt(desk, time('11:30'))).toBe(4);
  });

  test('[APT-3] refuses unknown halls, businesses and channels by their codes; without a policy there are none', () => {
    const desk = new Desk(bureauWith());
    expect(() => free(desk, { hall: 'west' })).toThrow(expect.objectContaining({ code: 'unknown-hall' }));
    expect(() => free(desk, { business: 'fish' })).toThrow(expect.objectContaining({ code: 'unknown-business' }));
    expect(() => free(desk, { channel: 'mail' })).toThrow(expect.objectContaining({ code: 'channel-mismatch' }));
    const without = new Desk(bureauWith((files) => delete files.bureau.policy.appointments));
    expect(free(without)).toEqual([]);
    expect(ask(without, { slot: time('11:00') })).toMatchObject({ code: 'slot-taken' });
  });
});

describe('booking', () => {
  test('[APT-4] a booked ticket stands outside of the queue until its slot, also made while the hall is closed', () => {
    const desk = new Desk(bureauWith(), time('20:00'));
    desk.open(WINDOW);
    const slot = time('09:30', 24);
    const ticket = book(desk, { slot });
    expect(desk.state(ticket)).toBe('parked');
    expect(desk.ticket(ticket)).toMatchObject({ slot, limitAt: null, parked: { reason: 'booked', items: [] } });
    expect(desk.core.place(ticket)).toBeUndefined();
    expect(desk.of('offer.made')).toEqual([]);
    expect(desk.pushes.findLast((push) => push.topic === `ticket:${ticket}`)?.body).toMatchObject({
      ticket: { state: 'parked', slot, parked: { for: 'booked' } },
    });
  });

  test('[APT-5] a slot that is full, past, too far ahead, or none at all is refused, and leaves nothing behind', () => {
    const desk = new Desk(bureauWith());
    book(desk, { slot: time('11:00') });
    const refused = [
      [time('11:00'), 'full'],
      [time('10:00'), 'past'],
      [time('09:30'), 'past'],
      [time('10:30', 30), 'ahead'],
      [time('11:15'), 'no slot'],
      [time('17:00'), 'no slot'],
      [time('11:00', 28), 'no slot'],
      [Number.MAX_SAFE_INTEGER, 'ahead'],
      [Number.MIN_SAFE_INTEGER, 'past'],
    ] as const;
    for (const [slot, why] of refused)
      expect(ask(desk, { slot })).toMatchObject({ code: 'slot-taken', detail: expect.stringContaining(why) });
    expect(desk.of('ticket.submitted')).toHaveLength(1);
  });

  test('[APT-6] a cancelled or moved appointment gives its place back', () => {
    const desk = new Desk(bureauWith());
    const [slot, other] = [time('11:00'), time('14:00', 24)];
    const ticket = book(desk, { slot });
    expect(desk.do(li, { type: 'rebook', ticket, slot: other })).toEqual({ ok: true });
    expect([freeAt(desk, slot), freeAt(desk, other)]).toEqual([1, 0]);
    expect(desk.ticket(ticket)).toMatchObject({ slot: other, parked: { until: other + 10 * minute } });
    expect(desk.do(li, { type: 'rebook', ticket, slot: other })).toEqual({ ok: true });
    expect(desk.of('ticket.rebooked')).toHaveLength(1);
    expect(desk.do(li, { type: 'cancel', ticket })).toEqual({ ok: true });
    expect(freeAt(desk, other)).toBe(1);
    expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'cancelled' });
  });

  test('[APT-6] who has checked in keeps the place of the slot that has not begun', () => {
    const desk = new Desk(bureauWith());
    const slot = time('11:00');
    const ticket = book(desk, { slot });
    until(desk, slot - 10 * minute);
    desk.do(li, { type: 'checkIn', ticket });
    expect(freeAt(desk, slot)).toBe(0);
  });

  test('[APT-7] only who speaks for the ticket moves it, to a slot that is free, and before it has begun', () => {
    const desk = new Desk(bureauWith());
    const [slot, other] = [time('11:00'), time('12:00')];
    const ticket = book(desk, { slot });
    book(desk, { slot: other, by: taxpayer('wang') });
    const move = (by: Principal, to: number, about = ticket) =>
      desk.do(by, { type: 'rebook', ticket: about, slot: to });
    expect(move(taxpayer('wang'), time('13:00'))).toMatchObject({ code: 'not-found' });
    expect(move({ role: 'supervisor', sub: 'chief', halls: '*' }, time('13:00'))).toMatchObject({ code: 'forbidden' });
    expect(move(li, other)).toMatchObject({ code: 'slot-taken' });
    expect(move(li, time('13:00'), 'tzz')).toMatchObject({ code: 'not-found' });
    expect(desk.ticket(ticket).slot).toBe(slot);
    until(desk, slot + minute);
    expect(move(li, time('13:00'))).toMatchObject({ code: 'wrong-state' });
    expect(move(channel('phone'), time('13:00'), desk.call())).toMatchObject({ code: 'wrong-state' });
  });

  test('[APT-8] places and times stand after a restart, whichever way it came back', () => {
    const desk = new Desk(bureauWith());
    const slot = time('11:00');
    const ticket = book(desk, { slot });
    for (const again of restarts(desk, 5 * minute)) {
      expect(freeAt(again, slot)).toBe(0);
      expect(ask(again, { slot })).toMatchObject({ code: 'slot-taken' });
      until(again, slot + 10 * minute - 1);
      expect(again.state(ticket)).toBe('parked');
      until(again, slot + 10 * minute);
      expect(again.last('ticket.closed')).toMatchObject({ ticket, outcome: 'noShow' });
      expect(freeAt(again, slot)).toBe(0);
      again.core.use(bureauWith());
      expect(freeAt(again, time('12:00'))).toBe(1);
    }
  });
});

describe('the time of an appointment', () => {
  test('[APT-9] who waits in a room checks in, not too early, and is in the queue at once, due with the slot', () => {
    const desk = new Desk(bureauWith());
    const slot = time('11:00');
    const ticket = book(desk, { slot });
    const checkIn = (by: Principal = li) => desk.do(by, { type: 'checkIn', ticket });
    until(desk, slot - 15 * minute - 1);
    expect(checkIn()).toMatchObject({ code: 'wrong-state', detail: expect.stringContaining('2026-11-23T02:45') });
    desk.pass(1);
    expect(checkIn(taxpayer('wang'))).toMatchObject({ code: 'not-found' });
    expect(checkIn(channel('booth'))).toMatchObject({ code: 'not-found' });
    expect(checkIn(channel('vtax'))).toEqual({ ok: true });
    expect(desk.last('ticket.unparked')).toMatchObject({ reason: 'checkedIn', due: slot, summon: false });
    expect(desk.ticket(ticket)).toMatchObject({ due: slot, awayUntil: null, enteredAt: desk.now });
    expect(checkIn()).toEqual({ ok: true });
    expect(desk.of('ticket.unparked')).toHaveLength(1);
    expect(desk.core.place(ticket)?.position).toBe(1);
  });

  test('[APT-9] a walk-in has nothing to check in for', () => {
    const desk = new Desk(bureauWith());
    const ticket = desk.video();
    expect(desk.do(channel('booth'), { type: 'checkIn', ticket })).toMatchObject({ code: 'wrong-state' });
  });

  test('[APT-9] who is late, but within the time for it, is due at once', () => {
    const desk = new Desk(bureauWith());
    const slot = time('11:00');
    const ticket = book(desk, { slot });
    until(desk, slot + 9 * minute);
    desk.do(li, { type: 'checkIn', ticket });
    expect(desk.ticket(ticket).due).toBe(desk.now);
  });

  test('[APT-10] who does not check in has not come: closed with a reply once the time to be late is over', () => {
    const desk = new Desk(bureauWith());
    const slot = time('11:00');
    const ticket = book(desk, { slot });
    until(desk, slot + 10 * minute - 1);
    expect(desk.state(ticket)).toBe('parked');
    desk.pass(1);
    expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'noShow', auto: true, station: null });
    expect(desk.last('ticket.closed')?.reply).toContain('noShow');
  });

  test('[APT-11] a caller is called at the slot, and a document is in the queue then, without anybody’s word', () => {
    const desk = new Desk(bureauWith());
    const slot = time('11:00');
    const call = book(desk, { slot, by: channel('phone'), channel: 'phone', hall: 'north' });
    const paper = book(desk, { slot, by: channel('etax'), channel: 'etax', hall: 'north' });
    until(desk, slot - 1);
    expect([desk.state(call), desk.state(paper)]).toEqual(['parked', 'parked']);
    desk.pass(1);
    expect(desk.ticket(call)).toMatchObject({ due: slot, summon: true });
    expect(desk.ticket(paper)).toMatchObject({ due: slot, summon: false });
    desk.open('north-s01');
    desk.accept(call);
    expect(desk.last('ticket.called')).toMatchObject({ ticket: call, station: 'north-s01', call: 1 });
  });

  test('[APT-12] goes before who came later than the slot less the target, and after who came earlier', () => {
    const desk = new Desk(bureauWith());
    const slot = time('11:00');
    const booked = book(desk, { slot, by: channel('etax'), channel: 'etax', hall: 'north' });
    // The target of documents is ten minutes.
    until(desk, slot - 10 * minute - 1);
    const earlier = desk.document();
    until(desk, slot - 10 * minute + 1);
    const later = desk.document();
    until(desk, slot + minute);
    const places = [earlier, booked, later].map((id) => desk.core.place(id)?.position);
    expect(places).toEqual([1, 2, 3]);
  });

  test('[APT-12] however many have booked, who walked in is served before all whose slot is a target away', () => {
    const desk = new Desk(bureauWith((files) => Object.assign(files.bureau.policy, { pace: '0s' })));
    const walkIn = desk.document();
    const slots = ['10:30', '11:00', '11:30', '12:00'].flatMap((text) => [time(text), time(text), time(text)]);
    for (const slot of slots) book(desk, { slot, by: channel('etax'), channel: 'etax', hall: 'north' });
    until(desk, time('12:30'));
    expect(desk.core.place(walkIn)?.position).toBe(1);
    desk.open(WINDOW);
    expect(desk.of('offer.made')[0]).toMatchObject({ ticket: walkIn });
  });

  test('[APT-13] its promised time begins with the queue, not with the booking', () => {
    const desk = new Desk(bureauWith());
    const slot = time('11:00');
    const ticket = book(desk, { slot, by: channel('etax'), channel: 'etax', hall: 'north' });
    until(desk, slot);
    expect(desk.ticket(ticket)).toMatchObject({ limitAt: slot + hour, warnAt: slot + 48 * minute });
  });
});

describe('reminders', () => {
  test('[APT-14] come a day and an hour before, as far as these are still ahead', () => {
    const desk = new Desk(bureauWith());
    const slot = time('14:00', 25);
    const ticket = book(desk, { slot });
    expect(desk.ticket(ticket).parked?.remindAt).toBe(slot - 24 * hour);
    until(desk, slot - 24 * hour);
    expect(desk.last('ticket.reminded')).toMatchObject({ ticket, remindAt: slot - hour, last: false });
    until(desk, slot - hour);
    expect(desk.last('ticket.reminded')).toMatchObject({ ticket, remindAt: null, last: true });
    expect(desk.of('ticket.reminded')).toHaveLength(2);
    book(desk, { slot: time('15:00', 25), by: taxpayer('wang') });
    expect(desk.last('ticket.parked')?.remindAt).toBe(time('14:00', 25));
    desk.pass(90 * minute);
    expect(desk.of('ticket.reminded')).toHaveLength(3);
  });

  test('[APT-14] follow an appointment that is moved', () => {
    const desk = new Desk(bureauWith());
    const ticket = book(desk, { slot: time('14:00') });
    expect(desk.ticket(ticket).parked?.remindAt).toBe(time('13:00'));
    desk.do(li, { type: 'rebook', ticket, slot: time('16:00') });
    until(desk, time('15:00') - 1);
    expect(desk.of('ticket.reminded')).toEqual([]);
    desk.pass(1);
    expect(desk.of('ticket.reminded')).toHaveLength(1);
  });

  test('[APT-14] after a restart a late one comes at once, and none when the slot has begun', () => {
    for (const [downMs, told] of [
      [4 * hour + 10 * minute, 1],
      [5 * hour, 0],
    ] as const) {
      const desk = new Desk(bureauWith(), time('09:00'));
      book(desk, { slot: time('14:00') });
      for (const again of restarts(desk, downMs)) {
        again.pass(0);
        expect(again.of('ticket.reminded')).toHaveLength(told);
      }
    }
  });
});
