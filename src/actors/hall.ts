import type { EventOf } from '../bureau/events.ts';
import type { HallState } from '../protocol/views.ts';
import { flat } from './flat.ts';

/** 云税厅: open by its hours, draining after them, closed. */
export interface Hall {
  id: string;
  /** When its hours change its state next; null when they never do. */
  until: number | null;
}

const actions = {
  next: (_: Hall, e: EventOf<'hall.opened' | 'hall.draining' | 'hall.closed'>) => ({ until: e.until }),
};

/** Whatever it was, a hall becomes what its hours make of it: after a restart, or by other files, that may be anything. */
const on = {
  'hall.opened': { target: 'open', actions: 'next' },
  'hall.draining': { target: 'draining', actions: 'next' },
  'hall.closed': { target: 'closed', actions: 'next' },
} as const;

export const hall = flat<HallState, Hall, { id: string }, never, keyof typeof actions>({
  definition: { id: 'hall', initial: 'closed', states: { closed: { on }, open: { on }, draining: { on } } },
  context: ({ id }) => ({ id, until: null }),
  guards: {},
  actions,
});
