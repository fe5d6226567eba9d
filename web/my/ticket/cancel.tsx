import { useState } from 'react';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useSession } from '../../kit/context.tsx';
import { useAct } from '../base/act.ts';
import { Button } from '../base/button.tsx';
import { Fault } from '../base/parts.tsx';
import { useSay } from '../base/say.ts';

const before = ['waiting', 'offered', 'parked', 'escalated'];

/** Before service it can be taken back, in two steps. */
export function Cancel({ ticket: { id, state } }: { ticket: TicketView }) {
  const say = useSay();
  const { client } = useSession();
  const { act, busy, fault } = useAct();
  const [asked, setAsked] = useState(false);
  if (!before.includes(state)) return null;
  if (!asked)
    return (
      <div className="cancel">
        <Button kind="quiet" onClick={() => setAsked(true)}>
          {say('cancel.ask')}
        </Button>
      </div>
    );
  return (
    <section className="cancel card" aria-label={say('cancel.ask')}>
      <p role="alert">{say('cancel.sure')}</p>
      <Fault of={fault} />
      <Button kind="danger" busy={busy} onClick={() => void act(() => client.command({ type: 'cancel', ticket: id }))}>
        {say('cancel.do')}
      </Button>
      <Button onClick={() => setAsked(false)}>{say('cancel.keep')}</Button>
    </section>
  );
}
