import { useEffect, useRef } from 'react';
import { useKnown } from '../kit/context.tsx';
import { useNames } from '../kit/names.ts';
import { Frame } from '../kit/ui/frame.tsx';
import { seat } from './base/seat.ts';
import { Desk } from './desk.tsx';
import { Head } from './head/head.tsx';
import { SignIn } from './sign-in.tsx';

/** Nobody works at a station without being signed in at it; all else is the desk. */
export function Page() {
  const station = useKnown((known) => known.station);
  const { station: stationName } = useNames();
  const here = station !== undefined && station.state !== 'signedOut';
  const was = useRef(false);
  useEffect(() => {
    was.current ||= here;
  }, [here]);
  return (
    <Frame title={stationName(seat().station)} right={here && <Head station={station} />}>
      {here ? <Desk /> : <SignIn lost={was.current} />}
    </Frame>
  );
}
