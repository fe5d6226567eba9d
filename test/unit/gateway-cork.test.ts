import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { corker } from '../../src/gateway/cork.ts';

/** A stream that tells how many writes came at once. */
function counting() {
  const batches: number[] = [];
  const stream = new Writable({
    write: (_chunk, _encoding, done) => {
      batches.push(1);
      done();
    },
    writev: (chunks, done) => {
      batches.push(chunks.length);
      done();
    },
  });
  return { stream, batches };
}

test('[CRK-1] what is written to a stream in one turn of the event loop goes out at once, in the next turn too', async () => {
  const cork = corker();
  const [a, b] = [counting(), counting()];
  for (let round = 1; round <= 2; round++) {
    for (const { stream } of [a, b, a, a]) {
      cork(stream);
      stream.write('x');
    }
    await Promise.resolve();
    cork(a.stream);
    a.stream.write('x');
    expect(a.batches.length).toBe(round - 1);
    await turn();
    expect(a.batches).toEqual(Array(round).fill(4));
    expect(b.batches).toEqual(Array(round).fill(1));
  }
});
