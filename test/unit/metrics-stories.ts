import type { Principal } from '../../src/protocol/principal.ts';
import { channel, Desk, officer } from './desk.ts';
import { type Ran, ran } from './metrics-run.ts';
import { tinyBureau, tinyStandards } from './tiny-bureau.ts';

export const minute = 60_000;
const SEAT = 'north-s01';
const WINDOW = 'north-w01';
const chief: Principal = { role: 'supervisor', sub: 'chief', halls: '*' };
const goods: Principal = { role: 'department', sub: 'clerk', department: 'goods' };

const bureau = tinyBureau((files) => {
  for (const rules of Object.values(files.bureau.rules))
    Object.assign(rules, { limit: '8h', supplement: '100m', escalate: '60m', prefer: '2m' });
  Object.assign(files.bureau.rules.video, { join: '60s', recall: { times: 0, every: '10m' } });
  files.bureau.policy.appointments = { slot: '30m', ahead: '7d', share: 0.5, early: '15m', late: '10m' };
  files.bureau.policy.rate = '2d';
  files.standards = tinyStandards();
});

function deskOf(...stations: string[]): Desk {
  const desk = new Desk(bureau);
  for (const station of stations) desk.open(station);
  return desk;
}

export const historyOf = (desk: Desk): Ran[] => ran(desk.steps);

const ask = (desk: Desk, ticket: string) =>
  desk.do(officer(WINDOW), { type: 'supplement', ticket, items: [], note: 'the licence' });
const supply = (desk: Desk, ticket: string) =>
  desk.do(channel('etax'), { type: 'supply', ticket, materials: [], done: true });

/** A document that comes back twice: after a minute on the desk, after two more, and is closed after four more. */
export function comesBack(): Desk {
  const desk = deskOf(WINDOW);
  const ticket = desk.document();
  desk.pass(minute);
  ask(desk, ticket);
  desk.pass(10 * minute);
  supply(desk, ticket);
  desk.pass(2 * minute);
  desk.do(officer(WINDOW), { type: 'escalate', ticket, department: 'goods', question: 'may they?' });
  desk.pass(3 * minute);
  desk.do(goods, { type: 'answer', ticket, text: 'they may' });
  desk.pass(4 * minute);
  desk.complete(ticket);
  return desk;
}

/** What was asked for twice does not come the second time, and a question is answered when its time is over. */
export function isLate(): Desk {
  const desk = deskOf(WINDOW);
  const ticket = desk.document();
  ask(desk, ticket);
  supply(desk, ticket);
  ask(desk, ticket);
  desk.pass(100 * minute);
  const asked = desk.document();
  desk.do(officer(WINDOW), { type: 'escalate', ticket: asked, department: 'goods', question: 'may they?' });
  desk.pass(70 * minute);
  desk.do(goods, { type: 'answer', ticket: asked, text: 'they may' });
  return desk;
}

/** A call of a minute to which a colleague comes, who takes it over and closes it after two more. */
export function consults(): Desk {
  const desk = deskOf(SEAT);
  const ticket = desk.call();
  desk.accept(ticket);
  desk.open('north-s02');
  desk.do(officer(SEAT), { type: 'consult', ticket, station: 'north-s02' });
  desk.accept(ticket);
  desk.pass(minute);
  desk.do(officer(SEAT), { type: 'handOver', ticket });
  desk.pass(2 * minute);
  desk.complete(ticket);
  return desk;
}

/** Who waits in a room is called; another process begins before the time is over, in which nobody comes. */
export function isCalled(): Desk {
  const desk = deskOf(WINDOW);
  const ticket = desk.video();
  desk.do(channel('booth'), { type: 'join', ticket });
  desk.accept(ticket);
  desk.pass(minute / 2);
  desk.boot();
  desk.presence(`station:${WINDOW}`, true);
  desk.pass(minute);
  return desk;
}

/** An appointment two hours ahead, of which the taxpayer is reminded and which is kept; a bad rating, and an appeal. */
export function booksAndRates(): Desk {
  const desk = deskOf(WINDOW);
  const by = channel('booth');
  const slot = desk.now + 120 * minute;
  const answer = desk.do(by, {
    type: 'submit',
    channel: 'booth',
    hall: 'north',
    business: 'invoice-claim',
    priority: 0,
    slot,
  });
  const ticket = answer.ok ? (answer.ticket ?? '') : '';
  desk.pass(110 * minute);
  desk.do(by, { type: 'checkIn', ticket });
  desk.accept(ticket);
  desk.do(by, { type: 'join', ticket });
  desk.do(officer(WINDOW), { type: 'complete', ticket, outcome: 'resolved', reply: 'done' });
  desk.do(by, { type: 'rate', ticket, grade: 1, reasons: [] });
  desk.do(chief, { type: 'followUp', ticket, finding: 'upheld', text: 'seen' });
  desk.do(officer(WINDOW), { type: 'appeal', ticket, text: 'it was not so' });
  desk.do(chief, { type: 'followUp', ticket, finding: 'dismissed', text: 'seen again' });
  return desk;
}
