import type { ErrorCode } from '../protocol/codes.ts';
import type { Role } from '../protocol/principal.ts';
import type { Instruments } from './registry.ts';

/** Counts what the gateway tells: sessions, refusals, webhooks. */
export const doorTally = (to: Instruments) => ({
  opened: (role: Role, resume: string) => to.sessionsOpened.inc({ role, resume }),
  closed: (role: Role | 'none', reason: string) => to.sessionsClosed.inc({ role, reason }),
  refused: (code: ErrorCode) => to.messagesRefused.inc({ code }),
  webhook: (channel: string, code: 'ok' | ErrorCode) => to.webhooks.inc({ channel, code }),
});
