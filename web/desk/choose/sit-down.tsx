import { useEffect } from 'react';
import { claimsOf } from '../../kit/token.ts';
import { Loading } from '../../kit/ui/frame.tsx';
import { sitAt } from '../base/seat.ts';
import { Chooser } from './chooser.tsx';

export interface SitDownProps {
  token: string;
  seated: (token: string) => void;
}

/** An officer's link leads to the choice of a station, a station's link straight to it. */
export function SitDown({ token, seated }: SitDownProps) {
  const chooses = isOfficer(token);
  const sit = (station: string) => {
    sitAt(station);
    seated(station);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for a token
  useEffect(() => {
    if (!chooses) sit(token);
  }, [token, chooses]);
  return chooses ? <Chooser token={token} seated={sit} /> : <Loading />;
}

export const isOfficer = (token: string): boolean => (claimsOf(token)?.role as string) === 'officer';
