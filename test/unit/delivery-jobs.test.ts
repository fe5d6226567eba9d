import { expect, test } from 'vitest';
import type { Step } from '../../src/bureau/commands.ts';
import { type Job, jobsOf } from '../../src/delivery/jobs.ts';
import { channel, Desk, officer } from './desk.ts';
import { tinyBureau } from './tiny-bureau.ts';

const minute = 60_000;
const hour = 60 * minute;
const WINDOW = 'north-w01';
const SEAT = 'north-s01';
const portal = channel('etax');
const exchange = channel('phone');
const submit = { type: 'submit', hall: 'north', business: 'invoice-claim', priority: 0 } as const;

const bureau = tinyBureau((files) => {
  Object.assign(files.bureau.rules.voice, { join: '60s', recall: { times: 1, every: '10m' } });
  Object.assign(files.bureau.rules.document, { supplement: '100m' });
  Object.assign(files.bureau.policy, {
    rate: '2d',
    appointments: { slot: '30m', ahead: '7d', share: 1, early: '15m', late: '10m' },
  });
  const [claim] = files.businesses;
  if (claim !== undefined) claim.materials = { licence: { name: '营业执照', en: 'Licence' } };
});

/** A desk, and the letters of each step as they are derived when it is committed. */
class Post extends Desk {
  readonly jobs: Job[] = [];
  #seen = 0;

  constructor() {
    super(bureau);
  }

  /** Letters of the steps since the last look. */
  get letters() {
    const jobs = this.derive(this.steps.slice(this.#seen));
    this.#seen = this.steps.length;
    this.jobs.push(...jobs);
    return jobs.map(({ letter }) => letter);
  }

  derive(steps: Step[], delivers: (channel: string) => boolean = () => true): Job[] {
    const ticketOf = (id: string) => this.core.state.ticket(id)?.context;
    return steps.flatMap((step) => jobsOf(step, { delivers, ticketOf }));
  }
}

test('[LTR-1] missing material: what, and until when; reminders say what is still missing', () => {
  const desk = new Post();
  desk.open(WINDOW);
  desk.do(portal, { ...submit, channel: 'etax', ref: 'S-1' });
  const { ticket = '' } = desk.last('ticket.submitted') ?? {};
  const about = { channel: 'etax', ticket, ref: 'S-1' };
  expect(desk.letters).toEqual([]);
  desk.do(officer(WINDOW), { type: 'supplement', ticket, items: ['licence'], note: '加盖公章' });
  const until = desk.now + 100 * minute;
  const asked = { items: ['licence'], note: '加盖公章', until };
  expect(desk.letters).toEqual([{ ...about, ...asked, kind: 'supplement', at: desk.now }]);
  desk.pass(50 * minute);
  expect(desk.letters).toEqual([{ ...about, ...asked, kind: 'reminder', at: desk.now, last: false }]);
  desk.pass(40 * minute);
  expect(desk.letters).toEqual([{ ...about, ...asked, kind: 'reminder', at: desk.now, last: true }]);
  desk.pass(10 * minute);
  expect(desk.letters).toMatchObject([{ ...about, outcome: 'notSupplied' }]);
});

test('[LTR-2] a caller is to be dialled, by the number that was left; who did not answer, when it is tried again', () => {
  const desk = new Post();
  desk.open(SEAT);
  desk.do(exchange, { ...submit, channel: 'phone', ref: 'C-1', callback: true, person: { phone: 'sealed:13800' } });
  const { ticket = '' } = desk.last('ticket.submitted') ?? {};
  const about = { channel: 'phone', ticket, ref: 'C-1' };
  expect(desk.letters).toEqual([{ ...about, kind: 'callback', at: desk.now }]);
  desk.accept(ticket);
  const called = { ...about, kind: 'called', station: SEAT, dial: 'sealed:13800' };
  expect(desk.letters).toEqual([{ ...called, call: 1, at: desk.now, until: desk.now + minute }]);
  desk.do(exchange, { type: 'unanswered', ticket });
  expect(desk.letters).toEqual([{ ...about, kind: 'recall', at: desk.now, again: desk.now + 10 * minute }]);
  desk.pass(10 * minute);
  desk.accept(ticket);
  expect(desk.letters).toMatchObject([{ ...called, call: 2 }]);
  desk.do(exchange, { type: 'join', ticket });
  desk.do(exchange, { type: 'leave', ticket, dropped: true });
  expect(desk.letters).toMatchObject([{ ...called, call: 0, until: desk.now + 15_000 }]);
});

test('[LTR-3] an appointment is confirmed when it is made, when it is moved, and comes near', () => {
  const desk = new Post();
  // Ten in the morning and six hours.
  const slot = desk.now + 6 * hour;
  desk.do(exchange, { ...submit, channel: 'phone', ref: 'C-1', slot });
  const { ticket = '' } = desk.last('ticket.submitted') ?? {};
  const about = { channel: 'phone', ticket, ref: 'C-1' };
  expect(desk.letters).toEqual([{ ...about, kind: 'booked', slot, at: desk.now }]);
  desk.do(exchange, { type: 'rebook', ticket, slot: slot + hour });
  expect(desk.letters).toEqual([{ ...about, kind: 'moved', slot: slot + hour, at: desk.now }]);
  desk.pass(6 * hour);
  expect(desk.letters).toEqual([{ ...about, kind: 'appointment', slot: slot + hour, at: desk.now }]);
});

test('[LTR-4] a closed ticket is told by its result, and where it may be rated by a request for that', () => {
  const desk = new Post();
  desk.open(WINDOW);
  const ticket = desk.document();
  desk.complete(ticket);
  expect(desk.letters).toMatchObject([
    { channel: 'etax', ticket, outcome: 'resolved', closedAt: desk.now },
    { channel: 'etax', ticket, kind: 'rating', until: desk.now + 48 * hour, link: null },
  ]);
  const [result, rating] = desk.jobs;
  expect(rating?.id).toBe(`${result?.id}-r`);
  const waits = desk.call();
  desk.do(exchange, { type: 'cancel', ticket: waits });
  expect(desk.letters.map((letter) => ('kind' in letter ? letter.kind : letter.outcome))).toEqual(['cancelled']);
});

test('[LTR-5] derived again a job is the same; nothing but its result is told of a ticket that has ended meanwhile', () => {
  const desk = new Post();
  desk.open(SEAT);
  const ticket = desk.call();
  desk.do(exchange, { type: 'callBack', ticket });
  desk.accept(ticket);
  const jobs = desk.derive(desk.steps);
  expect(jobs.map(({ letter }) => 'kind' in letter && letter.kind)).toEqual(['callback', 'called']);
  expect(desk.derive(desk.steps)).toEqual(jobs);
  expect(new Set(jobs.map(({ id }) => id)).size).toBe(2);
  for (const { id, seq } of jobs) expect(id).toMatch(new RegExp(`^d-${seq}-\\d+$`));
  desk.do(exchange, { type: 'join', ticket });
  desk.complete(ticket);
  expect(desk.derive(desk.steps).map(({ letter }) => ('kind' in letter ? letter.kind : 'result'))).toEqual([
    'result',
    'rating',
  ]);
  expect(desk.derive(desk.steps, (code) => code !== 'phone')).toEqual([]);
});
