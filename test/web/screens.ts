import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where pictures of pages go: the folder that SCREENS names (docs/screens to keep them), else one that is looked at by nobody. */
export function screensDir(): string {
  const dir = process.env.SCREENS ?? join(tmpdir(), 'yunting-screens');
  mkdirSync(dir, { recursive: true });
  return dir;
}
