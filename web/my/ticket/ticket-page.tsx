import type { TicketView } from '../../../src/protocol/views.ts';
import { useNames } from '../../kit/names.ts';
import { useSay } from '../base/say.ts';
import { Materials } from '../supply/materials.tsx';
import { Remind } from '../wake/remind.tsx';
import { useWake } from '../wake/use-wake.ts';
import { Cancel } from './cancel.tsx';
import { Closed } from './closed.tsx';
import { Faces } from './faces.tsx';
import { OwnLink } from './own-link.tsx';
import { Story } from './story.tsx';
import { Talk } from './talk.tsx';

interface TicketPageProps {
  ticket: TicketView;
  token: string;
  anew: () => void;
}

/** One ticket: its state above, what can be done with it below. */
export function TicketPage({ ticket, token, anew }: TicketPageProps) {
  const say = useSay();
  const names = useNames();
  const { id, state, modality, business, hall } = ticket;
  const bell = useWake(ticket);
  const open = state !== 'closed';
  const meeting = modality !== 'document' && (state === 'serving' || state === 'wrapUp');
  const supplementing = ticket.parked?.for === 'supplement';
  return (
    <>
      <p className="summary">
        <b>{names.business(business)}</b>
        <span>
          {names.hall(hall)} · {say(`way.${modality}`)} · {say('ticket.number', { id })}
        </span>
      </p>
      {open ? <Faces ticket={ticket} /> : <Closed ticket={ticket} anew={anew} />}
      {open && <Talk ticket={ticket} />}
      {open && modality === 'document' && !supplementing && <Materials ticket={ticket} token={token} />}
      {supplementing && <Materials ticket={ticket} token={token} asked={ticket.parked} />}
      {open && !meeting && <Remind bell={bell} />}
      {open && <OwnLink token={token} />}
      <Story ticket={id} state={state} />
      {open && <Cancel ticket={ticket} />}
    </>
  );
}
