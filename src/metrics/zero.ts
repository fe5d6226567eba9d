import type { Bureau } from '../config/schema.ts';
import { outcomes } from '../protocol/commands.ts';
import { offerResults } from '../protocol/views.ts';
import type { Instruments } from './registry.ts';

/**
 * Lets the counters of all halls, channels and businesses begin at 0: Prometheus does not see the first
 * increase of a series that appears with it. Harmless to call again, after a new configuration.
 */
export function startAtZero(to: Instruments, { halls, channels, businesses }: Bureau): void {
  for (const hall of halls.keys()) {
    to.ticketsQuarantined.inc({ hall }, 0);
    to.offersMade.inc({ hall }, 0);
    for (const result of offerResults) to.offersEnded.inc({ hall, result }, 0);
    for (const channel of channels.keys()) {
      to.ticketsSubmitted.inc({ hall, channel }, 0);
      to.ticketsAnswered.inc({ hall, channel }, 0);
      to.ticketsAnsweredInTarget.inc({ hall, channel }, 0);
      for (const outcome of outcomes) to.ticketsClosed.inc({ hall, channel, outcome }, 0);
    }
  }
  for (const { code: business, channels } of businesses.values()) {
    for (const channel of Object.keys(channels)) to.businessSubmitted.inc({ business, channel }, 0);
    for (const outcome of outcomes) to.businessClosed.inc({ business, outcome }, 0);
  }
}
