import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { asyncApi, asyncApiText } from '../../src/protocol/asyncapi.ts';
import { closeCodes, errorCodes } from '../../src/protocol/codes.ts';
import { clientMessage, hello, serverMessage } from '../../src/protocol/messages.ts';

const text = asyncApiText();
const document = z
  .object({
    asyncapi: z.literal('3.0.0'),
    info: z.object({ 'x-error-codes': z.unknown(), 'x-close-codes': z.unknown() }),
    channels: z.object({ session: z.object({ messages: z.record(z.string(), z.unknown()) }) }),
    components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
  })
  .parse(asyncApi());

test('[API-1] docs/asyncapi.json is what the schemas of today make', () => {
  expect(readFileSync(new URL('../../docs/asyncapi.json', import.meta.url), 'utf8')).toBe(text);
});

test('[API-2] every message of the protocol and both code tables are in the document, and every reference resolves', () => {
  const types = [hello, ...clientMessage.options, ...serverMessage.options].map((m) => m.shape.type.value);
  expect(Object.keys(document.channels.session.messages).sort()).toEqual([...types].sort());
  expect(document.info['x-error-codes']).toEqual(errorCodes);
  expect(document.info['x-close-codes']).toEqual(closeCodes);
  for (const [, path] of text.matchAll(/"\$ref": "#\/([^"]+)"/g)) {
    const found = path!.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], asyncApi());
    expect(found, path).toBeDefined();
  }
});

/** The schemas as any other program reads them from the document. */
const definitions = z
  .record(z.string(), z.record(z.string(), z.unknown()))
  .parse(JSON.parse(JSON.stringify(document.components.schemas).replaceAll('#/components/schemas/', '#/definitions/')));
const byDocument = (type: string) => z.fromJSONSchema({ ...definitions[type], definitions });

const right: Record<string, unknown> = {
  ...{
    id: 'command-1',
    business: 'declare',
    channel: 'etax',
    hall: 'huangpu',
    ref: 'S-1',
    taxpayer: 'P-1',
    priority: 9,
  },
  ...{ ticket: 't1', station: 'huangpu-w01', offer: 't1.1', reason: 'break', outcome: 'resolved', reply: '已办结' },
  ...{ version: 1, token: 'x', since: 0, job: 'd-1-0' },
  ...{ person: { name: '张三' }, attachments: [{ ref: 'A-1' }], materials: [{ ref: 'A-2', item: 'licence' }], slot: 1 },
  ...{ items: ['licence'], note: '请补正', mode: 'warm', group: 'phone', text: '已收到', question: '适用哪个税率？' },
  ...{ department: 'goods-services', grade: 5, reasons: ['polite'], comment: '谢谢', finding: 'upheld', dropped: true },
  ...{
    order: { of: 'hall', hall: 'huangpu', set: 'closed' },
    halls: ['huangpu'],
    template: 'done',
    fields: { no: '1' },
  },
  ...{ from: 0, days: 7, by: 'station:o1', limit: 10, day: '2026-11-23', per: 'hall', against: 'files' },
  ...{ kind: 'chat', data: '您好', done: true, callback: true },
};
/** Fields that mean something else in this message. */
const rightIn: Record<string, Record<string, unknown>> = {
  message: { to: 'huangpu-w01' },
  steer: { to: 'paused' },
  audit: { to: 9 },
};
const any = fc.oneof(
  fc.constantFrom(...Object.values(right), 'a', '', '文'.repeat(201), 'x'.repeat(65), 10, -1, 1.5),
  fc.constantFrom(null, true, {}, []),
);
/** A message of a type, of which each field is right, something else or missing. */
const messages = (type: string, keys: string[]) =>
  fc.record(
    Object.fromEntries(
      [...keys, 'other'].map((key) => [
        key,
        key === 'type'
          ? fc.constant(type)
          : fc.oneof({ weight: 9, arbitrary: fc.constant(rightIn[type]?.[key] ?? right[key]) }, any),
      ]),
    ),
    { requiredKeys: ['type'] },
  );

test.each([hello, ...clientMessage.options].map((schema) => [schema.shape.type.value, schema] as const))(
  '[API-3] the document and the server agree which messages of type %s are right',
  (type, schema) => {
    const inDocument = byDocument(type);
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(messages(type, Object.keys(schema.shape)), (message) => {
        const sent: unknown = JSON.parse(JSON.stringify(message));
        const { success } = schema.safeParse(sent);
        seen.add(success);
        expect(inDocument.safeParse(sent).success).toBe(success);
      }),
      { numRuns: 300 },
    );
    expect(seen).toEqual(new Set([true, false]));
  },
);
