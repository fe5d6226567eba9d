import { useMemo } from 'react';
import type { StationState, TicketState } from '../../../src/protocol/views.ts';
import { useAddress } from './address.ts';

export interface Filters {
  hall?: string;
  group?: string;
  channel?: string;
  business?: string;
  /** Of tickets; none: all that are open. */
  states: TicketState[];
  /** Of stations; none: all. */
  stationStates: StationState[];
  late: boolean;
  order: 'due' | 'oldest' | 'limit';
}

/** Who waits: what a supervisor looks at first. */
const first: TicketState[] = ['waiting', 'offered'];
/** Who is at work, or should be. */
const present: StationState[] = ['ready', 'offered', 'serving', 'working', 'wrapUp', 'paused'];
const orders = ['due', 'oldest', 'limit'] as const;

export function useFilters(): Filters {
  const { address } = useAddress();
  return useMemo(() => {
    const states = address.get('state');
    const stations = address.get('stations');
    const of = (name: 'hall' | 'group' | 'channel' | 'business') => {
      const value = address.get(name);
      return value === null ? {} : { [name]: value };
    };
    return {
      ...{ ...of('hall'), ...of('group'), ...of('channel'), ...of('business') },
      states: states === null ? first : (listed(states) as TicketState[]),
      stationStates: stations === null ? present : (listed(stations) as StationState[]),
      late: address.get('late') === 'yes',
      order: orders.find((order) => order === address.get('order')) ?? 'due',
    };
  }, [address]);
}

const listed = (text: string): string[] => text.split(',').filter((part) => part !== '');
