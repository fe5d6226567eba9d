import type { Step } from '../bureau/commands.ts';
import type { Result as Closed } from '../channels/channel.ts';

/** A closed ticket and the channel that is told of it; nothing in it says who the taxpayer is. */
export interface Result extends Closed {
  channel: string;
}

/** One delivery. The id is made from the journal's sequence alone, so deriving it again gives the same job. */
export interface Job {
  id: string;
  seq: number;
  result: Result;
}

/** The deliveries that a committed step means; `delivers` tells whether a channel has a callback. */
export function jobsOf(step: Step, delivers: (channel: string) => boolean): Job[] {
  return step.events.flatMap((event, n) => {
    if (event.type !== 'ticket.closed' || !delivers(event.channel)) return [];
    const { channel, ticket, ref, outcome, reply, at } = event;
    return { id: `d-${step.seq}-${n}`, seq: step.seq, result: { channel, ticket, ref, outcome, reply, closedAt: at } };
  });
}
