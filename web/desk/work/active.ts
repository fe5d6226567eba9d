import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useNames } from '../../kit/names.ts';
import { useFollowed, usePieces } from '../base/desk.ts';
import { useUi } from '../base/ui.ts';
import { chime } from '../offer/sound.ts';

/**
 * The ticket that is worked on: the chosen one while it is here. Who comes on the line comes to the front; a document
 * that comes by itself waits in the list, and is said so.
 */
export function useActive(): TicketView | null {
  const pieces = usePieces();
  const followed = useFollowed();
  const { active, choose, say } = useUi();
  const { t } = useTranslation();
  const names = useNames();
  const seen = useRef<ReadonlySet<string> | null>(null);

  useEffect(() => {
    const before = seen.current;
    seen.current = new Set(pieces.map(({ ticket }) => ticket.id));
    if (before === null) return;
    for (const { ticket } of pieces) {
      if (before.has(ticket.id)) continue;
      if (ticket.modality !== 'document') choose(ticket.id);
      else {
        chime();
        say(t('desk.came', { business: names.business(ticket.business) }));
      }
    }
  }, [pieces, choose, say, t, names]);

  const all = [...pieces.map(({ ticket }) => ticket), ...followed];
  const found = all.find(({ id }) => id === active) ?? pieces[0]?.ticket ?? null;
  useEffect(() => {
    if (found !== null && found.id !== active) choose(found.id);
  }, [found, active, choose]);
  return found;
}
