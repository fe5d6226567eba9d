import type { TicketView } from '../../../src/protocol/views.ts';
import { Result } from './result.tsx';
import { useStory } from './use-story.ts';

/** It has just ended while the page was open. */
export function Closed({ ticket, anew }: { ticket: TicketView; anew: () => void }) {
  const story = useStory(ticket.id, ticket.state);
  return <Result ticket={ticket.id} outcome={ticket.outcome} reply={ticket.reply} story={story} anew={anew} />;
}
