import type { EventOf } from '../bureau/events.ts';
import type { FollowUpState } from '../protocol/views.ts';
import { flat } from './flat.ts';

/** 差评整改: what becomes of a bad rating. Known by its ticket, which is closed. Times absolute, in ms. */
export interface FollowUp {
  ticket: string;
  hall: string;
  station: string | null;
  officer: string | null;
  grade: number;
  reasons: string[];
  comment: string | null;
  /** When it was opened; undefined: in a checkpoint from before this was kept. */
  since?: number;
  /** The supervisor's finding is due then; once found, the officer may appeal until then. */
  until: number;
  late: boolean;
  finding: 'upheld' | 'dismissed' | null;
  text: string | null;
  appeal: string | null;
}

export type FollowUpInput = Pick<
  FollowUp,
  'ticket' | 'hall' | 'station' | 'officer' | 'grade' | 'reasons' | 'comment' | 'until'
>;

const actions = {
  find: (_: FollowUp, e: EventOf<'followUp.answered'>) => ({
    finding: e.finding,
    text: e.text,
    until: e.until,
    late: false,
  }),
  appeal: (_: FollowUp, e: EventOf<'followUp.appealed'>) => ({ appeal: e.text, until: e.until, late: false }),
  delay: () => ({ late: true }),
  close: (f: FollowUp, e: EventOf<'followUp.closed'>) => ({ finding: e.finding, text: e.text ?? f.text }),
};

export const followUp = flat<FollowUpState, FollowUp, FollowUpInput & { since: number }, never, keyof typeof actions>({
  definition: {
    id: 'followUp',
    initial: 'open',
    states: {
      open: {
        on: { 'followUp.late': { actions: 'delay' }, 'followUp.answered': { target: 'answered', actions: 'find' } },
      },
      answered: {
        on: {
          'followUp.appealed': { target: 'appealed', actions: 'appeal' },
          'followUp.closed': { target: 'closed', actions: 'close' },
        },
      },
      appealed: {
        on: { 'followUp.late': { actions: 'delay' }, 'followUp.closed': { target: 'closed', actions: 'close' } },
      },
      closed: { type: 'final' },
    },
  },
  context: (input) => ({ ...input, late: false, finding: null, text: null, appeal: null }),
  guards: {},
  actions,
});
