// Writes dashboards/{zh,en}/*.json from walls.ts, or with --check says which are no longer what the code says.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dashboardFiles } from './files.ts';

const folder = new URL('dashboards/', import.meta.url);
const files = dashboardFiles();
const present = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'));
const strays = present.filter((name) => !files.has(name));

if (process.argv.includes('--check')) {
  const stale = [...strays];
  for (const [name, text] of files) {
    if ((await readFile(new URL(name, folder), 'utf8').catch(() => '')) !== text) stale.push(name);
  }
  for (const name of stale) {
    process.stderr.write(`ops/grafana/dashboards/${name} is not what ops/grafana says: node ops/grafana/generate.ts\n`);
    process.exitCode = 1;
  }
} else {
  for (const [name, text] of files) await writeFile(new URL(name, folder), text);
  for (const name of strays) await rm(new URL(name, folder));
}
