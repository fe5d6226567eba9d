import { create } from 'zustand';

/** What is open below a ticket. */
export type Panel = 'wrapUp' | 'supplement' | 'transfer' | 'consult' | 'escalate' | 'message';
export type Drawn = 'help' | 'day' | 'ratings' | 'inbox';

interface DeskUi {
  /** The ticket that is worked on. */
  active: string | null;
  panels: Readonly<Record<string, Panel | undefined>>;
  /** Documents side by side rather than one at a time. */
  beside: boolean;
  drawn: Drawn | null;
  /** What is read out to who cannot see it. */
  said: string;
  /** Lines of chat that were not looked at yet. */
  unread: Readonly<Record<string, number>>;
  choose(ticket: string | null): void;
  open(ticket: string, panel: Panel | undefined): void;
  toggle(ticket: string, panel: Panel): void;
  setBeside(beside: boolean): void;
  draw(drawn: Drawn | null): void;
  say(said: string): void;
  note(ticket: string, unread: number): void;
  /** The ticket has left the desk: if it comes back, it is begun anew. */
  leave(ticket: string): void;
}

const besideKey = 'desk.beside';

export const useUi = create<DeskUi>()((set) => ({
  active: null,
  panels: {},
  beside: localStorage.getItem(besideKey) === 'yes',
  drawn: null,
  said: '',
  unread: {},
  choose: (active) => set({ active }),
  open: (ticket, panel) => set(({ panels }) => ({ panels: { ...panels, [ticket]: panel } })),
  toggle: (ticket, panel) =>
    set(({ panels }) => ({ panels: { ...panels, [ticket]: panels[ticket] === panel ? undefined : panel } })),
  setBeside(beside) {
    localStorage.setItem(besideKey, beside ? 'yes' : 'no');
    set({ beside });
  },
  draw: (drawn) => set({ drawn }),
  say: (said) => set({ said }),
  note: (ticket, n) =>
    set((state) => ((state.unread[ticket] ?? 0) === n ? state : { unread: { ...state.unread, [ticket]: n } })),
  leave: (ticket) =>
    set(({ panels: { [ticket]: _panel, ...panels }, unread: { [ticket]: _unread, ...unread } }) => ({
      panels,
      unread,
    })),
}));
