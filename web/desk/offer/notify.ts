import { create } from 'zustand';

const key = 'desk.notify';
const able = 'Notification' in globalThis;

interface Notify {
  on: boolean;
  /** The browser has been told never to show any. */
  refused: boolean;
  setOn(on: boolean): Promise<void>;
}

const isOn = () => able && Notification.permission === 'granted' && localStorage.getItem(key) === 'on';
const isRefused = () => !able || Notification.permission === 'denied';

/** A word on the desktop, only after it was asked for by a button; the answer is remembered. */
export const useNotify = create<Notify>()((set) => ({
  on: isOn(),
  refused: isRefused(),
  async setOn(on) {
    const granted = on && able && (await Notification.requestPermission()) === 'granted';
    localStorage.setItem(key, granted ? 'on' : 'off');
    set({ on: granted, refused: isRefused() });
  },
}));

// Who changes it in the browser's own settings need not load the page again.
void navigator.permissions?.query({ name: 'notifications' }).then(
  (status) => {
    status.onchange = () => useNotify.setState({ on: isOn(), refused: isRefused() });
  },
  () => {},
);

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
