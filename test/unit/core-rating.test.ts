import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, Desk, officer, taxpayer } from './desk.ts';
import { restarts } from './restarts.ts';
import { tinyBureau, tinyStandards, type WrittenFiles } from './tiny-bureau.ts';

const hour = 3_600_000;
const SEAT = 'north-s01';
const ms = (text: string) => DateTime.fromISO(text, { zone: 'Asia/Shanghai' }).toMillis();
const supervisor = (...halls: string[]): Principal => ({ role: 'supervisor', sub: 'chief', halls });
const exchange = channel('phone');

/** Eight hours of work on weekdays; two days to rate. */
const bureauWith = (change: (files: WrittenFiles) => void = () => {}) =>
  tinyBureau((files) => {
    files.bureau.hours = { open: '09:00', close: '17:00', days: [1, 2, 3, 4, 5], drain: '30m' };
    files.bureau.policy.rate = '2d';
    files.standards = tinyStandards();
    change(files);
  });

/** A call that was served and closed at ten on a Monday. */
function closed(bureau = bureauWith()): { desk: Desk; ticket: string } {
  const desk = new Desk(bureau);
  desk.open(SEAT);
  const ticket = desk.call();
  desk.serve(ticket);
  return { desk, ticket };
}
const rate = (desk: Desk, ticket: string, grade: number, by: Principal = exchange, reasons: string[] = []) =>
  desk.do(by, { type: 'rate', ticket, grade, reasons });
const find = (desk: Desk, ticket: string, finding: 'upheld' | 'dismissed' = 'upheld', by = supervisor('north')) =>
  desk.do(by, { type: 'followUp', ticket, finding, text: '已核实' });
const appeal = (desk: Desk, ticket: string, by: Principal = officer(SEAT)) =>
  desk.do(by, { type: 'appeal', ticket, text: '不属实' });
const stateOf = (desk: Desk, ticket: string) => desk.core.state.followUp(ticket)?.value;
const told = (desk: Desk, topic: string) =>
  desk.pushes.filter((p) => p.topic === topic && p.body.type === 'followUp').map((p) => p.body);

describe('a rating', () => {
  test('[RAT-1] is given once, by the channel for its taxpayer, and says whom it is about', () => {
    const { desk, ticket } = closed();
    const answer = desk.do(exchange, { type: 'rate', ticket, grade: 5, reasons: [], comment: '很好' });
    expect(answer).toEqual({ ok: true });
    expect(desk.last('rating.given')).toMatchObject({
      ...{ ticket, hall: 'north', group: 'phone', business: 'invoice-claim', channel: 'phone' },
      ...{ officer: `officer-${SEAT}`, grade: 5, reasons: [], comment: '很好' },
    });
    expect(rate(desk, ticket, 1)).toMatchObject({ code: 'already-rated' });
    expect(desk.of('followUp.opened')).toEqual([]);
  });

  test('[RAT-2] by the taxpayer of the ticket, or by who holds a link to it', () => {
    const own = () => {
      const desk = new Desk(bureauWith());
      desk.open('north-w01');
      const by = taxpayer('zhang');
      const answer = desk.do(by, { type: 'submit', channel: 'vtax', business: 'invoice-claim', priority: 0 });
      const ticket = answer.ok ? (answer.ticket ?? '') : '';
      desk.presence(`ticket:${ticket}`, true);
      desk.serve(ticket);
      return { desk, ticket };
    };
    const { desk, ticket } = own();
    expect(rate(desk, ticket, 4, taxpayer('li'))).toMatchObject({ code: 'not-found' });
    expect(rate(desk, ticket, 4, { ...taxpayer('li'), ticket: 't9' })).toMatchObject({ code: 'not-found' });
    expect(rate(desk, ticket, 4, channel('phone'))).toMatchObject({ code: 'not-found' });
    expect(rate(desk, ticket, 4, { ...channel('vtax'), halls: ['south'] })).toMatchObject({ code: 'not-found' });
    expect(rate(desk, ticket, 4, taxpayer('zhang'))).toEqual({ ok: true });
    const link = own();
    expect(rate(link.desk, link.ticket, 4, { ...taxpayer('anybody'), ticket: link.ticket })).toEqual({ ok: true });
  });

  test('[RAT-3] is nobody else’s to give', () => {
    const { desk, ticket } = closed();
    for (const by of [officer(SEAT), supervisor('north')] as Principal[])
      expect(rate(desk, ticket, 5, by)).toMatchObject({ code: 'forbidden' });
  });

  test('[RAT-4] waits for the ticket’s end, and is over with its time, also after a restart', () => {
    const { desk, ticket } = closed();
    const open = desk.call();
    expect(rate(desk, open, 5)).toMatchObject({ code: 'wrong-state', detail: expect.stringContaining('offered') });
    expect(rate(desk, open, 5, taxpayer('somebody'))).toMatchObject({ code: 'not-found' });
    for (const again of [desk, ...restarts(desk)]) {
      again.pass(48 * hour - 1);
      expect(again.core.state.ratables.has(ticket)).toBe(true);
      again.now += 1;
      expect(rate(again, ticket, 5), 'at the deadline, which is about to come up').toMatchObject({
        code: 'already-rated',
      });
      again.pass(0);
      expect(again.last('rating.lapsed')).toMatchObject({ ticket });
      expect(again.core.state.ratables.has(ticket)).toBe(false);
    }
  });

  test('[RAT-5] a bureau without a time for them takes none, nor is one taken of who was served by nobody', () => {
    const bureau = bureauWith((files) => {
      delete files.bureau.policy.rate;
    });
    const { desk, ticket } = closed(bureau);
    expect(rate(desk, ticket, 5)).toMatchObject({ code: 'already-rated' });
    const gone = new Desk(bureauWith());
    const abandoned = gone.call();
    gone.do(exchange, { type: 'leave', ticket: abandoned });
    expect(rate(gone, abandoned, 1)).toMatchObject({ code: 'already-rated' });
  });

  test('[RAT-6] its reasons are the standard’s for its grade, each once; a bureau without a standard takes any', () => {
    const { desk, ticket } = closed();
    expect(rate(desk, ticket, 5, exchange, ['slow'])).toMatchObject({ code: 'bad-message' });
    expect(rate(desk, ticket, 2, exchange, ['slow', 'rude'])).toEqual({
      ...{ ok: false, code: 'bad-message', detail: 'reasons: rude is none of grade 2; there are slow' },
    });
    expect(rate(desk, ticket, 2, exchange, ['slow', 'slow'])).toEqual({ ok: true });
    expect(desk.last('rating.given')?.reasons).toEqual(['slow']);
    const free = closed(
      bureauWith((files) => {
        delete files.standards;
      }),
    );
    expect(rate(free.desk, free.ticket, 5, exchange, ['quick'])).toEqual({ ok: true });
  });
});

describe('the follow-up of a bad rating', () => {
  /** Seven days of eight hours from ten on a Monday. */
  const due = ms('2026-12-02T10:00');
  const bad = (bureau = bureauWith()) => {
    const made = closed(bureau);
    rate(made.desk, made.ticket, 2, exchange, []);
    return made;
  };

  test('[RAT-7] grades 1 and 2 open one, due in seven working days, and its hall’s supervisors and the station hear', () => {
    const { desk, ticket } = bad();
    expect(desk.last('followUp.opened')).toMatchObject({
      ticket,
      data: { hall: 'north', station: SEAT, officer: `officer-${SEAT}`, grade: 2, until: due },
    });
    for (const topic of ['hall:north', `station:${SEAT}`])
      expect(told(desk, topic)).toMatchObject([{ followUp: { ticket, state: 'open', grade: 2, until: due } }]);
    const { desk: content, ticket: fair } = closed();
    rate(content, fair, 3);
    expect(content.of('followUp.opened')).toEqual([]);
  });

  test('[RAT-8] its time is the policy’s where that says so', () => {
    const { desk } = bad(bureauWith((files) => Object.assign(files.bureau.policy, { followUp: '8h' })));
    expect(desk.last('followUp.opened')?.data.until).toBe(ms('2026-11-24T10:00'));
  });

  test('[RAT-9] it is late once, not early, also after a restart; the supervisors hear, and may still answer', () => {
    const { desk, ticket } = bad();
    for (const again of [desk, ...restarts(desk)]) {
      again.pass(due - 1 - again.now);
      expect(again.of('followUp.late')).toEqual([]);
      again.pass(1);
      expect(again.last('followUp.late')).toMatchObject({ ticket, at: due });
      expect(told(again, 'hall:north').at(-1)).toMatchObject({ followUp: { late: true } });
      again.pass(30 * 24 * hour);
      expect(again.of('followUp.late')).toHaveLength(1);
      expect(find(again, ticket)).toEqual({ ok: true });
      again.pass(30 * 24 * hour);
      expect(again.last('followUp.closed'), 'that it was late does not keep it open').toMatchObject({ ticket });
    }
  });

  test('[RAT-10] a supervisor of its hall finds, and the officer has three working days to appeal; then it stands', () => {
    const { desk, ticket } = bad();
    expect(find(desk, ticket, 'upheld', supervisor('south'))).toMatchObject({ code: 'not-found' });
    expect(find(desk, ticket, 'upheld', officer(SEAT))).toMatchObject({ code: 'forbidden' });
    expect(find(desk, 't9z')).toMatchObject({ code: 'not-found' });
    expect(find(desk, ticket)).toEqual({ ok: true });
    const until = ms('2026-11-26T10:00');
    expect(desk.last('followUp.answered')).toMatchObject({ ticket, finding: 'upheld', text: '已核实', until });
    expect(find(desk, ticket, 'dismissed')).toMatchObject({ code: 'wrong-state' });
    for (const again of [desk, ...restarts(desk)]) {
      again.pass(until - 1 - again.now);
      expect(stateOf(again, ticket)).toBe('answered');
      again.now += 1;
      expect(appeal(again, ticket)).toMatchObject({ code: 'wrong-state' });
      again.pass(0);
      expect(again.last('followUp.closed')).toMatchObject({ ticket, finding: 'upheld', text: null, at: until });
      expect(stateOf(again, ticket)).toBeUndefined();
      expect(find(again, ticket)).toMatchObject({ code: 'not-found' });
    }
  });

  test('[RAT-11] the officer concerned appeals once, wherever signed in; the finding on that is the last', () => {
    const { desk, ticket } = bad();
    expect(appeal(desk, ticket)).toMatchObject({ code: 'wrong-state' });
    find(desk, ticket);
    expect(appeal(desk, ticket, officer('north-s02'))).toMatchObject({ code: 'not-found' });
    expect(appeal(desk, ticket, supervisor('north'))).toMatchObject({ code: 'forbidden' });
    expect(appeal(desk, ticket, { ...officer('south-s01'), sub: `officer-${SEAT}` })).toEqual({ ok: true });
    expect(desk.last('followUp.appealed')).toMatchObject({ ticket, text: '不属实', until: due });
    expect(appeal(desk, ticket)).toMatchObject({ code: 'wrong-state' });
    for (const again of [desk, ...restarts(desk)]) {
      again.pass(due - again.now);
      expect(again.last('followUp.late')).toMatchObject({ ticket, at: due });
      expect(find(again, ticket, 'dismissed')).toEqual({ ok: true });
      expect(again.last('followUp.closed')).toMatchObject({ ticket, finding: 'dismissed', text: '已核实' });
      expect(told(again, `station:${SEAT}`).at(-1)).toMatchObject({ followUp: { state: 'closed' } });
      expect(stateOf(again, ticket)).toBeUndefined();
    }
  });
});
