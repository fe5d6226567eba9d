import { useCallback, useEffect } from 'react';
import { useAddress } from './address.ts';

export type Shown = 'ticket' | 'station' | 'hall';

/** What had the focus before something was opened. */
let opener: Element | null = null;

/** What lies open beside the board: one ticket, station or hall. */
export function useShow() {
  const { address, go } = useAddress();
  const [kind, id] = (address.get('show') ?? '').split(':');
  const open = useCallback(
    (what: Shown, of: string) => {
      const at = document.activeElement;
      if (at?.closest('[role=dialog]') === null) opener = at;
      go({ show: `${what}:${of}` });
    },
    [go],
  );
  const close = useCallback(() => go({ show: null }), [go]);
  return { kind: kind as Shown | '', id: id ?? '', open, close };
}

/** Once nothing lies open any more the focus is where it was: at once, not when what closes has moved out of sight. */
export function useFocusBack(kind: Shown | ''): void {
  useEffect(() => {
    if (kind !== '' || !(opener instanceof HTMLElement)) return;
    opener.focus({ preventScroll: true });
    opener = null;
  }, [kind]);
}
