import { build } from 'vite';

/** The pages as they are now, for the server to serve: once for all tests in a browser. */
export default async function setup(): Promise<void> {
  // Under a test runner it would be React for developers: slower, and half as large again.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  await build({ configFile: 'web/vite.config.ts', logLevel: 'warn' });
  process.env.NODE_ENV = NODE_ENV;
}
