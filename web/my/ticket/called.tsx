import type { TicketView } from '../../../src/protocol/views.ts';
import { asClock, useNow } from '../../kit/clock.ts';
import { useSession } from '../../kit/context.tsx';
import { useAct } from '../base/act.ts';
import { Button } from '../base/button.tsx';
import { Fault } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { enterCall, leaveCall } from './entered.ts';
import { Face } from './face.tsx';

/** It is their turn: how long they have to come, and how. */
export function Called({ ticket }: { ticket: TicketView }) {
  const say = useSay();
  const { client, clock } = useSession();
  const { act, busy, fault } = useAct();
  const { id, modality, joinUntil = 0 } = ticket;
  const left = joinUntil - useNow(clock, 250);
  const join = async () => {
    enterCall(id);
    if (!(await act(() => client.command({ type: 'join', ticket: id })))) leaveCall(id);
  };
  return (
    <Face
      tone="call"
      icon={modality}
      title={say('call.title')}
      how={say(modality === 'voice' ? 'call.voice.how' : 'call.video.how')}
    >
      <p className="countdown">
        {say('call.left')} <b role="timer">{asClock(left)}</b>
      </p>
      <Button kind="main" busy={busy} onClick={() => void join()}>
        {say(modality === 'voice' ? 'call.answered' : 'call.enter')}
      </Button>
      <Fault of={fault} />
      <p className="faint">{say('call.missed')}</p>
    </Face>
  );
}
