import type { TicketView } from '../../../src/protocol/views.ts';
import { useKnown, useSession } from '../../kit/context.tsx';
import { useAct } from '../base/act.ts';
import { Button } from '../base/button.tsx';
import { Fault } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';
import { useTimes } from '../base/times.ts';
import { Face } from './face.tsx';

/** The place and the estimate, as they are told; never more exact than they are. */
export function Waiting({ ticket }: { ticket: TicketView }) {
  const say = useSay();
  const times = useTimes();
  const place = useKnown((known) => known.places[ticket.id]);
  const { modality, summon, awayUntil, limitAt } = ticket;
  const title =
    place === undefined
      ? say('wait.placing')
      : place.position === 1
        ? say('wait.next')
        : say('wait.title', { n: place.position });
  const how =
    modality === 'document'
      ? 'wait.document.how'
      : summon !== true
        ? 'wait.now.how'
        : modality === 'voice'
          ? 'wait.ring.how'
          : 'wait.call.how';
  const estimate = place?.estimateMs;
  return (
    <Face tone="calm" icon={modality} title={title} how={say(how)}>
      <div className="estimate">
        <p>
          {estimate === undefined ? say('wait.noEstimate') : say('wait.estimate', { time: times.lasting(estimate) })}
        </p>
        <p className="faint">{estimate !== undefined && say('wait.why')}</p>
      </div>
      {awayUntil !== undefined && <p className="by">{say('wait.away', { time: times.time(awayUntil) })}</p>}
      {modality === 'document' && limitAt !== undefined && (
        <p className="faint">{say('wait.limit', { time: times.when(limitAt) })}</p>
      )}
      {modality !== 'document' && summon !== true && <CallBack ticket={ticket.id} long={place?.callback === true} />}
    </Face>
  );
}

/** Rather than wait here, be called; the place stays. */
function CallBack({ ticket, long }: { ticket: string; long: boolean }) {
  const say = useSay();
  const { client } = useSession();
  const { act, busy, fault } = useAct();
  return (
    <>
      {long && <p className="by">{say('wait.callBack.long')}</p>}
      <Button
        kind={long ? 'main' : 'plain'}
        busy={busy}
        onClick={() => void act(() => client.command({ type: 'callBack', ticket }))}
      >
        {say('wait.callBack')}
      </Button>
      <Fault of={fault} />
    </>
  );
}
