import { useState } from 'react';
import { useKnown } from '../../kit/context.tsx';
import { useNames } from '../../kit/names.ts';
import { claimsOf } from '../../kit/token.ts';
import { Button } from '../base/button.tsx';
import { useSay } from '../base/say.ts';
import { Face } from './face.tsx';
import { Past } from './past.tsx';
import { TicketPage } from './ticket-page.tsx';

interface MineProps {
  token: string;
  /** The one ticket that the link is for; without it, all that are open of this taxpayer. */
  only: string | undefined;
  anew: () => void;
}

export function Mine({ token, only, anew }: MineProps) {
  const say = useSay();
  const names = useNames();
  const tickets = useKnown((known) => known.tickets);
  const [chosen, setChosen] = useState<string>();
  const all = Object.values(tickets);
  const ticket = tickets[only ?? chosen ?? ''] ?? (only === undefined ? all[0] : undefined);
  if (ticket === undefined)
    return only === undefined ? (
      <None anew={anew} />
    ) : (
      <Past ticket={only} hall={claimsOf(token)?.hall ?? ''} anew={anew} />
    );
  return (
    <>
      {only === undefined && all.length > 1 && (
        <nav className="card several" aria-label={say('ticket.choose')}>
          {all.map(({ id, business }) => (
            <Button key={id} kind={id === ticket.id ? 'main' : 'plain'} onClick={() => setChosen(id)}>
              {names.business(business)}
            </Button>
          ))}
        </nav>
      )}
      <TicketPage key={ticket.id} ticket={ticket} token={token} anew={anew} />
    </>
  );
}

function None({ anew }: { anew: () => void }) {
  const say = useSay();
  return (
    <Face tone="off" icon="document" title={say('ticket.none')} how={say('ticket.none.how')}>
      <Button kind="main" onClick={anew}>
        {say('my.anew')}
      </Button>
    </Face>
  );
}
