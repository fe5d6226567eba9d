import { build } from 'vite';

/** The pages as they are now, for the server to serve: once for all tests in a browser. */
export default async function setup(): Promise<void> {
  await build({ configFile: 'web/vite.config.ts', logLevel: 'warn' });
}
