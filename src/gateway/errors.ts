import type { Logger } from 'pino';
import { z } from 'zod';
import { CodedError, type ErrorCode, errorCodes } from '../protocol/codes.ts';
import type { ErrorMessage } from '../protocol/messages.ts';

/** The table's place of whatever was thrown. What has none is `internal`, logged by where it happened only. */
export function coded(error: unknown, log: Logger): CodedError {
  if (error instanceof CodedError) return error;
  if (error instanceof z.ZodError) return new CodedError('bad-message', firstIssue(error));
  log.error({ error: nameOf(error), at: placeOf(error) }, 'internal error');
  return new CodedError('internal');
}

export function errorMessage({ code, detail }: { code: ErrorCode; detail?: string | undefined }, id?: string) {
  const { zh, retryable } = errorCodes[code];
  const message: ErrorMessage = { type: 'error', code, message: zh, retryable };
  if (id !== undefined) message.id = id;
  if (detail !== undefined) message.detail = detail;
  return message;
}

/** Bytes of a request. */
export const bodyLimit = 16 * 1024;

/** Fastify's own refusals by our table; `media`: what should have been sent. */
export function ofFastify(error: unknown, media: string): unknown {
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new CodedError('too-large', `at most ${bodyLimit} bytes`);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new CodedError('bad-message', `send ${media}`);
  if (code === 'FST_ERR_HANDLER_TIMEOUT') return new CodedError('bad-message', 'it did not come in time');
  if (statusCode !== undefined && statusCode < 500) return new CodedError('bad-message', code);
  return error;
}

/** `field: what is wrong with it`. */
function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join('.') || 'message'}: ${issue?.message ?? 'invalid'}`;
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : typeof error);
/** Stack lines without the message, which may quote what a client sent. */
const placeOf = (error: unknown) =>
  error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : undefined;
