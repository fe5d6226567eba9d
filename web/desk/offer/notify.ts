import { create } from 'zustand';

const key = 'desk.notify';
const able = 'Notification' in globalThis;

interface Notify {
  on: boolean;
  /** The browser has been told never to show any. */
  refused: boolean;
  setOn(on: boolean): Promise<void>;
}

/** A word on the desktop, only after it was asked for by a button; the answer is remembered. */
export const useNotify = create<Notify>()((set) => ({
  on: able && Notification.permission === 'granted' && localStorage.getItem(key) === 'on',
  refused: !able || Notification.permission === 'denied',
  async setOn(on) {
    const permission = on && able ? await Notification.requestPermission() : 'default';
    const granted = permission === 'granted';
    localStorage.setItem(key, granted ? 'on' : 'off');
    set({ on: granted, refused: !able || permission === 'denied' });
  },
}));

/** Shown only to who does not look at the page. Answers how to take it away. */
export function notify(title: string, body: string, tag: string): () => void {
  if (!useNotify.getState().on || (!document.hidden && document.hasFocus())) return () => {};
  const shown = new Notification(title, { body, tag, icon: '/icon.svg' });
  shown.onclick = () => {
    window.focus();
    shown.close();
  };
  return () => shown.close();
}
