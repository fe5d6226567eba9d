import type { Client } from '../../src/client/connect.ts';

interface Watchfulness {
  /** Within so many ms a line that has died without a word is found out. */
  everyMs: number;
  /** Also while nobody looks: work comes to a desk that lies behind other windows. */
  unseen: boolean;
}

/** A page that comes out of the pocket, or off and back to a network, knows at once rather than at the next try. */
export function keepUp(client: Client, { everyMs, unseen }: Watchfulness): () => void {
  const nudge = () => client.nudge();
  const look = () => document.hidden || nudge();
  const timer = setInterval(unseen ? nudge : look, everyMs);
  for (const type of ['visibilitychange', 'resume']) document.addEventListener(type, look);
  for (const type of ['pageshow', 'online', 'offline']) addEventListener(type, nudge);
  return () => {
    clearInterval(timer);
    for (const type of ['visibilitychange', 'resume']) document.removeEventListener(type, look);
    for (const type of ['pageshow', 'online', 'offline']) removeEventListener(type, nudge);
  };
}
