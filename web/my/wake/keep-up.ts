import type { Client } from '../../../src/client/connect.ts';

/** A line that has died without a word is found out within this time while somebody looks. */
const checkEveryMs = 60_000;

/** A phone that comes out of the pocket, or off and back to a network, knows at once rather than at the next try. */
export function keepUp(client: Client): () => void {
  const look = () => document.hidden || client.nudge();
  const nudge = () => client.nudge();
  const timer = setInterval(look, checkEveryMs);
  for (const type of ['visibilitychange', 'resume']) document.addEventListener(type, look);
  for (const type of ['pageshow', 'online', 'offline']) addEventListener(type, nudge);
  return () => {
    clearInterval(timer);
    for (const type of ['visibilitychange', 'resume']) document.removeEventListener(type, look);
    for (const type of ['pageshow', 'online', 'offline']) removeEventListener(type, nudge);
  };
}
