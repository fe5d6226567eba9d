import { expect, test } from 'vitest';
import { Records } from '../../src/archive/records.ts';
import type { Step } from '../../src/bureau/commands.ts';
import type { BureauEvent } from '../../src/bureau/events.ts';
import { type Observations, Observer, observe } from '../../src/capacity/observations.ts';
import { observeRecords } from '../../src/capacity/observe-records.ts';
import { Sheets } from '../../src/performance/sheets.ts';
import { callDay } from '../../src/simulate/calls/day.ts';
import { readCalls } from '../../src/simulate/calls/recorded.ts';
import { replayDay } from '../../src/simulate/calls/replay.ts';
import { channel, Desk, officer } from './desk.ts';
import { inject, played } from './performance-history.ts';
import { ask, bureauWith, give, minute, served, WINDOW } from './supplement-rig.ts';
import { tinyBureau } from './tiny-bureau.ts';

const north = { hall: 'north', group: 'phone' };
const leave = (desk: Desk, ticket: string) => desk.do(channel('phone'), { type: 'leave', ticket });
const seconds = ({ services }: Observations) => services.map((s) => s.seconds);
const waited = ({ waits }: Observations) => waits.map(({ waitS, abandoned }) => [waitS, abandoned]);

test('[OBS-1] one who is answered is an arrival, a wait without its end, and a service with its wrap-up', () => {
  const desk = new Desk();
  const came = desk.now;
  const ticket = desk.call();
  desk.pass(5_000);
  desk.open('north-s01');
  desk.accept(ticket);
  desk.pass(90_000);
  desk.end(ticket);
  desk.pass(7_000);
  desk.complete(ticket);
  expect(observe(desk.steps)).toEqual({
    arrivals: [{ at: came, ...north, business: 'invoice-claim', channel: 'phone' }],
    waits: [{ at: came + 5_000, ...north, waitS: 5, abandoned: false }],
    services: [{ at: came + 102_000, ...north, seconds: 97 }],
  });
});

test('[OBS-2] one who hangs up has shown its patience, and made no work', () => {
  const desk = new Desk();
  const ticket = desk.call();
  desk.pass(30_000);
  leave(desk, ticket);
  const seen = observe(desk.steps);
  expect(waited(seen)).toEqual([[30, true]]);
  expect(seen.services).toEqual([]);
});

test('[OBS-3] a wait ends when the line drops, if it does not come back; one that never came has none', () => {
  const desk = new Desk();
  const [here, never, back] = [desk.video(), desk.video(), desk.video()];
  desk.pass(2_000);
  for (const ticket of [here, back]) desk.presence(`ticket:${ticket}`, true);
  desk.pass(10_000);
  for (const ticket of [here, back]) desk.presence(`ticket:${ticket}`, false);
  desk.pass(4_000);
  desk.presence(`ticket:${back}`, true);
  desk.pass(10 * minute);
  expect([desk.state(here), desk.state(never), desk.state(back)]).toEqual(['closed', 'closed', 'waiting']);
  desk.do(channel('booth'), { type: 'leave', ticket: back });
  const seen = observe(desk.steps);
  expect(seen.arrivals).toHaveLength(3);
  expect(waited(seen)).toEqual([
    [10, true],
    [10 * 60 + 14, true],
  ]);
});

test('[OBS-4] who asks to be called back was patient at least until then', () => {
  const desk = new Desk();
  const ticket = desk.call();
  desk.pass(20_000);
  desk.do(channel('phone'), { type: 'callBack', ticket });
  desk.pass(minute);
  desk.do(channel('phone'), { type: 'cancel', ticket });
  expect(waited(observe(desk.steps))).toEqual([[20, false]]);
});

test.each(['cold', 'warm'] as const)('[OBS-5] handed on to another hall it is an arrival there, %s', (mode) => {
  const desk = new Desk();
  desk.open('north-s01');
  const ticket = desk.call();
  desk.accept(ticket);
  desk.pass(10_000);
  desk.open('south-s01');
  desk.do(officer('north-s01'), { type: 'transfer', mode, ticket, hall: 'south' });
  desk.accept(ticket);
  desk.pass(25_000);
  desk.complete(ticket);
  const { arrivals, services } = observe(desk.steps);
  expect(arrivals.map(({ hall }) => hall)).toEqual(['north', 'south']);
  expect(services.map(({ hall, seconds }) => [hall, seconds])).toEqual([
    ['north', 10],
    ['south', 25],
  ]);
});

test('[OBS-6] one that comes back from a supplement is one arrival with all its work', () => {
  const desk = new Desk(bureauWith());
  const ticket = served(desk);
  desk.pass(40_000);
  ask(desk, ticket, ['licence']);
  desk.pass(20 * minute);
  give(desk, ticket, ['licence']);
  desk.pass(15_000);
  desk.do(officer(WINDOW), { type: 'complete', ticket, outcome: 'resolved' });
  const seen = observe(desk.steps);
  expect(seen.arrivals).toHaveLength(1);
  expect(seen.waits).toHaveLength(1);
  expect(seconds(seen)).toEqual([55]);
});

test('[OBS-7] what interrupts work does not count for it', () => {
  const desk = new Desk();
  desk.open('north-w01');
  const paper = desk.document();
  desk.pass(10_000);
  const live = desk.video();
  desk.presence(`ticket:${live}`, true);
  desk.accept(live);
  desk.pass(60_000);
  desk.complete(live);
  desk.pass(3_000);
  desk.complete(paper);
  expect(seconds(observe(desk.steps))).toEqual([60, 13]);
});

test('[OBS-8] an appointment arrives when it begins', () => {
  const at = Date.parse('2026-11-23T02:00:00Z');
  const desk = new Desk(tinyBureau(), at);
  desk.call();
  const [step] = desk.steps.filter((step) => step.type === 'submit');
  const [entry] = desk.of('ticket.submitted');
  if (step === undefined || entry === undefined) throw new Error('nobody came');
  const observer = new Observer();
  const tell = (e: Record<string, unknown>) =>
    observer.add({ ...step, events: [{ ...entry, ...e }] as Step['events'] });
  tell({ data: { ...entry.data, slot: at + 10 * minute } });
  expect(observer.take().arrivals).toEqual([]);
  const begins = { type: 'ticket.unparked', summon: false, awayUntil: null };
  tell({ ...begins, at: at + 10 * minute, due: at + 20 * minute });
  tell({ ...begins, at: at + 20 * minute, due: null });
  expect(observer.take().arrivals.map((arrival) => arrival.at - at)).toEqual([10 * minute]);
});

/** The first wait of a ticket on the line, in s, told by its own events; null: nobody saw one that has ended. */
function firstWait(own: TicketEvent[]): [number, boolean] | null {
  const entry = own.findIndex((e) => (e.type === 'ticket.submitted' ? e.data.slot === null : begins(e)));
  if (entry < 0) return null;
  const after = own.slice(entry + 1);
  const end = after.findIndex((e) => ends.includes(e.type) && !(e.type === 'offer.accepted' && e.invite !== null));
  const [first, last] = [own[entry]!, after[end]];
  if (last === undefined || (first.type === 'ticket.unparked' && first.summon)) return null;
  const announced = first.type === 'ticket.submitted' ? first.data.awayUntil !== null : awayAt(first);
  const line = after.slice(0, end).filter((e) => e.type === 'ticket.away' || e.type === 'ticket.back');
  const since = announced ? line.find((e) => e.type === 'ticket.back') : first;
  if (since === undefined) return null;
  const lost = line.at(-1)?.type === 'ticket.away' ? line.at(-1) : undefined;
  return [((lost ?? last).at - since.at) / 1000, last.type === 'ticket.closed' && last.outcome === 'abandoned'];
}
type TicketEvent = Extract<BureauEvent, { ticket: string }>;
const begins = (e: TicketEvent) => e.type === 'ticket.unparked' && e.due !== null;
const awayAt = (e: TicketEvent) => e.type === 'ticket.unparked' && e.awayUntil !== null;
const ends: string[] = [
  ...['offer.accepted', 'ticket.summoned', 'ticket.parked', 'ticket.escalated', 'ticket.quarantined'],
  ...['ticket.transferred', 'ticket.handedOver', 'ticket.closed'],
];

test('[OBS-9] over seeded histories, waits and work are what another way of counting says', () => {
  let [waits, work, arrivals] = [0, 0, 0];
  for (let seed = 1; seed <= 24; seed++) {
    const { steps, bureau, desk } = played(seed);
    // What is open ends now, so that all work is told.
    const open = [...desk.core.state.tickets()].map(({ context: t }) => {
      const { id: ticket, channel, station } = t;
      const closing = { channel, ref: null, officer: null, reply: null, auto: true, template: null, rateUntil: null };
      return { type: 'ticket.closed' as const, ticket, station, outcome: 'resolved' as const, workedMs: 0, ...closing };
    });
    inject(desk, open);
    const seen = observe(steps);
    const sheets = new Sheets(bureau, bureau.timezone);
    for (const step of steps) sheets.add(step);
    const ms = days
      .flatMap((day) => sheets.tallies(day))
      .reduce((sum, { per, tally }) => sum + (per === 'officer' ? tally.workedMs : 0), 0);
    const sum = seen.services.reduce((all, s) => all + s.seconds * 1000, 0);
    expect([seed, Math.round(sum)]).toEqual([seed, ms]);

    const told = steps.flatMap((step) => step.events).filter((e): e is BureauEvent & TicketEvent => 'ticket' in e);
    const own = [...Map.groupBy(told, (e) => e.ticket).values()];
    const unmoved = own.filter(
      (all) => !all.some((e) => e.type === 'ticket.transferred' || e.type === 'ticket.handedOver'),
    );
    const expected = unmoved.flatMap((all) => [firstWait(all)].filter((wait) => wait !== null));
    const found = waited(observe(steps.map((step) => only(step, unmoved))));
    expect([seed, found.map(String).sort()]).toEqual([seed, expected.map(String).sort()]);
    waits += found.length;
    work += sum;
    arrivals += seen.arrivals.length;
  }
  expect([waits > 100, work > 0, arrivals > 100]).toEqual([true, true, true]);
});

/** A step with only what is about these tickets, or about none. */
function only(step: Step, kept: TicketEvent[][]): Step {
  const ids = new Set(kept.map(([first]) => first?.ticket));
  return { ...step, events: step.events.filter((e) => !('ticket' in e) || ids.has(e.ticket)) };
}
const days = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'];

test('[OBS-10] taken in parts it is the same as in one, wherever it was cut', () => {
  const { steps } = played(3, 300);
  const observer = new Observer();
  const parts: Observations[] = [];
  steps.forEach((step, i) => {
    observer.add(step);
    if (i % 17 === 0) parts.push(observer.take());
  });
  parts.push(observer.take());
  const joined = {
    arrivals: parts.flatMap((p) => p.arrivals),
    waits: parts.flatMap((p) => p.waits),
    services: parts.flatMap((p) => p.services),
  };
  expect(joined).toEqual(observe(steps));
  expect(observer.take()).toEqual({ arrivals: [], waits: [], services: [] });
});

test('[OBS-11] archived tickets with one plain service say the same as the journal', () => {
  const desk = new Desk(tinyBureau(), Date.parse('2026-11-23T02:00:00Z'));
  desk.open('north-s01');
  desk.open('north-w01');
  for (let i = 0; i < 12; i++) {
    const call = desk.call();
    const late = desk.call('south');
    const paper = desk.document();
    desk.accept(call);
    desk.pass(3_000 + 500 * i);
    desk.complete(call);
    leave(desk, late);
    if (desk.state(paper) !== 'closed') desk.complete(paper);
    desk.pass(10_000);
  }
  const records = new Records();
  const closed = desk.steps.flatMap((step) => records.add(step)).map(({ record }) => record);
  expect(closed.length).toBeGreaterThan(24);
  expect(closed.some((r) => r.outcome === 'abandoned')).toBe(true);
  const byTime = (o: Observations) => ({
    arrivals: sorted(o.arrivals),
    waits: sorted(o.waits),
    services: sorted(o.services),
  });
  expect(byTime(observeRecords(closed))).toEqual(byTime(observe(desk.steps)));
});

test('[OBS-12] of a recorded day played through the core it sees every caller, wait and service', async () => {
  const { calls } = await readCalls(new URL('../fixtures/bank-calls-1999-08-01.csv', import.meta.url).pathname);
  const day = callDay('1999-08-01', calls, 1);
  const events: BureauEvent[] = [];
  const { fates } = replayDay(day, { watch: (e) => events.push(e) });
  const step = { ...(new Desk().steps[0] as Step) };
  const seen = observe(events.map((e) => ({ ...step, at: e.at, events: [e] })));
  const answered = fates.filter((fate) => fate.answered);
  expect(seen.arrivals.length).toBe(day.callers.length);
  expect(seen.waits.filter((wait) => wait.abandoned).length).toBe(fates.length - answered.length);
  const sum = (numbers: number[]) => numbers.reduce((all, n) => all + n, 0);
  expect(sum(seen.waits.map((wait) => wait.waitS))).toBeCloseTo(sum(fates.map((fate) => fate.wait)), 6);
  const served = day.callers.filter((_, i) => fates[i]?.answered).map((caller) => caller.service);
  expect(sum(seconds(seen))).toBeCloseTo(sum(served), 6);
});

const sorted = <T>(items: T[]) => items.map((item) => JSON.stringify(item, Object.keys(item as object).sort())).sort();
