import type { TicketView } from '../../../src/protocol/views.ts';
import { useNames } from '../../kit/names.ts';
import { useSay } from '../base/say.ts';
import { useTimes } from '../base/times.ts';
import { Booked } from './booked.tsx';
import { Called } from './called.tsx';
import { Face } from './face.tsx';
import { NoShow } from './no-show.tsx';
import { Serving } from './serving.tsx';
import { Waiting } from './waiting.tsx';

/** Each state of an open ticket has a face. */
export function Faces({ ticket }: { ticket: TicketView }) {
  const say = useSay();
  switch (ticket.state) {
    case 'waiting':
      return <Waiting ticket={ticket} />;
    case 'offered':
      return <Face tone="calm" icon={ticket.modality} title={say('offered.title')} how={say('offered.how')} />;
    case 'serving':
      return ticket.joinUntil === undefined ? <Serving ticket={ticket} /> : <Called ticket={ticket} />;
    case 'wrapUp':
      return <Face tone="calm" icon="check" title={say('wrap.title')} how={say('wrap.how')} />;
    case 'parked':
      return <Parked ticket={ticket} />;
    case 'escalated':
      return <Escalated ticket={ticket} />;
    default:
      return <Face tone="calm" icon="ask" title={say('quarantined.title')} how={say('quarantined.how')} />;
  }
}

function Parked({ ticket }: { ticket: TicketView }) {
  const say = useSay();
  const times = useTimes();
  const { parked } = ticket;
  if (parked?.for === 'booked') return <Booked ticket={ticket} parked={parked} />;
  if (parked?.for === 'noShow') return <NoShow ticket={ticket} parked={parked} />;
  return (
    <Face tone="ask" icon="ask" title={say('supply.title')} how={say('supply.how')}>
      {parked !== undefined && <p className="by">{say('supply.until', { time: times.when(parked.until) })}</p>}
    </Face>
  );
}

function Escalated({ ticket: { escalated } }: { ticket: TicketView }) {
  const say = useSay();
  const times = useTimes();
  const names = useNames();
  const department = names.department(escalated?.department ?? '');
  return (
    <Face tone="calm" icon="question" title={say('escalated.title', { department })} how={say('escalated.how')}>
      {escalated !== undefined && <p className="by">{say('escalated.until', { time: times.when(escalated.until) })}</p>}
    </Face>
  );
}
