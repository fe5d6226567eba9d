import { expect, test } from 'vitest';
import { channel, Desk, officer } from './desk.ts';
import { Kept, replayed } from './kept.ts';
import { tinyBureau } from './tiny-bureau.ts';

const call = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim', priority: 0 } as const;

test('[IDM-1] the same command again gets the same answer and has no second effect', () => {
  const desk = new Desk();
  const first = desk.do(channel('phone'), call, 'call-0001');
  const [hash, steps] = [desk.core.hash(), desk.steps.length];
  desk.now += 1_000;
  const again = desk.give({ ...call, id: 'call-0001', by: channel('phone') });
  expect(again).toMatchObject({ answer: first, step: null, pushes: [] });
  expect(again.seq).toBe(desk.steps.find((step) => step.id === 'call-0001')?.seq);
  expect([desk.core.hash(), desk.steps.length]).toEqual([hash, steps]);
});

test('[IDM-2] the same id with another body, or from somebody else, is an id-conflict', () => {
  const desk = new Desk();
  desk.do(channel('phone'), call, 'call-0001');
  const other = desk.do(channel('phone'), { ...call, hall: 'south' }, 'call-0001');
  const stranger = desk.do({ ...channel('phone'), sub: 'stranger' }, call, 'call-0001');
  expect(other).toEqual({ ok: false, code: 'id-conflict', detail: 'call-0001' });
  expect(stranger).toMatchObject({ ok: false, code: 'id-conflict' });
  expect(desk.of('ticket.submitted')).toHaveLength(1);
});

test('[IDM-3] a refused command stays refused, whatever has changed since', () => {
  const desk = new Desk();
  const refused = desk.do(officer('north-s01'), { type: 'ready', station: 'north-s01' }, 'ready-001');
  expect(refused).toMatchObject({ ok: false, code: 'wrong-state' });
  desk.do(officer('north-s01'), { type: 'signIn', station: 'north-s01' });
  expect(desk.do(officer('north-s01'), { type: 'ready', station: 'north-s01' }, 'ready-001')).toEqual(refused);
  expect(desk.seat('north-s01').value).toBe('paused');
});

test('[IDM-4] answers outlive a restart, by the journal and by the checkpoint', () => {
  const desk = new Desk();
  const kept = new Kept();
  const answers = ['call-0001', 'call-0002', 'call-0003'].map((id) => {
    const answer = desk.do(channel('phone'), id === 'call-0002' ? { ...call, business: 'nothing' } : call, id);
    if (id !== 'call-0003') kept.take(desk.core);
    return { id, answer };
  });
  for (const core of [replayed(tinyBureau(), desk.steps), kept.restore(tinyBureau(), desk.steps)]) {
    const later = new Desk(tinyBureau(), desk.now, core);
    for (const { id, answer } of answers) {
      const same = id === 'call-0002' ? { ...call, business: 'nothing' } : call;
      expect(later.do(channel('phone'), same, id)).toEqual(answer);
      expect(later.do(channel('phone'), { ...same, hall: 'east' }, id)).toMatchObject({ code: 'id-conflict' });
    }
    expect(later.steps).toEqual([]);
  }
});

test('[IDM-5] an answer is remembered for as long as the policy says and then forgotten', () => {
  const desk = new Desk();
  const first = desk.do(channel('phone'), call, 'call-0001');
  desk.now += 3_600_000;
  expect(desk.do(channel('phone'), call, 'call-0001')).toEqual(first);
  desk.now += 1;
  desk.document();
  expect(desk.core.answers.get('call-0001')).toBeUndefined();
  expect(desk.do(channel('phone'), call, 'call-0001')).not.toEqual(first);
});
