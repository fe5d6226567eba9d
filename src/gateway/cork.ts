import type { Writable } from 'node:stream';

/** Holds back what is written to a stream until the end of this turn of the event loop, then lets it out in one go. */
export function corker(): (stream: Writable) => void {
  const corked = new Set<Writable>();
  const release = () => {
    for (const stream of corked) stream.uncork();
    corked.clear();
  };
  return (stream) => {
    if (corked.has(stream)) return;
    if (corked.size === 0) setImmediate(release);
    corked.add(stream);
    stream.cork();
  };
}
