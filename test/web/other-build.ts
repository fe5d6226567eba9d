import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll } from 'vitest';

/** The pages of `dist/web` as another version builds them: other content, so other names. Answers the folder, which is gone after the tests of the file. */
export function otherBuild(): string {
  const dir = mkdtempSync(join(tmpdir(), 'yunting-build-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  cpSync('dist/web', dir, { recursive: true });
  const assets = readdirSync(join(dir, 'assets'));
  const renamed = new Map(assets.map((name) => [name, name.replace(/\.(\w+)$/, '_2.$1')]));
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    if (/\.(js|css|html)$/.test(name)) {
      let text = readFileSync(path, 'utf8');
      for (const [before, after] of renamed) text = text.replaceAll(before, after);
      writeFileSync(path, name.endsWith('.js') ? `${text}\n//2` : text);
    }
    if (relative(dir, parentPath) === 'assets') renameSync(path, join(parentPath, renamed.get(name)!));
  }
  return dir;
}
