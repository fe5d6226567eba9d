import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { CodedError } from '../protocol/codes.ts';
import { fits, headBytes } from './kinds.ts';

/**
 * Writes what comes to a new file and answers what it hashes to, once it is on the disk. Throws `too-large` above `most`
 * bytes and `wrong-type` for a content that does not begin as files of its ending do.
 */
export async function writeUpload(
  path: string,
  ending: string,
  body: AsyncIterable<Buffer>,
  most: number,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  let head = Buffer.alloc(0);
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > most) throw new CodedError('too-large', `at most ${most / 2 ** 20} MB a file`);
      if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)]);
      if (head.length === headBytes) check(ending, head);
      hash.update(chunk);
      await file.write(chunk);
    }
    check(ending, head);
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes };
}

function check(ending: string, head: Buffer): void {
  if (!fits(ending, head)) throw new CodedError('wrong-type', `the content is not that of a ${ending} file`);
}
