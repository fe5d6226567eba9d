import { backoff } from '../../../src/client/backoff.ts';
import { CodedError, type ErrorCode, errorCodes } from '../../../src/protocol/codes.ts';

interface Asked {
  json?: unknown;
  token?: string;
  /** How often it is tried in all; what is asked must bear to be asked again. */
  tries?: number;
}

/**
 * Asks the server over HTTP. A network that is away and a retryable refusal are tried again with the same body.
 * Rejects with a CodedError; `unavailable` when the network stayed away.
 */
export async function ask<T>(path: string, { json, token, tries = 8 }: Asked = {}): Promise<T> {
  for (let n = 0; ; n++) {
    try {
      return await once<T>(path, json, token);
    } catch (error) {
      const fault = error instanceof CodedError ? error : new CodedError('unavailable');
      if (n + 1 >= tries || !errorCodes[fault.code].retryable) throw fault;
      await new Promise((resolve) => setTimeout(resolve, backoff(n)));
    }
  }
}

async function once<T>(path: string, json: unknown, token: string | undefined): Promise<T> {
  const answer = await fetch(path, {
    ...(json !== undefined && { method: 'POST', body: JSON.stringify(json) }),
    headers: {
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
  });
  if (!answer.ok) throw faultOf(await answer.text());
  return (await answer.json()) as T;
}

/** The error that an answer's body tells of; whatever stands between us and the server may say it otherwise. */
export function faultOf(body: string): CodedError {
  try {
    const { code, detail } = JSON.parse(body) as { code: ErrorCode; detail?: string };
    if (code in errorCodes) return new CodedError(code, detail);
  } catch {}
  return new CodedError('unavailable');
}
