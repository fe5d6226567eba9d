import { useState } from 'react';
import { CodedError } from '../../../src/protocol/codes.ts';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useNow } from '../../kit/clock.ts';
import { useCatalogue, useSession } from '../../kit/context.tsx';
import { useAct } from '../base/act.ts';
import { Button } from '../base/button.tsx';
import { Fault } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { useTimes } from '../base/times.ts';
import { Face } from './face.tsx';
import { Rebook } from './rebook.tsx';

interface BookedProps {
  ticket: TicketView;
  parked: NonNullable<TicketView['parked']>;
}

/** An appointment ahead: when, how to be there, another time. */
export function Booked({ ticket, parked }: BookedProps) {
  const say = useSay();
  const times = useTimes();
  const { client, clock } = useSession();
  const { act, busy, fault } = useAct();
  const [moving, setMoving] = useState(false);
  const { id, modality, slot = parked.until } = ticket;
  const { appointments } = useCatalogue();
  const now = useNow(clock, 10_000);
  const left = slot - now;
  const opens = slot - (appointments?.early ?? 0);
  const from = times.day(opens) === times.day(slot) ? times.time(opens) : times.when(opens);
  const until = times.time(parked.until);
  // Whether it is time yet, the bureau says.
  const early = fault instanceof CodedError && fault.code === 'wrong-state';
  return (
    <Face tone="calm" icon="clock" title={say('booked.title')} how={say(`booked.${modality}.how`)}>
      <p className="slot-time">{times.when(slot)}</p>
      {left > 0 && <p className="faint">{say('booked.in', { time: times.lasting(left) })}</p>}
      {modality === 'video' && (
        <>
          <p className="by">
            {now < opens ? say('booked.video.between', { from, until }) : say('booked.video.until', { time: until })}
          </p>
          <Button
            kind="main"
            busy={busy}
            onClick={() => void act(() => client.command({ type: 'checkIn', ticket: id }))}
          >
            {say('booked.checkIn')}
          </Button>
        </>
      )}
      {early ? (
        <p role="alert" className="fault">
          {say('booked.early', { from })}
        </p>
      ) : (
        <Fault of={fault} />
      )}
      {moving ? (
        <Rebook ticket={ticket} done={() => setMoving(false)} />
      ) : (
        <Button onClick={() => setMoving(true)}>{say('booked.rebook')}</Button>
      )}
    </Face>
  );
}
