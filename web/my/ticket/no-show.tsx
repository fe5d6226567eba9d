import type { TicketView } from '../../../src/protocol/views.ts';
import { useSession } from '../../kit/context.tsx';
import { useAct } from '../base/act.ts';
import { Button } from '../base/button.tsx';
import { Fault } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { useTimes } from '../base/times.ts';
import { Face } from './face.tsx';

interface NoShowProps {
  ticket: TicketView;
  parked: NonNullable<TicketView['parked']>;
}

/** They were called and did not come: nothing is lost yet, and they need not wait for the next call. */
export function NoShow({ ticket, parked }: NoShowProps) {
  const say = useSay();
  const times = useTimes();
  const { client } = useSession();
  const { act, busy, fault } = useAct();
  return (
    <Face
      tone="ask"
      icon="bell"
      title={say('noShow.title')}
      how={say('noShow.how', { time: times.time(parked.until) })}
    >
      <Button
        kind="main"
        busy={busy}
        onClick={() => void act(() => client.command({ type: 'join', ticket: ticket.id }))}
      >
        {say('noShow.here')}
      </Button>
      <Fault of={fault} />
    </Face>
  );
}
