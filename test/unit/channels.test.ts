import { expect, test } from 'vitest';
import type { Result } from '../../src/channels/channel.ts';
import { channels } from '../../src/channels/registry.ts';
import { outcomes, wireCommand } from '../../src/protocol/commands.ts';

const asked = { tax_unit: 'huangpu', matter: 'invoice-issue' };
const submit = { type: 'submit', hall: 'huangpu', business: 'invoice-issue', priority: 0 };
const later = { ticket: 't1' };

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
])('[CHN-2] %s: a faulty event %j is refused by the name of its field', (code, event, field) => {
  expect(() => channels.get(code)?.intake(event)).toThrow(
    expect.objectContaining({ name: 'ZodError', issues: [expect.objectContaining({ path: [field] })] }),
  );
});

test.each([...channels.values()])(
  '[CHN-3] $code says every outcome in a word of its own, with its reference',
  (channel) => {
    for (const outcome of outcomes) {
      const closed: Result = { ticket: 't1', ref: 'REF-1', outcome, reply: '已办结', closedAt: 0 };
      const values = Object.values(channel.result(closed));
      expect(values).toEqual(expect.arrayContaining(['REF-1', 't1', '已办结']));
      expect(values).not.toContain(undefined);
    }
  },
);

test('[CHN-4] a channel is found by the code that it says itself', () => {
  for (const [code, channel] of channels) expect(channel.code).toBe(code);
  expect([...channels.keys()]).toEqual(['etax', 'vtax', 'booth', 'phone']);
});
