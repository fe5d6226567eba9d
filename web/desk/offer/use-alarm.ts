import { useEffect } from 'react';
import { notify } from './notify.ts';
import { ring } from './sound.ts';

const ringEveryMs = 2_500;
const flashEveryMs = 1_000;

/** While `id` is set: rings, flashes the title, and says a word on the desktop. `words` name no person. */
export function useAlarm(id: string | null, title: string, words: string): void {
  useEffect(() => {
    if (id === null) return;
    const before = document.title;
    let lit = false;
    const flash = () => {
      lit = !lit;
      document.title = lit ? `● ${title} ${words}` : before;
    };
    ring();
    flash();
    const rings = setInterval(ring, ringEveryMs);
    const flashes = setInterval(flash, flashEveryMs);
    const quiet = notify(title, words, id);
    return () => {
      clearInterval(rings);
      clearInterval(flashes);
      document.title = before;
      quiet();
    };
  }, [id, title, words]);
}
