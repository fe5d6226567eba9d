import { useEffect, useRef } from 'react';
import { create } from 'zustand';

const key = 'desk.single-keys';

/** Single keys can be switched off by who dictates, or whose keyboard strikes by itself (WCAG 2.1.4). */
export const useSingleKeys = create<{ on: boolean; set(on: boolean): void }>()((set) => ({
  on: localStorage.getItem(key) !== 'off',
  set(on) {
    localStorage.setItem(key, on ? 'on' : 'off');
    set({ on });
  },
}));

const typing = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';
const elsewhere = `${typing}, [role=dialog], [role=menu], [role=listbox], .desk-video`;

/**
 * Keys of the desk: `a` works where nobody types, `alt+a` everywhere. A handler that answers false has not taken the
 * key. By physical key, since Alt makes other signs on some keyboards.
 */
export function useKeys(keys: Readonly<Record<string, () => boolean | undefined>>): void {
  const single = useSingleKeys((state) => state.on);
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.isComposing || event.repeat) return;
      const target = event.target instanceof Element ? event.target : null;
      if (!event.altKey && (!single || target?.closest(elsewhere))) return;
      const sign = event.code.replace(/^Key|^Digit/, '').toLowerCase();
      const name = event.altKey ? `alt+${sign}` : event.key === '?' ? '?' : sign;
      const pressed = latest.current[name];
      // Enter belongs to what has the focus.
      if (name === 'enter' && target !== document.body) return;
      if (pressed !== undefined && pressed() !== false) event.preventDefault();
    };
    window.addEventListener('keydown', heard);
    return () => window.removeEventListener('keydown', heard);
  }, [single]);
}
