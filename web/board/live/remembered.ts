import { create } from 'zustand';
import type { TicketView } from '../../../src/protocol/views.ts';

/** The ticket that was opened last, as the list knew it. */
export const useRemembered = create<{ ticket: TicketView | null; remember(ticket: TicketView): void }>()((set) => ({
  ticket: null,
  remember: (ticket) => set({ ticket }),
}));
