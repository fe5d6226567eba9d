import { CodedError, errorCodes } from '../../src/protocol/codes.ts';
import type { Language } from './language.ts';

/** Why something did not work and what to do, in the language of the page. */
export function wordsOf(error: unknown, language: Language): string {
  if (!(error instanceof CodedError)) return String(error instanceof Error ? error.message : error);
  const words = errorCodes[error.code][language];
  return error.detail === undefined ? words : `${words} (${error.detail})`;
}
