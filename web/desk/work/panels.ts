import type { Piece } from '../base/desk.ts';
import type { Panel } from '../base/ui.ts';

/** What may be opened below a ticket, in the order of the bar; the bureau itself says whether it may be done. */
export function panelsOf({ ticket, phase }: Piece): readonly Panel[] {
  if (phase === 'consulting') return ['message'];
  if (phase === 'wrapUp') return ['wrapUp', 'supplement', 'transfer', 'escalate', 'message'];
  const closing: Panel[] = ticket.modality === 'document' ? ['wrapUp'] : [];
  return [...closing, 'supplement', 'transfer', 'consult', 'escalate', 'message'];
}

/** The key of each, as the help and the buttons show it. */
export const panelKeys: Readonly<Record<Panel, string>> = {
  wrapUp: 'W',
  supplement: 'S',
  transfer: 'T',
  consult: 'C',
  escalate: 'Q',
  message: 'M',
};
