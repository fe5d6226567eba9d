import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';

/** The lines of a compressed file, one after the other; none when the file is not there. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const text = createInterface({ input: file.pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY });
  // An error of the file does not reach whoever reads the lines; this brings it there.
  let fault: NodeJS.ErrnoException | null = null;
  file.on('error', (error) => {
    fault = error;
    text.close();
  });
  try {
    for await (const line of text) yield line;
  } finally {
    file.destroy();
  }
  if (fault !== null && (fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault;
}

/** How long the event loop is kept at most, ms: offers may not wait for the archive. */
const SLICE_MS = 5;

/** Long work calls this often; it lets others have their turn once the slice is used up. */
export function breather(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < SLICE_MS) return undefined;
    return nextTurn().then(() => {
      began = performance.now();
    });
  };
}
