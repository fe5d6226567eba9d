import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BureauEvent } from '../../src/bureau/events.ts';
import { loadBureau } from '../../src/config/load.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { cityChannels, volumeOf } from '../../src/simulate/city/profile.ts';
import { paths } from '../../src/simulate/city/tally.ts';
import { morning, virtualCity } from './city-rig.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Refusals that are in the nature of things: two ends act at once, or somebody comes too late. */
const natural = new Set([
  'offer-gone',
  'not-found',
  'wrong-state',
  'hall-closed',
  'forbidden',
  'already-rated',
  'slot-taken',
]);

type Rig = Awaited<ReturnType<typeof virtualCity>>;
let rig: Rig;
/** How busy those at their desks were, every quarter of an hour of the morning's busiest hours. */
const occupancy: number[] = [];

/** A third of the city, which takes a third of the time; the two strained halls are among it. */
const some = new Set(['huangpu', 'nansha', 'tianhe', 'baiyun', 'conghua']);

async function smallCity(): Promise<Bureau> {
  const bureau = await loadBureau(join(import.meta.dirname, '../../config/guangzhou'));
  const halls = [...bureau.halls].filter(([code]) => some.has(code));
  const stations = [...bureau.stations].filter(([, { hall }]) => some.has(hall));
  return { ...bureau, halls: new Map(halls), stations: new Map(stations) };
}

/** The first working day, on the virtual clock, from 08:55 to 18:45. */
beforeAll(async () => {
  rig = await virtualCity(await smallCity());
  await rig.pass(hour);
  for (let i = 0; i < 6; i++) {
    await rig.pass(15 * minute);
    occupancy.push(busyShare());
  }
  await rig.pass(morning + 590 * minute - rig.clock.now());
}, 120_000);
afterAll(() => rig.stop());

function busyShare(): number {
  let busy = 0;
  let ready = 0;
  for (const { value } of rig.core.state.stations()) {
    if (value === 'ready') ready++;
    else if (value !== 'paused' && value !== 'signedOut') busy++;
  }
  return busy / (busy + ready);
}

const happened = (type: BureauEvent['type'], fits: (event: BureauEvent) => boolean = () => true) =>
  rig.steps.reduce((sum, { events }) => sum + events.filter((event) => event.type === type && fits(event)).length, 0);
/** Steps of a supervisor's word that came to something. */
const byWord = (command: string, type: BureauEvent['type']) =>
  rig.steps.filter((step) => step.type === command && step.events.some((event) => event.type === type)).length;
const parked = (reason: string) => happened('ticket.parked', (event) => 'reason' in event && event.reason === reason);

test('[CITY-14] every station signs in, every channel is served, and no ticket is lost', () => {
  const signedIn = new Set<string>();
  const served = new Map<string, number>();
  const channelOf = new Map<string, string>();
  for (const { events } of rig.steps)
    for (const event of events) {
      if (event.type === 'station.signedIn') signedIn.add(event.station);
      if (event.type === 'ticket.submitted') channelOf.set(event.ticket, event.data.channel);
      if (event.type !== 'offer.accepted') continue;
      const channel = channelOf.get(event.ticket)!;
      served.set(channel, (served.get(channel) ?? 0) + 1);
    }
  expect(signedIn.size).toBe(rig.core.state.bureau.stations.size);
  for (const channel of cityChannels)
    expect(served.get(channel)).toBeGreaterThan(0.8 * volumeOf(channel, rig.core.state.bureau));
  const { submitted, imbalance } = rig.core.figures(rig.clock.now());
  expect(imbalance).toBe(0);
  expect(submitted).toBe(rig.city.tally.taken);
});

test('[CITY-15] the halls are as busy as real ones, near their goals, and lend to those that cannot keep up', () => {
  const mean = occupancy.reduce((sum, share) => sum + share, 0) / occupancy.length;
  expect(mean).toBeGreaterThan(0.65);
  expect(mean).toBeLessThan(0.85);
  const { answered, inTarget } = rig.core.figures(rig.clock.now());
  expect(inTarget / answered).toBeGreaterThan(0.85);
  const helped = new Map<string, number>();
  for (const { to } of rig.core.state.ledger.all()) helped.set(to, (helped.get(to) ?? 0) + 1);
  const most = [...helped].sort((a, b) => b[1] - a[1]).slice(0, 2);
  expect(most.map(([hall]) => hall).sort()).toEqual(['baiyun', 'tianhe']);
});

test('[CITY-16] some lose patience, some lose their line and come back or not, some offers are missed or rejected', () => {
  const { closed } = rig.core.figures(rig.clock.now());
  expect(closed.abandoned).toBeGreaterThan(50);
  expect(closed.abandoned).toBeLessThan(1_500);
  expect(closed.lostLine).toBeGreaterThan(0);
  for (const type of ['station.lost', 'station.back', 'ticket.away', 'offer.timedOut', 'offer.rejected'] as const)
    expect(happened(type)).toBeGreaterThan(5);
  const { taken, refused } = rig.city.tally;
  for (const [code, times] of Object.entries(refused)) {
    expect(natural).toContain(code);
    expect(times).toBeLessThan(taken / 100);
  }
});

test('[CITY-19] some tickets go each way of the practice, and what the city counts is what the bureau journaled', () => {
  const { tally } = rig.city;
  // Whether an actor fails is not up to the city.
  for (const path of paths) if (path !== 'requeued') expect(tally.paths[path], path).toBeGreaterThan(0);
  const { paths: p } = tally;
  expect({
    supplements: p.supplements,
    supplies: p.supplies,
    escalations: p.escalations,
    handedOn: p.handedOn,
    answers: p.answers,
    together: p.consults + p.transfers,
    messages: p.messages,
    bookings: p.bookings + p.bookedCalls,
    moved: p.moved,
    ratings: p.ratings + p.badRatings,
    appeals: p.appeals,
    prioritised: p.prioritised,
    assigned: p.assigned,
    pulled: p.pulled,
    moves: p.moves,
    requeued: p.requeued,
    orders: p.orders,
    ordersEnded: p.ordersEnded,
    steered: p.steered,
    broadcasts: p.broadcasts,
    revealed: p.revealed,
    erased: p.erased,
  }).toEqual({
    supplements: parked('supplement'),
    supplies: happened('ticket.supplied'),
    escalations: happened('ticket.escalated'),
    handedOn: happened('escalation.handedOn'),
    answers: happened('ticket.answered'),
    // What is moved lies on no desk.
    together: happened('invite.opened') + happened('ticket.transferred', (e) => 'station' in e && e.station !== null),
    messages: happened('ticket.messaged'),
    bookings: parked('booked'),
    moved: happened('ticket.rebooked'),
    ratings: happened('rating.given'),
    appeals: happened('followUp.appealed'),
    prioritised: happened('ticket.prioritised'),
    assigned: byWord('assign', 'ticket.preferred'),
    pulled: byWord('pull', 'ticket.returned'),
    moves: byWord('move', 'ticket.transferred'),
    requeued: happened('ticket.requeued'),
    orders: happened('order.given', (event) => 'order' in event && event.order.set !== null),
    ordersEnded: happened('order.given', (event) => 'order' in event && event.order.set === null),
    // A hand on a station that is so already changes nothing.
    steered: rig.steps.filter(({ type, answer }) => type === 'steer' && answer.ok).length,
    broadcasts: happened('broadcast.sent'),
    revealed: happened('person.revealed'),
    erased: happened('person.erased'),
  });
  expect(p.badRatings).toBe(happened('followUp.opened'));
});

test('[CITY-20] who is asked mostly does it in time, and not always: material, answers, calls', () => {
  const { closed } = rig.core.figures(rig.clock.now());
  const asked = parked('supplement');
  const supplied = happened('ticket.unparked', (event) => 'reason' in event && event.reason === 'supplied');
  expect(supplied).toBeGreaterThan(asked / 2);
  expect(supplied).toBeLessThan(asked);
  const late = happened('escalation.reminded', (event) => 'share' in event && event.share === 100);
  expect(late).toBeGreaterThan(0);
  expect(late).toBeLessThan(happened('ticket.answered') / 2);
  const called = happened('ticket.called');
  expect(happened('ticket.joined')).toBeGreaterThan(called * 0.8);
  expect(parked('noShow')).toBeGreaterThan(10);
  expect(closed.noShow).toBeGreaterThan(0);
  expect(happened('ticket.called', (event) => 'call' in event && event.call === 0)).toBeGreaterThan(0);
});

test('[CITY-21] tickets are closed by the standard: with chosen templates and their fields, or by its defaults', () => {
  const templates = new Set<string>();
  for (const { events } of rig.steps)
    for (const event of events) {
      if (event.type !== 'ticket.closed' || event.outcome === 'abandoned') continue;
      expect(event.template).not.toBe(null);
      templates.add(event.template?.code ?? '');
    }
  expect(templates).toContain('resolved');
  expect(templates).toContain('resolved-document');
  expect(templates.size).toBeGreaterThan(15);
});

test('[CITY-17] in the evening everybody goes home, and in the morning everybody is back', async () => {
  expect([...rig.core.state.stations()].filter(({ value }) => value !== 'signedOut')).toEqual([]);
  await rig.pass(morning + 24 * hour + 7 * minute - rig.clock.now());
  const back = [...rig.core.state.stations()].filter(({ value }) => value !== 'signedOut').length;
  expect(back).toBe(rig.core.state.bureau.stations.size);
  expect(rig.core.figures(rig.clock.now()).imbalance).toBe(0);
}, 60_000);
