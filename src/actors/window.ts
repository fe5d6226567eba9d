import { flat } from './flat.ts';
import {
  idleStates,
  type Station,
  type StationAction,
  type StationGuard,
  type StationInput,
  signedInArms,
  stationActions,
  stationContext,
  stationGuards,
  wishArms,
} from './station.ts';

export type WindowState = 'signedOut' | 'paused' | 'ready' | 'working';

/** Where a window goes when one of its tickets leaves the desk. */
const freed = (actions: StationAction) =>
  [
    { guard: 'lastPausing', target: 'paused', actions },
    { guard: 'last', target: 'ready', actions },
    { actions },
  ] as const;

/** 云窗口: documents, several at a time, and video in front of them. */
export const window = flat<WindowState, Station, StationInput, StationGuard, StationAction>({
  definition: {
    id: 'window',
    initial: 'signedOut',
    states: {
      ...idleStates('working'),
      working: {
        entry: 'stamp',
        on: {
          ...signedInArms,
          ...wishArms,
          'station.paced': { actions: 'unpace' },
          'offer.made': { actions: 'reserve' },
          'offer.accepted': { actions: 'take' },
          'offer.rejected': freed('refuse'),
          'offer.timedOut': freed('miss'),
          'offer.rescinded': freed('letGo'),
          'service.ended': { actions: 'wrapUp' },
          'ticket.closed': freed('release'),
          'ticket.returned': freed('release'),
          'ticket.parked': freed('release'),
          'ticket.escalated': freed('release'),
          'ticket.transferred': freed('release'),
          'ticket.handedOver': [{ guard: 'takesOver', actions: 'takeOver' }, ...freed('release')],
          'invite.closed': freed('release'),
          'ticket.quarantined': freed('release'),
        },
      },
    },
  },
  context: stationContext,
  guards: stationGuards,
  actions: stationActions,
});
