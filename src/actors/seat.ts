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

export type SeatState = 'signedOut' | 'paused' | 'ready' | 'offered' | 'serving' | 'wrapUp';

/** Where a seat goes when its one piece of work is done. */
const freed = (actions: StationAction) =>
  [
    { guard: 'pausing', target: 'paused', actions },
    { target: 'ready', actions },
  ] as const;

/** 云坐席: voice, one caller at a time. */
export const seat = flat<SeatState, Station, StationInput, StationGuard, StationAction>({
  definition: {
    id: 'seat',
    initial: 'signedOut',
    states: {
      ...idleStates('offered'),
      offered: {
        entry: 'stamp',
        on: {
          ...signedInArms,
          ...wishArms,
          'offer.accepted': { target: 'serving', actions: 'take' },
          'offer.rejected': freed('refuse'),
          'offer.timedOut': freed('miss'),
          'offer.rescinded': freed('letGo'),
          'ticket.quarantined': freed('release'),
        },
      },
      serving: {
        entry: 'stamp',
        on: {
          ...signedInArms,
          ...wishArms,
          'service.ended': { target: 'wrapUp', actions: 'wrapUp' },
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
      wrapUp: {
        entry: 'stamp',
        on: {
          ...signedInArms,
          ...wishArms,
          'ticket.closed': freed('release'),
          'ticket.returned': freed('release'),
          'ticket.parked': freed('release'),
          'ticket.escalated': freed('release'),
          'ticket.transferred': freed('release'),
          'ticket.quarantined': freed('release'),
        },
      },
    },
  },
  context: stationContext,
  guards: stationGuards,
  actions: stationActions,
});
