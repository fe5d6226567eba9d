import { z } from 'zod';
import { closeCodes, errorCodes } from './codes.ts';
import { clientMessage, hello, protocolVersion, serverMessage, sessionView } from './messages.ts';
import { boardView, hallFigures, offerView, placeView, stationView, ticketView } from './views.ts';

const toServer = [hello, ...clientMessage.options];
const toClient = serverMessage.options;
const views = { ticketView, placeView, offerView, stationView, hallFigures, boardView, sessionView };

const nameOf = (message: { shape: { type: z.ZodLiteral<string> } }) => message.shape.type.value;

/**
 * The AsyncAPI 3.0 document of the WebSocket protocol, made from the zod schemas that the server parses with, so
 * that it cannot say anything else. Payloads are JSON Schema draft 7, which AsyncAPI 3 understands by itself.
 */
export function asyncApi(): object {
  const names = [...toServer, ...toClient].map(nameOf);
  const refs = (some: string[]) => some.map((name) => ({ $ref: `#/channels/session/messages/${name}` }));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Yunting 云厅',
      version: `${protocolVersion}.0.0`,
      description:
        'One JSON object a text frame, at most 16 KB. Send hello within 5 s. Each command is answered by an ack or an ' +
        'error with its id; the same id again gives the same answer and no second effect. On return give the last ' +
        'seq seen as since.',
      'x-error-codes': errorCodes,
      'x-close-codes': closeCodes,
    },
    defaultContentType: 'application/json',
    channels: {
      session: {
        address: '/ws',
        messages: byName(names, (name) => ({ $ref: `#/components/messages/${name}` })),
      },
    },
    operations: {
      speak: {
        action: 'receive',
        channel: { $ref: '#/channels/session' },
        messages: refs(toServer.map(nameOf)),
        reply: { channel: { $ref: '#/channels/session' }, messages: refs(['welcome', 'ack', 'error']) },
      },
      push: { action: 'send', channel: { $ref: '#/channels/session' }, messages: refs(['push']) },
    },
    components: {
      messages: byName(names, (name) => ({ name, payload: { $ref: `#/components/schemas/${name}` } })),
      schemas: schemas(),
    },
  };
}

/** The document as the text that is kept in docs/asyncapi.json. */
export const asyncApiText = (): string => `${JSON.stringify(asyncApi(), null, 2)}\n`;

const byName = <T>(names: string[], make: (name: string) => T) =>
  Object.fromEntries(names.map((name) => [name, make(name)]));

/** Messages and views by name; a view that stands in several is written once and referred to. */
function schemas(): object {
  const named = z.registry<{ id: string }>();
  for (const message of [...toServer, ...toClient]) named.add(message, { id: nameOf(message) });
  for (const [id, view] of Object.entries(views)) named.add(view, { id });
  // `input`: what must be sent, and what a client may rely on; a newer server may add fields.
  const made = z.toJSONSchema(named, { target: 'draft-7', io: 'input', uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]),
  );
}
