import type { InviteKind, ParkReason } from '../protocol/views.ts';

/** An open ticket, as far as metrics need it. Times are ms of the bureau's clock. */
export interface OpenTicket {
  id: string;
  /** Whose work it is now: a transfer changes these. */
  hall: string;
  group: string;
  business: string;
  channel: string;
  enteredAt: number;
  /** Some station has accepted it before, though perhaps none has it now. */
  answered: boolean;
  /** How often a service of it began. */
  services: number;
  /** Since when a station has it on its desk. */
  acceptedAt: number | null;
  /** That station is another hall's. */
  loan: { from: string; to: string } | null;
  /** What its last offer was an invitation to; null: it was the ticket itself. */
  offered: InviteKind | null;
  /** A second station was asked for. */
  invite: InviteKind | null;
  parked: ParkReason | null;
  /** How often material was asked for. */
  supplements: number;
  /** A department has a question about it. */
  question: { department: string; since: number; late: boolean } | null;
  /** Its taxpayer is being called. */
  calling: boolean;
}
