import { expect, test } from 'vitest';
import { BureauCore } from '../../src/bureau/bureau.ts';
import type { BureauEvent } from '../../src/bureau/events.ts';
import type { Open } from '../../src/metrics/observe.ts';
import type { OpenTicket } from '../../src/metrics/open-ticket.ts';
import { seedFrom } from '../../src/metrics/seed.ts';
import { tinyBureau } from './tiny-bureau.ts';

const bureau = tinyBureau();
const loan = { from: 'south', to: 'north' };
const why = { side: 'ticket', class: 'any', step: 0, looked: [] } as const;

type Told = BureauEvent extends infer E ? (E extends BureauEvent ? Omit<E, 'at'> : never) : never;

/** What an observer is seeded with by a bureau to which this happened, one event a second. */
function seeded(...told: Told[]): OpenTicket[] {
  const core = new BureauCore(bureau);
  for (const [i, event] of [...signIns, submitted, ...told].entries()) {
    const at = i * 1000;
    const events = [{ ...event, at } as BureauEvent];
    core.apply({
      seq: i + 1,
      at,
      id: `command-${i}`,
      type: 'submit',
      by: null,
      from: null,
      on: null,
      print: null,
      answer: { ok: true },
      events,
    });
  }
  let tickets: OpenTicket[] = [];
  const seed = (open: Open) => {
    tickets = [...open.tickets];
  };
  seedFrom({ committed: () => {}, settle: () => {}, seed }, core.state, 100_000);
  return tickets;
}

const signIns: Told[] = ['north-s01', 'south-s01'].flatMap((station): Told[] => {
  const { hall, kind, capacity, skills } = bureau.stations.get(station)!;
  return [
    { type: 'station.signedIn', station, hall, kind, capacity, skills, officer: `officer-${station}` },
    { type: 'station.readied', station },
  ];
});
const submitted: Told = {
  type: 'ticket.submitted',
  ticket: 't1',
  data: {
    id: 't1',
    hall: 'north',
    business: 'invoice-claim',
    channel: 'phone',
    group: 'phone',
    modality: 'voice',
    skill: 'invoice',
    priority: 0,
    taxpayer: null,
    ref: null,
    presence: 'call',
    awayUntil: null,
    due: 24_000,
    target: 20_000,
    step: { scope: 'bureau', minLevel: 1 },
    stepUntil: null,
    person: null,
    attachments: [],
    limitAt: null,
    warnAt: null,
    slot: null,
  },
};
const taken = (station: string, n: number, lent: typeof loan | null): Told[] => {
  const offer = { offer: `t1.${n}`, ticket: 't1', station, loan: lent, invite: null };
  return [
    { type: 'offer.made', ...offer, modality: 'voice', deadline: 60_000, why: { ...why, looked: [] } },
    { type: 'offer.accepted', ...offer, auto: false, inTarget: true, paceUntil: null },
  ];
};
const returned: Told = {
  type: 'ticket.returned',
  ticket: 't1',
  station: 'south-s01',
  reason: 'station-lost',
  avoidUntil: null,
};
const waits: OpenTicket = {
  id: 't1',
  hall: 'north',
  group: 'phone',
  business: 'invoice-claim',
  channel: 'phone',
  enteredAt: 4000,
  answered: false,
  services: 0,
  acceptedAt: null,
  loan: null,
  offered: null,
  invite: null,
  parked: null,
  supplements: 0,
  question: null,
  calling: false,
};

test('[MET-7] a recovered bureau tells what each open ticket already counted: answered, in service since, lent', () => {
  expect(seeded()).toEqual([waits]);
  expect(seeded(...taken('south-s01', 1, loan))).toEqual([
    { ...waits, answered: true, services: 1, acceptedAt: 6000, loan },
  ]);
  expect(seeded(...taken('south-s01', 1, loan), returned)).toEqual([{ ...waits, answered: true, services: 1 }]);
});

test('[MET-7] a loan that ended and a service that was cut short by quarantine are not begun again', () => {
  const again = [...taken('south-s01', 1, loan), returned, ...taken('north-s01', 2, null)];
  expect(seeded(...again)).toEqual([{ ...waits, answered: true, services: 2, acceptedAt: 9000 }]);
  const set: Told = { type: 'ticket.quarantined', ticket: 't1', station: 'north-s01', error: 'thrown' };
  expect(seeded(...again, set)).toEqual([{ ...waits, answered: true, services: 2 }]);
});

test('[MET-7] it also tells what a ticket waits for: a call, material, a helper, a department since when and how late', () => {
  const served = taken('north-s01', 1, null);
  const own = { ticket: 't1', station: 'north-s01' };
  const answered = { ...waits, answered: true, services: 1 };
  expect(seeded(...served, { type: 'ticket.called', ...own, until: 60_000, call: 1 })).toEqual([
    { ...answered, acceptedAt: 6000, calling: true },
  ]);
  const until = { until: 90_000, remindAt: null };
  const items = { items: [], note: 'the licence', limitLeft: null };
  expect(seeded(...served, { type: 'ticket.parked', ...own, ...until, ...items, reason: 'supplement' })).toEqual([
    { ...answered, parked: 'supplement', supplements: 1 },
  ]);
  const { hall, group, business } = waits;
  const target = { hall, group, business, skill: 'invoice', modality: 'voice' as const };
  const place = { index: 0, step: { scope: 'hall' as const, minLevel: 1 }, until: null };
  const invite = { kind: 'consult' as const, target, named: null, due: 8000, place, until: 90_000 };
  expect(seeded(...served, { type: 'invite.opened', ticket: 't1', host: 'north-s01', invite, note: null })).toEqual([
    { ...answered, acceptedAt: 6000, invite: 'consult', offered: 'consult' },
  ]);
  const asked: Told = { type: 'ticket.escalated', ...own, ...until, department: 'goods', question: 'may they?' };
  const question = { department: 'goods', since: 7000, late: false };
  expect(seeded(...served, asked)).toEqual([{ ...answered, question }]);
  const late: Told = { type: 'escalation.reminded', ticket: 't1', department: 'goods', share: 100, remindAt: null };
  expect(seeded(...served, asked, late)).toEqual([{ ...answered, question: { ...question, late: true } }]);
});
