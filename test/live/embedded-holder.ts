import { startEmbeddedRedis } from '../../src/journal/embedded.ts';

/** A process of its own that holds an embedded Redis: `node embedded-holder.ts <data folder> <util-linux?>`. */
const [dataDir = '', utilLinux] = process.argv.slice(2);
try {
  const { pid, guard } = await startEmbeddedRedis({ dataDir, utilLinux: utilLinux === 'true' });
  console.log(JSON.stringify({ pid, guard }));
  setInterval(() => {}, 60_000);
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error && 'code' in error ? error.code : String(error) }));
}
