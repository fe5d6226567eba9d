import type { CloseReason, ErrorCode } from '../protocol/codes.ts';
import type { Role } from '../protocol/principal.ts';

/** How a session began: nothing was asked for again, all that was missed could be told, or the whole view was. */
export type Resume = 'new' | 'resumed' | 'fresh';
/** What the server said, or what it saw: the other side closed, or was gone without a word. */
export type Ended = CloseReason | 'left' | 'lost';

/** Hears what happens at the door, for the counters. */
export interface Tally {
  opened(role: Role, resume: Resume): void;
  /** `none`: nobody had signed in. */
  closed(role: Role | 'none', reason: Ended): void;
  /** A message, or a connection, was refused before it became a step of the bureau. */
  refused(code: ErrorCode): void;
  webhook(channel: string, code: 'ok' | ErrorCode): void;
}
