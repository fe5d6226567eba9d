import { CodedError } from '../protocol/codes.ts';

/** The body of a request, which came as text. Throws `bad-frame`. */
export function bodyOf(body: unknown): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : '');
  } catch {
    throw new CodedError('bad-frame');
  }
}
