import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CodedError } from '../protocol/codes.ts';

/**
 * A lock for systems without flock: a file that names its holder. One whose holder has ended is taken over.
 * Returns its release; throws `data-in-use`. Weaker than flock: process ids are used again, and two that take
 * over at the same instant could both succeed.
 */
export function takeLockFile(path: string): () => void {
  for (const attempt of ['take', 'retake']) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const holder = Number(readFileSync(path, 'utf8'));
      if (attempt === 'retake' || lives(holder)) throw new CodedError('data-in-use', `${path}, process ${holder}`);
      rmSync(path, { force: true });
    }
  }
  return () => {};
}

function lives(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
