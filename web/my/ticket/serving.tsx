import type { TicketView } from '../../../src/protocol/views.ts';
import { Button } from '../base/button.tsx';
import { useSay } from '../base/say.ts';
import { useTimes } from '../base/times.ts';
import { enterCall, useEntered } from './entered.ts';
import { Face } from './face.tsx';

/** An officer has it. A video that was entered stands below, in Talk, and needs no word here. */
export function Serving({ ticket }: { ticket: TicketView }) {
  const say = useSay();
  const times = useTimes();
  const { id, modality, awayUntil, limitAt } = ticket;
  const entered = useEntered(id);
  if (modality === 'video' && entered) return null;
  return (
    <Face
      tone={modality === 'video' ? 'call' : 'calm'}
      icon={modality}
      title={say(`serve.${modality}.title`)}
      how={say(`serve.${modality}.how`)}
    >
      {modality === 'video' && (
        <Button kind="main" onClick={() => enterCall(id)}>
          {say('call.enter')}
        </Button>
      )}
      {awayUntil !== undefined && <p className="by">{say('serve.away', { time: times.time(awayUntil) })}</p>}
      {modality === 'document' && limitAt !== undefined && (
        <p className="faint">{say('wait.limit', { time: times.when(limitAt) })}</p>
      )}
    </Face>
  );
}
