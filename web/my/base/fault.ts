import { CodedError, type ErrorCode } from '../../../src/protocol/codes.ts';
import { wordsOf } from '../../kit/fault.ts';
import type { Language } from '../../kit/language.ts';
import type { Say } from './say.ts';

const plain: Partial<Record<ErrorCode, Parameters<Say>[0]>> = {
  unavailable: 'my.fault.network',
  stopping: 'my.fault.network',
  internal: 'my.fault.network',
  'hall-closed': 'my.fault.closed',
  'slot-taken': 'my.fault.slot',
  'too-fast': 'my.fault.fast',
  'wrong-state': 'my.fault.state',
  'not-found': 'my.fault.gone',
  'too-large': 'my.fault.large',
  'wrong-type': 'my.fault.type',
  'bad-message': 'my.fault.input',
  'already-rated': 'rate.was',
};

/** What went wrong and what to do, as a taxpayer would have it said. */
export function plainly(error: unknown, say: Say, language: Language): string {
  const key = error instanceof CodedError ? plain[error.code] : undefined;
  if (key !== undefined) return say(key);
  return error instanceof CodedError ? wordsOf(new CodedError(error.code), language) : say('my.fault.network');
}
