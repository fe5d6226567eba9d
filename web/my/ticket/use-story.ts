import { useEffect, useState } from 'react';
import { CodedError } from '../../../src/protocol/codes.ts';
import type { Outcome } from '../../../src/protocol/commands.ts';
import type { TicketState, TicketView } from '../../../src/protocol/views.ts';
import { useKnown, useSession } from '../../kit/context.tsx';
import type { TextKey } from '../base/say.ts';

/** As much of an event of `why` as is read here. */
export interface Told {
  type: string;
  at: number;
  reason?: string;
  outcome?: Outcome;
  reply?: string | null;
  rateUntil?: number | null;
  grade?: number;
  data?: Pick<TicketView, 'business' | 'hall' | 'modality'>;
}

/** What has happened to a ticket; undefined until it is known, empty when it is known no more. Asked anew in each state. */
export function useStory(ticket: string | undefined, state: TicketState | undefined): Told[] | undefined {
  const { client } = useSession();
  const line = useKnown((known) => known.line);
  const [story, setStory] = useState<Told[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state is another story.
  useEffect(() => {
    if (ticket === undefined || line !== 'open') return;
    let left = false;
    client.ask({ type: 'why', ticket }).then(
      (why) => left || setStory((why as { story: Told[] }).story),
      // Anything else is the line's, and is asked again when it is back.
      (error: unknown) => left || (error instanceof CodedError && error.code === 'not-found' && setStory([])),
    );
    return () => {
      left = true;
    };
  }, [client, ticket, state, line]);
  return story;
}

const words: Partial<Record<string, TextKey>> = {
  'ticket.submitted': 'story.submitted',
  'ticket.summoned': 'story.summoned',
  'offer.accepted': 'story.accepted',
  'ticket.called': 'story.called',
  'ticket.joined': 'story.joined',
  'ticket.supplied': 'story.supplied',
  'ticket.rebooked': 'story.rebooked',
  'ticket.escalated': 'story.escalated',
  'ticket.answered': 'story.answered',
  'ticket.transferred': 'story.transferred',
  'ticket.handedOver': 'story.transferred',
  'ticket.returned': 'story.returned',
  'service.ended': 'story.ended',
  'ticket.closed': 'story.closed',
  'rating.given': 'story.rated',
};
const byReason: Partial<Record<string, TextKey>> = {
  'ticket.parked booked': 'story.booked',
  'ticket.parked noShow': 'story.noShow',
  'ticket.parked supplement': 'story.supplement',
  'ticket.unparked checkedIn': 'story.checkedIn',
  'ticket.unparked slot': 'story.checkedIn',
  'ticket.unparked supplied': 'story.resumed',
  'ticket.unparked recalled': 'story.resumed',
};

/** What of it concerns the taxpayer: how the bureau looked for somebody does not. */
export function toldOf(story: readonly Told[]): { at: number; key: TextKey }[] {
  return story.flatMap(({ type, at, reason }) => {
    const key = byReason[`${type} ${reason}`] ?? words[type];
    return key === undefined ? [] : [{ at, key }];
  });
}
