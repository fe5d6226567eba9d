import type { BureauEvent, EventOf } from '../bureau/events.ts';
import type { ParkReason } from '../protocol/views.ts';
import type { Names } from './names.ts';

/** What was told of a ticket before, as far as later sentences need it. */
export interface Told {
  business?: string;
  parkedFor?: ParkReason;
}

/**
 * How each fact is told in one language. Nothing that a person wrote and nothing of who a person is stands in a
 * sentence: notes, questions, answers, replies, comments and messages are only said to be there.
 */
export type Sentences = {
  [T in BureauEvent['type']]: (e: EventOf<T>, names: Names, told: Told) => string;
};
