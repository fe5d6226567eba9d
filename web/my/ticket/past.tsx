import { useNames } from '../../kit/names.ts';
import { Button } from '../base/button.tsx';
import { Skeleton } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { Face } from './face.tsx';
import { Result } from './result.tsx';
import { Story } from './story.tsx';
import { useStory } from './use-story.ts';

interface PastProps {
  ticket: string;
  /** Where to ask about it, by its code. */
  hall: string;
  anew: () => void;
}

/** The link of a ticket that has ended: its result, as long as the journal holds it, and then where else that is to be had. */
export function Past({ ticket, hall, anew }: PastProps) {
  const say = useSay();
  const names = useNames();
  const story = useStory(ticket, undefined);
  if (story === undefined) return <Skeleton />;
  const began = story.find((e) => e.type === 'ticket.submitted')?.data;
  const ended = story.find((e) => e.type === 'ticket.closed');
  if (ended === undefined)
    return (
      <Face
        tone="off"
        icon="document"
        title={say('end.past')}
        how={say('end.past.how', { id: ticket, hall: names.hall(hall) })}
      >
        <Button kind="main" onClick={anew}>
          {say('my.anew')}
        </Button>
      </Face>
    );
  return (
    <>
      {began !== undefined && (
        <p className="summary">
          <b>{names.business(began.business)}</b>
          <span>
            {names.hall(began.hall)} · {say(`way.${began.modality}`)} · {say('ticket.number', { id: ticket })}
          </span>
        </p>
      )}
      <Result ticket={ticket} outcome={ended.outcome} reply={ended.reply ?? undefined} story={story} anew={anew} />
      <Story ticket={ticket} state="closed" />
    </>
  );
}
