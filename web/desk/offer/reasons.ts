import { useEffect, useState } from 'react';
import type { OfferView } from '../../../src/protocol/views.ts';
import { useKnown, useSession } from '../../kit/context.tsx';
import { seat } from '../base/seat.ts';

/** As much of the answer to `why` as tells for whom a ticket was kept. */
interface Story {
  story: readonly { type: string; prefer?: { station: string } | null }[];
}

const keeping: Readonly<Record<string, string>> = {
  'ticket.unparked': 'responsible',
  'ticket.answered': 'responsible',
  'ticket.transferred': 'named',
  'ticket.preferred': 'assigned',
};

/** Why an offer came here, as keys of `desk.why.*`: what it says itself, and for whom the bureau had kept it. */
export function useReasons(offer: OfferView): readonly string[] {
  const { client } = useSession();
  const interrupts = useKnown((known) => (known.station?.work.length ?? 0) > 0);
  const [kept, setKept] = useState<string | undefined>();
  const { ticket, loan, invite } = offer;
  const asked = invite === undefined ? ticket.id : null;
  useEffect(() => {
    if (asked === null) return;
    client.ask({ type: 'why', ticket: asked }).then(
      (answer) => {
        const last = (answer as Story).story.findLast(({ type }) => type in keeping);
        if (last?.prefer?.station === seat().station) setKept(keeping[last.type]);
      },
      // The offer says enough to decide by.
      () => {},
    );
  }, [client, asked]);
  const said = {
    ...{ [`invite-${invite}`]: invite !== undefined, [kept ?? '']: kept !== undefined, loan },
    ...{ summon: ticket.summon, slot: ticket.slot !== undefined, priority: ticket.priority > 0 },
    ...{ supplied: (ticket.supplements ?? 0) > 0, answered: ticket.answer !== undefined },
    interrupt: interrupts && ticket.modality !== 'document',
  };
  const reasons = Object.entries(said).flatMap(([reason, is]) => (is ? [reason] : []));
  return reasons.length > 0 ? reasons : ['idle'];
}
