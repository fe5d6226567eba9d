import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

/** Builds the least page that has a call, in place of the desk and the taxpayer's page; answers the folder. */
export async function buildCallPages(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'yunting-call-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    root: resolve(import.meta.dirname, '../../web/testing/call'),
    plugins: [react()],
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  for (const page of ['desk', 'my']) cpSync(join(outDir, 'index.html'), join(outDir, page, 'index.html'));
  return outDir;
}
