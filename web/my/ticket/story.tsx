import { useState } from 'react';
import type { TicketState } from '../../../src/protocol/views.ts';
import { useSay } from '../base/say.ts';
import { useTimes } from '../base/times.ts';
import { toldOf, useStory } from './use-story.ts';

/** What has happened so far, in plain words; asked for when somebody wants to know. */
export function Story({ ticket, state }: { ticket: string; state: TicketState }) {
  const say = useSay();
  const times = useTimes();
  const [open, setOpen] = useState(false);
  const story = useStory(open ? ticket : undefined, state);
  const told = toldOf(story ?? []);
  return (
    <details className="card story" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('story.title')}</summary>
      {told.length > 0 ? (
        <ol>
          {told.map(({ at, key }) => (
            <li key={`${at} ${key}`}>
              <time dateTime={new Date(at).toISOString()}>{times.when(at)}</time>
              <span>{say(key)}</span>
            </li>
          ))}
        </ol>
      ) : (
        <p className="faint">{say(story === undefined ? 'my.loading' : 'story.none')}</p>
      )}
    </details>
  );
}
