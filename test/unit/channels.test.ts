import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Letter, type Notice, noticeKinds, type Result } from '../../src/channels/letter.ts';
import { channels, wordsOf } from '../../src/channels/registry.ts';
import { loadBureau } from '../../src/config/load.ts';
import { outcomes, wireCommand } from '../../src/protocol/commands.ts';
import { channel as by, Desk } from './desk.ts';

const asked = { tax_unit: 'huangpu', matter: 'invoice-issue' };
const submit = { type: 'submit', hall: 'huangpu', business: 'invoice-issue', priority: 0 };
const later = { ticket: 't1' };
const file = { item: 'licence', ref: 'file-7', sha256: 'a'.repeat(64), bytes: 12 };
/** How each channel tells its events apart, and a new request in its words. */
const requests: [code: string, word: string, value: string, own: object][] = [
  ['etax', 'event', 'submitted', { submission_no: 'S-1', taxpayer_id: 'P-1' }],
  ['vtax', 'action', 'enter', { room_no: 'R-1', taxpayer_id: 'P-1' }],
  ['booth', 'signal', 'seated', { booth_no: 'B-1' }],
  ['phone', 'event', 'ringing', { call_id: 'C-1' }],
  ['realty', 'step', 'filed', { case_no: 'R-1', applicant_id: 'P-1' }],
];

test.each([
  [
    'etax',
    { event: 'submitted', submission_no: 'S-1', taxpayer_id: 'P-1', ...asked, priority: 2 },
    { ...submit, channel: 'etax', ref: 'S-1', taxpayer: 'P-1', priority: 2 },
  ],
  ['etax', { event: 'withdrawn', ...later, reason: '误报' }, { type: 'cancel', ...later, reason: '误报' }],
  ['etax', { event: 'withdrawn', ...later }, { type: 'cancel', ...later }],
  [
    'vtax',
    { action: 'enter', room_no: 'R-1', taxpayer_id: 'P-1', ...asked },
    { ...submit, channel: 'vtax', ref: 'R-1', taxpayer: 'P-1' },
  ],
  ['vtax', { action: 'leave', ...later }, { type: 'leave', ...later }],
  ['booth', { signal: 'seated', booth_no: 'B-1', ...asked }, { ...submit, channel: 'booth', ref: 'B-1' }],
  [
    'booth',
    { signal: 'seated', booth_no: 'B-1', taxpayer_id: 'P-1', ...asked },
    { ...submit, channel: 'booth', ref: 'B-1', taxpayer: 'P-1' },
  ],
  ['booth', { signal: 'vacated', booth_no: 'B-1', ...later }, { type: 'leave', ...later }],
  ['phone', { event: 'ringing', call_id: 'C-1', ...asked }, { ...submit, channel: 'phone', ref: 'C-1' }],
  [
    'phone',
    { event: 'ringing', call_id: 'C-1', caller: '+86', ...asked },
    { ...submit, channel: 'phone', ref: 'C-1', taxpayer: '+86' },
  ],
  ['phone', { event: 'reconnected', call_id: 'C-1', ...later }, { type: 'join', ...later }],
  ['phone', { event: 'hung_up', call_id: 'C-1', ...later }, { type: 'leave', ...later }],
  [
    'phone',
    { event: 'ringing', call_id: 'C-1', callback: true, ...asked },
    { ...submit, channel: 'phone', ref: 'C-1', callback: true },
  ],
  ['phone', { event: 'answered', call_id: 'C-1', ...later }, { type: 'join', ...later }],
  ['phone', { event: 'held', call_id: 'C-1', ...later }, { type: 'hold', ...later }],
  ['phone', { event: 'resumed', call_id: 'C-1', ...later }, { type: 'join', ...later }],
  ['phone', { event: 'no_answer', call_id: 'C-1', ...later }, { type: 'unanswered', ...later }],
  ['phone', { event: 'callback_requested', call_id: 'C-1', ...later }, { type: 'callBack', ...later }],
  [
    'phone',
    { event: 'hung_up', call_id: 'C-1', ...later, cause: 'dropped' },
    { type: 'leave', ...later, dropped: true },
  ],
  ['vtax', { action: 'joined', ...later }, { type: 'join', ...later }],
  ['vtax', { action: 'no_answer', ...later }, { type: 'unanswered', ...later }],
  ['vtax', { action: 'callback_requested', ...later }, { type: 'callBack', ...later }],
  ['vtax', { action: 'leave', cause: 'dropped', ...later }, { type: 'leave', dropped: true, ...later }],
  ['booth', { signal: 'answered', booth_no: 'B-1', ...later }, { type: 'join', ...later }],
  ['booth', { signal: 'no_answer', booth_no: 'B-1', ...later }, { type: 'unanswered', ...later }],
  [
    'etax',
    { event: 'submitted', submission_no: 'S-1', taxpayer_id: 'P-1', ...asked, attachments: [file] },
    { ...submit, channel: 'etax', ref: 'S-1', taxpayer: 'P-1', attachments: [file] },
  ],
  [
    'realty',
    { step: 'filed', case_no: 'R-1', applicant_id: 'P-1', ...asked, attachments: [file] },
    { ...submit, channel: 'realty', ref: 'R-1', taxpayer: 'P-1', attachments: [file] },
  ],
  ['realty', { step: 'joined', ...later }, { type: 'join', ...later }],
  ['realty', { step: 'no_answer', ...later }, { type: 'unanswered', ...later }],
  ['realty', { step: 'callback_requested', ...later }, { type: 'callBack', ...later }],
  ['realty', { step: 'left', ...later }, { type: 'leave', ...later }],
])('[CHN-1] %s: %j becomes a command of the protocol', (code, event, command) => {
  const intake = channels.get(code)?.intake(event);
  expect(intake).toEqual(command);
  expect(wireCommand.parse({ ...intake, id: 'command-1' })).toEqual({ ...command, id: 'command-1' });
});

test.each([
  ['etax', { event: 'submitted', taxpayer_id: 'P-1', ...asked }, 'submission_no'],
  ['etax', { event: 'flown' }, 'event'],
  ['vtax', { action: 'enter', room_no: 'R-1', taxpayer_id: 'P-1', ...asked, tax_unit: '黄埔' }, 'tax_unit'],
  ['booth', { signal: 'seated', booth_no: 'B-1', ...asked, priority: 10 }, 'priority'],
  ['phone', { event: 'hung_up', call_id: 'C-1', ticket: 'C-1' }, 'ticket'],
  ['phone', { event: 'hung_up', call_id: 'C-1', ticket: 't1', cause: 'bored' }, 'cause'],
  ['etax', { event: 'rated', ticket: 't1', grade: 6 }, 'grade'],
  ['realty', { step: 'filed', case_no: 'R-1', ...asked }, 'applicant_id'],
  ['realty', { step: 'constructor' }, 'step'],
])('[CHN-2] %s: a faulty event %j is refused by the name of its field', (code, event, field) => {
  expect(() => channels.get(code)?.intake(event)).toThrow(
    expect.objectContaining({ name: 'ZodError', issues: [expect.objectContaining({ path: [field] })] }),
  );
});

test.each(requests)('[CHN-5] %s: a request may name who asks, and a slot', (code, word, value, own) => {
  const who = { name: '李四', id_number: '440100199001011234', phone: '13800000000' };
  const event = { [word]: value, ...own, ...asked, ...who, slot: '2026-11-23T10:00:00+08:00' };
  const intake = channels.get(code)?.intake(event);
  expect(intake).toMatchObject({
    ...submit,
    channel: code,
    person: { name: '李四', idNumber: '440100199001011234', phone: '13800000000' },
    slot: Date.parse('2026-11-23T02:00:00Z'),
  });
  expect(wireCommand.parse({ ...intake, id: 'command-1' })).toMatchObject(intake ?? {});
  expect(() => channels.get(code)?.intake({ ...event, slot: '2026-11-23 10:00' })).toThrow(
    expect.objectContaining({ issues: [expect.objectContaining({ path: ['slot'] })] }),
  );
});

const afterwards: [value: string, fields: object, command: object][] = [
  ['moved', { slot: '2026-11-23T10:00:00+08:00' }, { type: 'rebook', slot: Date.parse('2026-11-23T02:00:00Z') }],
  ['checked_in', {}, { type: 'checkIn' }],
  ['withdrawn', { reason: '误报' }, { type: 'cancel', reason: '误报' }],
  ['supplied', { materials: [file] }, { type: 'supply', materials: [file], done: false }],
  [
    'supplied',
    { materials: [], note: '已寄出', done: true },
    { type: 'supply', materials: [], note: '已寄出', done: true },
  ],
  ['rated', { grade: 5 }, { type: 'rate', grade: 5, reasons: [] }],
  [
    'rated',
    { grade: 1, reasons: ['slow'], comment: '等了很久' },
    { type: 'rate', grade: 1, reasons: ['slow'], comment: '等了很久' },
  ],
];
test.each(requests.flatMap(([code, word]) => afterwards.map((row) => [code, word, ...row] as const)))(
  '[CHN-6] %s: later it may say %s %s %j',
  (code, word, value, fields, command) => {
    const intake = channels.get(code)?.intake({ [word]: value, ...later, ...fields });
    expect(intake).toEqual({ ...command, ...later });
    expect(wireCommand.parse({ ...intake, id: 'command-1' })).toEqual({ ...command, ...later, id: 'command-1' });
  },
);

test.each([...channels.values()])(
  '[CHN-3] $code says every outcome in a word of its own, with its reference',
  (channel) => {
    for (const outcome of outcomes) {
      const closed: Result = { ticket: 't1', ref: 'REF-1', outcome, reply: '已办结', closedAt: 0 };
      const values = Object.values(wordsOf(channel.code, closed) ?? {});
      expect(values).toEqual(expect.arrayContaining(['REF-1', 't1', '已办结']));
      expect(values).not.toContain(undefined);
    }
  },
);

const at = Date.parse('2026-11-23T02:00:00Z');
const later1h = at + 3_600_000;
const of = { ticket: 't1', ref: 'REF-1', at };
const notices: Notice[] = [
  { ...of, kind: 'supplement', items: ['licence', 'seal'], note: '加盖公章', until: later1h },
  { ...of, kind: 'reminder', items: ['seal'], note: null, until: later1h, last: true },
  { ...of, kind: 'called', station: 'north-s01', call: 2, until: later1h, dial: '13800000000' },
  { ...of, kind: 'recall', again: later1h },
  { ...of, kind: 'callback' },
  { ...of, kind: 'booked', slot: later1h },
  { ...of, kind: 'moved', slot: later1h },
  { ...of, kind: 'appointment', slot: later1h },
  { ...of, kind: 'rating', until: later1h, link: 'https://rate.example/t1' },
];

test.each([...channels.values()])(
  '[CHN-7] $code is told everything in words of its own, with its reference, details and time',
  (channel) => {
    const words = notices.map((notice) => {
      const { at: _, kind: __, ...details } = notice;
      const said = wordsOf(channel.code, notice) ?? {};
      for (const value of Object.values(details).flat()) {
        if (value === later1h) expect(Object.values(said)).toContain('2026-11-23T03:00:00.000Z');
        else expect(Object.values(said).flat()).toContain(value);
      }
      return JSON.stringify(Object.values(said).slice(0, 1));
    });
    expect(notices.map(({ kind }) => kind)).toEqual(noticeKinds);
    expect(new Set(words).size).toBe(noticeKinds.length);
  },
);

test('[CHN-9] a channel of the configuration is worked like any other: realty, by documents and face to face', async () => {
  const desk = new Desk(await loadBureau('config/guangzhou'));
  const filed = (matter: string) => {
    const event = { step: 'filed', case_no: 'R-1', applicant_id: 'P-1', ...asked, matter };
    const answer = desk.do(by('realty'), channels.get('realty')!.intake(event));
    return answer.ok ? (answer.ticket ?? '') : JSON.stringify(answer);
  };
  desk.open('huangpu-v01');
  const document = filed('realty-transfer');
  expect(desk.ticket(document)).toMatchObject({ modality: 'document', presence: 'none' });
  expect(desk.stationOf(document)).toBe('huangpu-v01');
  desk.complete(document);
  const interview = filed('realty-interview');
  expect(desk.ticket(interview)).toMatchObject({ modality: 'video', presence: 'session' });
  desk.do(by('realty'), channels.get('realty')!.intake({ step: 'joined', ticket: interview }));
  desk.accept(interview);
  expect(desk.last('ticket.called')).toMatchObject({ ticket: interview, station: 'huangpu-v01' });
});

test('[CHN-8] each channel describes the events that it takes', () => {
  for (const [code, word, value] of requests) {
    const schema = JSON.stringify(z.toJSONSchema(channels.get(code)!.schema, { io: 'input' }));
    for (const says of [value, 'moved', 'checked_in', 'withdrawn', 'supplied', 'rated'])
      expect(schema, code).toContain(`"${word}":{"type":"string","const":"${says}"}`);
  }
});

test('[CHN-4] a channel is found by the code that it says itself', () => {
  for (const [code, channel] of channels) expect(channel.code).toBe(code);
  expect([...channels.keys()]).toEqual(['etax', 'vtax', 'booth', 'phone', 'realty']);
  const unknown: Letter = { ...of, kind: 'callback' };
  expect(wordsOf('mail', unknown)).toBeUndefined();
});
