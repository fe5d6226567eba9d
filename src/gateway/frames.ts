import { CodedError } from '../protocol/codes.ts';
import type { WireCommand } from '../protocol/commands.ts';
import { type ClientMessage, clientMessage, type Hello, hello, type Query, query } from '../protocol/messages.ts';
import type { Principal } from '../protocol/principal.ts';
import type { Tokens } from './tokens.ts';

/** A frame of which no more is known than that it is a JSON object. */
export interface Frame {
  type: unknown;
  /** For the answer, also when nothing else of the message was right. */
  id: string | undefined;
  body: object;
}

const known = new Set<unknown>(clientMessage.options.map((option) => option.shape.type.value));
const queries = new Set<string>(query.options.map((option) => option.shape.type.value));

/** Throws `bad-frame`. */
export function readFrame(text: string): Frame {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new CodedError('bad-frame');
  }
  if (typeof body !== 'object' || body === null) throw new CodedError('bad-frame', 'not an object');
  const { type, id } = body as { type?: unknown; id?: unknown };
  return { type, id: typeof id === 'string' ? id.slice(0, 64) : undefined, body };
}

/** Throws `unauthenticated`, or a ZodError. */
export function readHello({ type, body }: Frame): Hello {
  if (type !== 'hello') throw new CodedError('unauthenticated');
  return hello.parse(body);
}

/** Throws `unknown-type`, or a ZodError. */
export function readMessage({ type, body }: Frame): ClientMessage {
  if (typeof type === 'string' && !known.has(type)) throw new CodedError('unknown-type', type.slice(0, 40));
  return clientMessage.parse(body);
}

export const isQuery = (message: ClientMessage): message is Query => queries.has(message.type);

/**
 * The command as the bureau may see it. A taxpayer speaks for itself in the hall of its token, whatever the
 * message says; whoever else names a taxpayer, the bureau is told the pseudonym only.
 */
export function addressed(command: WireCommand, by: Principal, tokens: Tokens): WireCommand & { by: Principal } {
  if (command.type !== 'submit') return { ...command, by };
  if (by.role === 'taxpayer') return { ...command, by, hall: by.hall, taxpayer: by.sub };
  if (command.taxpayer === undefined) return { ...command, by };
  return { ...command, by, taxpayer: tokens.pseudonym(command.taxpayer) };
}
