import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { BureauEvent, EventOf, NewTicket, Place, Why } from '../../src/bureau/events.ts';
import { loadBureau } from '../../src/config/load.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { tellStory } from '../../src/story/words.ts';

const at = Date.parse('2026-11-23T14:03:12+08:00');
const soon = at + 30_000;
const later = at + 5 * 24 * 3_600_000;
const ticket = 't1z';
const station = 'huangpu-w03';
const other = 'nansha-v01';
/** Stands in every text that a person wrote or that says who a person is. */
const marker = 'MARKER';

const place: Place = { index: 2, step: { scope: 'lending', minLevel: 2 }, until: later };
const prefer = { station, until: soon };
const back = { place, prefer, summon: true, awayUntil: null };
const target = {
  hall: 'nansha',
  group: 'etax',
  business: 'cit-return',
  skill: 'declare',
  modality: 'document',
} as const;
const why: Why = { side: 'ticket', class: 'x', step: 0, looked: [] };
const offer = `${ticket}.1`;
const data: NewTicket = {
  ...{ id: ticket, hall: 'huangpu', business: 'invoice-approval', channel: 'etax', group: 'etax', skill: 'invoice' },
  ...{ modality: 'document', presence: 'none', priority: 0, taxpayer: marker, ref: marker, awayUntil: null },
  ...{ due: later, target: 60_000, step: { scope: 'hall', minLevel: 3 }, stepUntil: null, slot: null },
  ...{ person: { name: marker, phone: marker }, attachments: [{ ref: marker }], limitAt: later, warnAt: later },
};

/** One of every type that there is: a new one must be put in here, and told. */
const samples = {
  'ticket.submitted': { type: 'ticket.submitted', at, ticket, data },
  'ticket.widened': { type: 'ticket.widened', at, ticket, index: 2, step: place.step, until: null },
  'ticket.reconsidered': { type: 'ticket.reconsidered', at, ticket },
  'ticket.away': { type: 'ticket.away', at, ticket, until: soon },
  'ticket.back': { type: 'ticket.back', at, ticket },
  'ticket.returned': { type: 'ticket.returned', at, ticket, station, reason: 'pulled', avoidUntil: null },
  'service.ended': { type: 'service.ended', at, ticket, station, until: soon },
  'ticket.closed': {
    ...{ type: 'ticket.closed', at, ticket, channel: 'etax', ref: marker, station, officer: marker },
    ...{ outcome: 'resolved', reply: marker, auto: false, template: { code: 'resolved-document', version: 1 } },
    ...{ workedMs: 280_000, rateUntil: later },
  },
  'ticket.parked': {
    ...{ type: 'ticket.parked', at, ticket, station, reason: 'supplement', until: later, remindAt: null },
    ...{ items: ['approval-form', 'handler-id'], note: marker, limitLeft: null },
  },
  'ticket.reminded': { type: 'ticket.reminded', at, ticket, remindAt: null, last: false },
  'ticket.supplied': {
    ...{ type: 'ticket.supplied', at, ticket, note: marker },
    materials: [{ item: 'handler-id', ref: marker }, { ref: marker }],
  },
  'ticket.unparked': {
    ...{ type: 'ticket.unparked', at, ticket, reason: 'supplied', due: null, limitAt: null, warnAt: null },
    ...back,
  },
  'ticket.preferred': { type: 'ticket.preferred', at, ticket, prefer },
  'ticket.called': { type: 'ticket.called', at, ticket, station, until: soon, call: 2 },
  'ticket.joined': { type: 'ticket.joined', at, ticket },
  'ticket.summoned': { type: 'ticket.summoned', at, ticket },
  'ticket.rebooked': { type: 'ticket.rebooked', at, ticket, slot: later, until: later, remindAt: null },
  'ticket.escalated': {
    ...{ type: 'ticket.escalated', at, ticket, station, department: 'goods-services', question: marker },
    ...{ until: later, remindAt: null },
  },
  'escalation.reminded': {
    ...{ type: 'escalation.reminded', at, ticket, department: 'goods-services', share: 80, remindAt: null },
  },
  'escalation.handedOn': {
    ...{ type: 'escalation.handedOn', at, ticket, from: 'goods-services', department: 'non-tax', note: marker },
  },
  'ticket.answered': { type: 'ticket.answered', at, ticket, department: 'goods-services', text: marker, ...back },
  'ticket.transferred': {
    ...{ type: 'ticket.transferred', at, ticket, station, to: target, presence: 'none', avoidUntil: null },
    ...{ note: marker, ...back },
  },
  'ticket.prioritised': { type: 'ticket.prioritised', at, ticket, priority: 3, due: later },
  'ticket.requeued': { type: 'ticket.requeued', at, ticket, place, awayUntil: null },
  'ticket.limitWarned': { type: 'ticket.limitWarned', at, ticket, station, limitAt: later },
  'ticket.limitBreached': { type: 'ticket.limitBreached', at, ticket, station, limitAt: at },
  'ticket.messaged': { type: 'ticket.messaged', at, ticket, from: station, to: other, text: marker },
  'invite.opened': {
    ...{ type: 'invite.opened', at, ticket, host: station, note: marker },
    invite: { kind: 'consult', target, named: other, due: later, place, until: later },
  },
  'invite.widened': { type: 'invite.widened', at, ticket, place },
  'invite.closed': { type: 'invite.closed', at, ticket, guest: other, reason: 'ended' },
  'ticket.handedOver': {
    ...{ type: 'ticket.handedOver', at, ticket, from: station, to: other, target },
    loan: { from: 'nansha', to: 'huangpu' },
  },
  'person.revealed': { type: 'person.revealed', at, ticket },
  'material.opened': { type: 'material.opened', at, ticket, ref: `${ticket}/${marker}`, desk: station },
  'person.erased': { type: 'person.erased', at, ticket },
  'ticket.quarantined': { type: 'ticket.quarantined', at, ticket, station, error: marker },
  'offer.made': {
    ...{ type: 'offer.made', at, offer, ticket, station, modality: 'document', deadline: soon, invite: null, why },
    loan: { from: 'huangpu', to: 'nansha' },
  },
  'offer.accepted': {
    ...{ type: 'offer.accepted', at, offer, ticket, station, auto: true, inTarget: true, paceUntil: null },
    ...{ loan: null, invite: null },
  },
  'offer.rejected': { type: 'offer.rejected', at, offer, ticket, station, reason: marker, avoidUntil: later },
  'offer.timedOut': { type: 'offer.timedOut', at, offer, ticket, station, avoidUntil: later },
  'offer.rescinded': { type: 'offer.rescinded', at, offer, ticket, station, reason: 'station-lost' },
  'rating.given': {
    ...{ type: 'rating.given', at, ticket, hall: 'huangpu', group: 'etax', business: 'cit-return', channel: 'etax' },
    ...{ officer: marker, grade: 2, reasons: ['long-wait', 'passed-around'], comment: marker },
  },
  'rating.lapsed': { type: 'rating.lapsed', at, ticket },
  'followUp.opened': {
    ...{ type: 'followUp.opened', at, ticket },
    data: {
      ...{ ticket, hall: 'huangpu', station, officer: marker, grade: 2, reasons: [] },
      ...{ comment: marker, until: later },
    },
  },
  'followUp.answered': { type: 'followUp.answered', at, ticket, finding: 'upheld', text: marker, until: later },
  'followUp.appealed': { type: 'followUp.appealed', at, ticket, text: marker, until: later },
  'followUp.late': { type: 'followUp.late', at, ticket },
  'followUp.closed': { type: 'followUp.closed', at, ticket, finding: 'dismissed', text: marker },
  'order.given': {
    ...{ type: 'order.given', at, key: 'staffing/huangpu/etax' },
    order: { of: 'staffing', hall: 'huangpu', group: 'etax', set: 4 },
  },
  'broadcast.sent': { type: 'broadcast.sent', at, halls: ['huangpu', 'nansha'], text: marker },
  'station.signedIn': {
    ...{ type: 'station.signedIn', at, station, hall: 'huangpu', kind: 'window', officer: marker },
    ...{ capacity: { document: 3, video: 1, voice: 0 }, skills: {} },
  },
  'station.changed': {
    ...{ type: 'station.changed', at, station, capacity: { document: 3, video: 1, voice: 0 }, skills: {} },
  },
  'station.readied': { type: 'station.readied', at, station },
  'station.paused': { type: 'station.paused', at, station, reason: 'missed' },
  'station.paced': { type: 'station.paced', at, station },
  'station.lost': { type: 'station.lost', at, station, until: soon },
  'station.back': { type: 'station.back', at, station },
  'station.signedOut': { type: 'station.signedOut', at, station, reason: 'lost' },
  'hall.opened': { type: 'hall.opened', at, hall: 'huangpu', until: null },
  'hall.draining': { type: 'hall.draining', at, hall: 'huangpu', until: null },
  'hall.closed': { type: 'hall.closed', at, hall: 'huangpu', until: null },
  'config.adopted': { type: 'config.adopted', at, version: 'cafe0123', previous: 'beef4567', changes: 2 },
} satisfies { [T in BureauEvent['type']]: EventOf<T> };
const all: BureauEvent[] = Object.values(samples);

let bureau: Bureau;
beforeAll(async () => {
  bureau = await loadBureau(join(import.meta.dirname, '../../config/guangzhou'));
});

for (const language of ['zh', 'en'] as const) {
  test(`[TAL-1] every kind of fact is one plain sentence of its own, in ${language}`, () => {
    const lines = tellStory(all, bureau, language);
    expect(new Set(lines.map((line) => line.replace(/^.*?\d\d:\d\d:\d\d /, ''))).size).toBe(all.length);
    for (const line of lines) {
      expect(line).toMatch(/^(.* )?14:03:12 \S.{1,200}$/);
      expect(line).not.toMatch(/undefined|null|NaN|\[object|\n/);
      if (language === 'zh') expect(line).toMatch(/\p{Script=Han}/u);
      else expect(line).not.toMatch(/\p{Script=Han}/u);
    }
  });

  test(`[TAL-2] no sentence holds what a person wrote or who a person is, in ${language}`, () => {
    expect(JSON.stringify(all).split(marker).length).toBeGreaterThan(25);
    for (const line of tellStory(all, bureau, language)) expect(line).not.toContain(marker);
  });
}

const storyOf = (...types: (keyof typeof samples)[]) => types.map((type) => samples[type]);

test('[TAL-3] names come from the bureau: halls, stations, businesses, materials, departments, grades, templates', () => {
  const story = storyOf('ticket.submitted', 'ticket.parked', 'ticket.escalated', 'rating.given', 'ticket.closed');
  expect(tellStory(story, bureau, 'zh')).toEqual([
    '11月23日 14:03:12 电子税务局来件：发票票种核定和额度调整（不见面），进入黄埔云税厅，附 1 份材料；承诺 11月28日 14:03 前办结',
    '14:03:12 黄埔 w03 一次性告知：《纳税人领用发票票种核定表》、经办人身份证件（另附说明）；请在 11月28日 14:03 前补正',
    '14:03:12 黄埔 w03 提请货物和劳务税处快速响应，请在 11月28日 14:03 前答复',
    '14:03:12 纳税人评价：不满意（等候时间过长、推诿、多次转办），并留言',
    '14:03:12 黄埔 w03 办件结束：已办结，回复意见模板“不见面办结 v1”，实际办理 4 分 40 秒；可评价到 11月28日 14:03',
  ]);
  expect(tellStory(story, bureau, 'en')[1]).toBe(
    '14:03:12 Huangpu w03 asks for all that is missing: Form of invoice types, Identity document of the person who handles it; a note says more; due by 28 Nov 14:03',
  );
});

test('[TAL-3] a code that has left the files is told as it is', () => {
  const gone = { ...samples['ticket.escalated'], station: 'panyu9-w01', department: 'closed-dept' };
  expect(tellStory([gone], bureau, 'zh')[0]).toContain('panyu9-w01 提请closed-dept快速响应');
  const material = { ...samples['ticket.parked'], items: ['left-item'] };
  expect(tellStory([samples['ticket.submitted'], material], bureau, 'en')[1]).toContain('left-item');
});

test('[TAL-4] times are those of the bureau’s clocks; the day stands where it changes', () => {
  const midnight = Date.parse('2026-11-24T00:00:05+08:00');
  const events = [
    samples['ticket.joined'],
    { ...samples['ticket.away'], until: soon },
    { ...samples['ticket.joined'], at: midnight },
    { ...samples['ticket.away'], at: midnight, until: midnight + 3_600_000 },
  ];
  expect(tellStory(events, bureau, 'zh')).toEqual([
    '11月23日 14:03:12 纳税人已到线上',
    '14:03:12 纳税人暂时离线，位次保留到 14:03:42',
    '11月24日 00:00:05 纳税人已到线上',
    '00:00:05 纳税人暂时离线，位次保留到 01:00',
  ]);
  expect(tellStory(events, { ...bureau, timezone: 'UTC' }, 'en')[0]).toMatch(/^23 Nov 06:03:12 /);
});

test('[TAL-5] materials are named by the business that the ticket has then, also after a transfer', () => {
  const parked = { ...samples['ticket.parked'], items: ['return-form'] };
  const before = tellStory([samples['ticket.submitted'], parked], bureau, 'zh')[1];
  const after = tellStory([samples['ticket.submitted'], samples['ticket.transferred'], parked], bureau, 'zh')[2];
  expect(before).toContain('return-form');
  expect(after).toContain('《企业所得税纳税申报表》');
});
