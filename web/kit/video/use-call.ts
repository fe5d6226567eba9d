import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { CatalogueView } from '../../../src/protocol/catalogue.ts';
import { useKnown, useSession } from '../context.tsx';
import { Call, type CallState } from './call.ts';

export interface CallProps {
  ticket: string;
  role: 'officer' | 'taxpayer';
}

/** The call of a ticket for as long as this is on the page; null before it has begun. */
export function useCall({ ticket, role }: CallProps): Call | null {
  const session = useSession();
  const station = useKnown((known) => known.station?.id);
  const [call, setCall] = useState<Call | null>(null);
  const who = role === 'taxpayer' ? 'taxpayer' : (station ?? 'officer');
  useEffect(() => {
    const begun = new Call({
      who,
      role,
      // How relays are reached is for parties of a ticket only, and stands in no public catalogue.
      iceServers: async () => ((await session.client.ask({ type: 'catalogue' })) as CatalogueView).iceServers ?? [],
      relay: (kind, data) => session.client.ask({ type: 'relay', ticket, kind, data }),
    });
    const stop = session.onRelay((relay) => {
      if (relay.ticket === ticket && relay.kind !== 'chat') begun.hear(relay.data);
    });
    setCall(begun);
    return () => {
      stop();
      begun.close();
    };
  }, [session, ticket, role, who]);
  return call;
}

export const useCallState = <T>(call: Call, part: (state: CallState) => T): T => useStore(call.state, part);
