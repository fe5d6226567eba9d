import { describe, expect, test } from 'vitest';
import { channel, Desk, officer } from './desk.ts';
import { cold, EAST, HOST, inService, OTHER, SOUTH, transfer, WINDOW, type Wish } from './handing-on.ts';
import { tinyBureau } from './tiny-bureau.ts';

describe('[TRF-1] a cold transfer waits for the others in its old due time; its station is free and is not asked again soon', () => {
  test('the due time stays, and the routing begins anew', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    const { due, enteredAt } = desk.ticket(ticket);
    desk.pass(40_000);
    expect(cold(desk, ticket, { hall: 'south' })).toEqual({ ok: true });
    expect(desk.ticket(ticket)).toMatchObject({ hall: 'south', due, enteredAt, stepIndex: 0, station: null });
    expect(desk.ticket(ticket)).toMatchObject({ stepUntil: desk.now + 10_000, acceptedAt: null });
    expect(desk.seat(HOST)).toMatchObject({ value: 'ready', work: [] });
    desk.pass(10_000);
    expect(desk.ticket(ticket)).toMatchObject({ stepIndex: 1 });
  });

  test('an earlier due goes before those who waited there', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.pass(5_000);
    const later = desk.call('south');
    cold(desk, ticket, { hall: 'south' });
    expect(desk.core.place(ticket)?.position).toBe(1);
    desk.open(SOUTH);
    expect([desk.stationOf(ticket), desk.stationOf(later)]).toEqual([SOUTH, null]);
  });

  test('the host is asked again only when the time of avoidance is over', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    cold(desk, ticket, { business: 'vat-return' });
    desk.pass(29_999);
    expect(desk.state(ticket)).toBe('waiting');
    desk.pass(1);
    expect(desk.stationOf(ticket)).toBe(HOST);
  });

  test('or when somebody else has had it', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.open(OTHER);
    cold(desk, ticket, { business: 'vat-return' });
    desk.accept(ticket);
    expect(desk.ticket(ticket)).toMatchObject({ station: OTHER, avoid: [] });
    desk.presence(`station:${OTHER}`, false);
    desk.pass(20_000);
    expect(desk.stationOf(ticket)).toBe(HOST);
  });

  test('out of the wrap-up too, and somebody else has it at once', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.open(OTHER);
    desk.end(ticket);
    cold(desk, ticket, { business: 'vat-return' });
    expect(desk.ticket(ticket)).toMatchObject({ station: OTHER, endedAt: null, wrapUpUntil: null, responsible: HOST });
  });
});

describe('[TRF-2] what is named takes the place of what the ticket is: hall, business with its skill, group with its modality', () => {
  test('a business', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    cold(desk, ticket, { business: 'social-fee' });
    expect(desk.ticket(ticket)).toMatchObject({ hall: 'north', business: 'social-fee', skill: 'social' });
    expect(desk.ticket(ticket)).toMatchObject({ group: 'phone', modality: 'voice', channel: 'phone' });
  });

  test('a group brings the modality of its entry, or of its channels', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    cold(desk, ticket, { group: 'vtax' });
    expect(desk.ticket(ticket)).toMatchObject({ group: 'vtax', modality: 'video', business: 'invoice-claim' });
    const other = new Desk(
      tinyBureau(({ bureau }) => Object.assign(bureau.groups, { vtax: { name: '组', en: 'G', modality: 'document' } })),
    );
    const second = inService(other);
    cold(other, second, { group: 'vtax' });
    expect(other.ticket(second)).toMatchObject({ group: 'vtax', modality: 'document' });
  });

  test('a named station brings its own hall', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    cold(desk, ticket, { station: SOUTH });
    expect(desk.ticket(ticket)).toMatchObject({ hall: 'south', group: 'phone' });
  });

  test('lines and lists follow', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    cold(desk, ticket, { hall: 'south', business: 'vat-return' });
    expect(desk.core.state.lines.of('south', 'voice').waiting.size).toBe(1);
    expect(desk.core.state.matcher.demand.classOf(ticket)).toMatchObject({ hall: 'south', skill: 'declare' });
  });
});

describe('[TRF-3] a target that is not named, unknown, does not fit, or that nobody could serve is refused with what is missing', () => {
  const cases: [string, Wish, string, RegExp][] = [
    ['nothing named', {}, 'bad-message', /name a hall/],
    ['an unknown hall', { hall: 'west' }, 'unknown-hall', /west/],
    ['an unknown business', { business: 'nothing' }, 'unknown-business', /nothing/],
    ['an unknown group', { group: 'nobody' }, 'not-found', /group nobody/],
    ['an unknown station', { station: 'north-s09' }, 'not-found', /north-s09/],
    ['a station of another hall', { hall: 'north', station: SOUTH }, 'not-found', /hall north/],
    ['its own station', { station: HOST }, 'bad-message', /another/],
    ['a station without the skill', { station: EAST, business: 'vat-return' }, 'nobody-able', /skill declare/],
    ['a station without the modality', { station: WINDOW }, 'nobody-able', /no capacity for voice/],
    ['a hall without the skill', { hall: 'east', business: 'social-fee' }, 'nobody-able', /east.*skill social/],
    ['a hall without the modality', { hall: 'east', group: 'vtax' }, 'nobody-able', /east.*video/],
  ];
  test.each(cases)('%s', (_, wish, code, detail) => {
    const desk = new Desk();
    const ticket = inService(desk);
    for (const mode of ['cold', 'warm'] as const) {
      const answer = transfer(desk, ticket, mode, wish);
      expect(answer).toMatchObject({ ok: false, code, detail: expect.stringMatching(detail) });
    }
    expect(desk.ticket(ticket)).toMatchObject({ station: HOST, guest: null });
  });

  test('a business that is not served in this modality by any channel', () => {
    const desk = new Desk(
      tinyBureau(({ businesses }) => {
        const paper = businesses.find((b) => b.code === 'vat-return');
        if (paper !== undefined) paper.channels = { etax: 'document' };
      }),
    );
    const ticket = inService(desk);
    expect(cold(desk, ticket, { business: 'vat-return' })).toMatchObject({ code: 'channel-mismatch' });
    expect(cold(desk, ticket, { business: 'vat-return', group: 'etax' })).toEqual({ ok: true });
  });

  test('a hall where the host alone is able', () => {
    const desk = new Desk();
    const ticket = inService(desk, EAST);
    expect(cold(desk, ticket, { hall: 'east' })).toMatchObject({ code: 'nobody-able' });
  });
});

describe('[TRF-4] who is on the line stays there where the modality stays; everybody else is called when the turn comes', () => {
  const call = (desk: Desk) => inService(desk);
  const video = (desk: Desk) => {
    desk.open(WINDOW);
    const ticket = desk.video();
    desk.presence(`ticket:${ticket}`, true);
    desk.accept(ticket);
    return ticket;
  };
  const paper = (desk: Desk) => {
    desk.open(WINDOW);
    return desk.document();
  };
  test.each([
    ['voice', 'voice', call, { hall: 'south' }, 'call', false],
    ['voice', 'video', call, { group: 'vtax' }, 'session', true],
    ['voice', 'document', call, { group: 'etax' }, 'none', false],
    ['video', 'video', video, { hall: 'south' }, 'session', false],
    ['video', 'voice', video, { group: 'phone' }, 'call', true],
    ['video', 'document', video, { group: 'etax' }, 'none', false],
    ['document', 'document', paper, { hall: 'south' }, 'none', false],
    ['document', 'voice', paper, { group: 'phone' }, 'call', true],
    ['document', 'video', paper, { group: 'vtax' }, 'session', true],
  ] as const)('%s to %s', (_, modality, begin, wish, presence, summon) => {
    const desk = new Desk(tinyBureau(({ bureau }) => Object.assign(bureau.groups.vtax ?? {}, { modality: 'video' })));
    const ticket = begin(desk);
    expect(cold(desk, ticket, wish)).toEqual({ ok: true });
    expect(desk.ticket(ticket)).toMatchObject({ modality, presence, summon, awayUntil: null });
  });

  test('who is away now has what is left of the grace time', () => {
    const desk = new Desk();
    const ticket = video(desk);
    desk.presence(`ticket:${ticket}`, false);
    const until = desk.now + 30_000;
    desk.pass(10_000);
    cold(desk, ticket, { hall: 'south' });
    expect(desk.ticket(ticket)).toMatchObject({ awayUntil: until, summon: false });
    desk.pass(19_999);
    expect(desk.state(ticket)).toBe('waiting');
    desk.pass(1);
    expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'abandoned' });
  });

  test('after the conversation nobody is on the line', () => {
    const desk = new Desk();
    const ticket = inService(desk);
    desk.do(channel('phone'), { type: 'leave', ticket });
    expect(desk.state(ticket)).toBe('wrapUp');
    cold(desk, ticket, { hall: 'south' });
    expect(desk.ticket(ticket)).toMatchObject({ presence: 'call', summon: true });
    desk.open(SOUTH);
    desk.accept(ticket);
    expect(desk.last('ticket.called')).toMatchObject({ ticket, station: SOUTH, call: 1 });
    // Being called is not yet being there.
    cold(desk, ticket, { hall: 'east' });
    expect(desk.ticket(ticket)).toMatchObject({ hall: 'east', summon: true, joinUntil: null });
  });
});

describe('[TRF-5] a transfer brings no voice or video into a closed hall, nor into another one that drains', () => {
  const deskAt = (time: string) =>
    new Desk(
      tinyBureau(({ halls }) => {
        for (const hall of halls) {
          const close = hall.code === 'south' ? '12:00' : '11:00';
          hall.hours = { open: '09:00', close, days: [1], drain: '30m' };
        }
      }),
      Date.parse(`2026-11-23T${time}+08:00`),
    );

  test('the own hall while it drains, and another while it is open', () => {
    const desk = deskAt('10:59:00');
    const ticket = inService(desk);
    desk.pass(600_000);
    expect(cold(desk, ticket, { hall: 'east' })).toMatchObject({ code: 'hall-closed', detail: 'east' });
    expect(cold(desk, ticket, { business: 'vat-return' })).toEqual({ ok: true });
    desk.open(OTHER);
    desk.accept(ticket);
    expect(cold(desk, ticket, { hall: 'south' })).toEqual({ ok: true });
  });

  test('nobody is left waiting in a hall that has closed, but paper may lie there', () => {
    const desk = deskAt('10:59:00');
    const ticket = inService(desk);
    desk.pass(3_600_000);
    expect(cold(desk, ticket, { business: 'vat-return' })).toMatchObject({ code: 'hall-closed', detail: 'north' });
    expect(cold(desk, ticket, { group: 'etax' })).toEqual({ ok: true });
  });
});

test('[TRF-10] only the officer whose desk it is on hands it on, in service or wrap-up', () => {
  const desk = new Desk();
  const ticket = inService(desk);
  desk.open(OTHER);
  const wish = { type: 'transfer', ticket, mode: 'cold', hall: 'south' } as const;
  expect(desk.do(officer(OTHER), wish)).toMatchObject({ code: 'not-found' });
  expect(desk.do({ ...officer(HOST), sub: 'somebody' }, wish)).toMatchObject({ code: 'station-taken' });
  expect(desk.do(channel('phone'), wish)).toMatchObject({ code: 'forbidden' });
  expect(desk.do(officer(HOST), { ...wish, ticket: 't999' })).toMatchObject({ code: 'not-found' });
  expect(desk.do(officer(HOST), wish)).toEqual({ ok: true });
  // It may see what it is responsible for, and has it no more.
  expect(desk.do(officer(HOST), wish)).toMatchObject({ code: 'forbidden' });
  const offered = desk.call();
  expect(desk.do(officer(desk.stationOf(offered) ?? ''), { ...wish, ticket: offered })).toMatchObject({
    code: 'wrong-state',
  });
});
