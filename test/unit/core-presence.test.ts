import { expect, test } from 'vitest';
import { channel, Desk, officer, taxpayer } from './desk.ts';

const WINDOW = 'north-w01';
const line = (desk: Desk, ticket: string, online: boolean) => desk.presence(`ticket:${ticket}`, online);
const deskWith = (...stations: string[]) => {
  const desk = new Desk();
  for (const station of stations) desk.open(station);
  return desk;
};

test('[PRS-1] a taxpayer whom a channel announces keeps the place and is offered to nobody until there', () => {
  const desk = deskWith(WINDOW);
  const ticket = desk.video();
  desk.pass(29_999);
  expect(desk.state(ticket)).toBe('waiting');
  line(desk, ticket, true);
  expect(desk.stationOf(ticket)).toBe(WINDOW);
  const joined = desk.video('south');
  expect(desk.do(channel('booth'), { type: 'join', ticket: joined })).toEqual({ ok: true });
  expect(desk.ticket(joined).awayUntil).toBeNull();
});

test('[PRS-2] one who stays away for the grace time has abandoned the ticket', () => {
  const desk = deskWith();
  const ticket = desk.video();
  desk.pass(30_000);
  expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'abandoned', auto: true });
});

test('[PRS-3] a line that drops before service keeps place and due time; the offer goes to the next', () => {
  const desk = deskWith();
  desk.do(taxpayer('li'), { type: 'submit', channel: 'vtax', business: 'invoice-claim', priority: 0 });
  const mine = desk.last('ticket.submitted')?.ticket ?? '';
  desk.pass(1_000);
  const other = desk.video();
  line(desk, other, true);
  desk.open(WINDOW);
  const { due } = desk.ticket(mine);
  expect(desk.stationOf(mine)).toBe(WINDOW);
  line(desk, mine, false);
  expect(desk.stationOf(other)).toBe(WINDOW);
  expect(desk.core.place(mine)?.position).toBe(1);
  desk.reject(other);
  line(desk, mine, true);
  expect(desk.ticket(mine)).toMatchObject({ station: WINDOW, due });
});

test('[PRS-4] a line that drops in service may come back; after the grace time the ticket ends as lostLine', () => {
  const desk = deskWith(WINDOW);
  const ticket = desk.video();
  line(desk, ticket, true);
  desk.accept(ticket);
  line(desk, ticket, false);
  desk.pass(29_999);
  line(desk, ticket, true);
  desk.pass(60_000);
  expect(desk.state(ticket)).toBe('serving');
  line(desk, ticket, false);
  desk.pass(30_000);
  expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'lostLine', station: WINDOW, auto: true });
  expect(desk.seat(WINDOW)).toMatchObject({ value: 'ready', work: [] });
});

test('[PRS-5] once the conversation has ended it no longer matters whether the line is up', () => {
  const desk = deskWith(WINDOW);
  const ticket = desk.video();
  line(desk, ticket, true);
  desk.accept(ticket);
  line(desk, ticket, false);
  desk.end(ticket);
  desk.pass(59_999);
  expect(desk.state(ticket)).toBe('wrapUp');
  desk.complete(ticket);
  expect(desk.seat(WINDOW)).toMatchObject({ value: 'ready', work: [] });
});

test('[PRS-6] the sessions of a caller say nothing: the channel tells who is on the telephone', () => {
  const desk = deskWith('north-s01');
  const ticket = desk.call();
  line(desk, ticket, false);
  expect(desk.ticket(ticket)).toMatchObject({ awayUntil: null, station: 'north-s01' });
  const document = desk.document();
  line(desk, document, false);
  expect(desk.ticket(document).awayUntil).toBeNull();
});

test('[PRS-7] a station whose line drops keeps its work for the grace time, and gets no more', () => {
  const desk = deskWith(WINDOW);
  const ticket = desk.document();
  desk.presence(`station:${WINDOW}`, false);
  const next = desk.document();
  desk.pass(19_999);
  expect([desk.state(ticket), desk.state(next)]).toEqual(['serving', 'waiting']);
  desk.do(officer(WINDOW), { type: 'signIn', station: WINDOW });
  expect([desk.state(ticket), desk.state(next)]).toEqual(['serving', 'serving']);
  desk.pass(60_000);
  expect(desk.seat(WINDOW).work).toHaveLength(2);
});

test('[PRS-8] after the grace time its offer and tickets go back to their places, and it is signed out', () => {
  const desk = deskWith('north-s01', WINDOW);
  const document = desk.document();
  desk.pass(6_000);
  const video = desk.video();
  line(desk, video, true);
  const { due } = desk.ticket(document);
  desk.presence(`station:${WINDOW}`, false);
  desk.pass(19_999);
  expect([desk.state(document), desk.state(video)]).toEqual(['serving', 'offered']);
  desk.pass(1);
  expect(desk.core.state.station(WINDOW)).toBeUndefined();
  expect(desk.last('station.signedOut')).toMatchObject({ station: WINDOW, reason: 'lost' });
  expect(desk.ticket(document)).toMatchObject({ due, station: null, responsible: WINDOW, acceptedAt: null });
  expect([desk.state(document), desk.state(video)]).toEqual(['waiting', 'waiting']);
  expect(desk.core.place(document)?.position).toBe(1);
  desk.open('north-w02');
  expect(desk.stationOf(video)).toBe('north-w02');
  desk.reject(video);
  expect(desk.state(document)).toBe('serving');
  expect(desk.core.figures(desk.now)).toMatchObject({ imbalance: 0, answered: 1 });
});

test('[PRS-9] what a lost station wrapped up is closed', () => {
  const desk = deskWith('north-s01');
  const ticket = desk.call();
  desk.accept(ticket);
  desk.end(ticket);
  desk.presence('station:north-s01', false);
  desk.pass(20_000);
  expect(desk.last('ticket.closed')).toMatchObject({ ticket, outcome: 'resolved', auto: true });
});

test('[PRS-10] a ticket that comes back while its taxpayer is away waits for the taxpayer', () => {
  const desk = deskWith(WINDOW);
  const ticket = desk.video();
  line(desk, ticket, true);
  desk.accept(ticket);
  desk.presence(`station:${WINDOW}`, false);
  desk.pass(15_000);
  line(desk, ticket, false);
  desk.open('north-w02');
  desk.pass(5_000);
  expect(desk.ticket(ticket)).toMatchObject({ station: null, awayUntil: desk.now + 25_000 });
  line(desk, ticket, true);
  expect(desk.stationOf(ticket)).toBe('north-w02');
});

test('[PRS-11] of several tickets that come back in one step the earliest due looks for a station first', () => {
  const desk = deskWith(WINDOW);
  const later = desk.document();
  const etax = { type: 'submit', channel: 'etax', hall: 'north', business: 'invoice-claim' } as const;
  desk.do(channel('etax'), { ...etax, priority: 2 });
  const urgent = desk.last('ticket.submitted')?.ticket ?? '';
  desk.pass(6_000);
  expect(desk.seat(WINDOW).work.map((w) => w.ticket)).toEqual([later, urgent]);
  desk.open('north-w02');
  desk.presence(`station:${WINDOW}`, false);
  desk.pass(20_000);
  expect([desk.stationOf(urgent), desk.stationOf(later)]).toEqual(['north-w02', null]);
});
