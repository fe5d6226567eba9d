import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const page = (name: string) => resolve(import.meta.dirname, name, 'index.html');

const base =
  /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|zustand|use-sync-external-store)\/|web\/kit\/[^/]+$|src\/client\/|src\/protocol\/codes|vite\/preload-helper/;

/** Four pages, built into `dist/web`, where the server finds them. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: {
    outDir: resolve(import.meta.dirname, '../dist/web'),
    emptyOutDir: true,
    // Inlined scripts would be against the server's content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      input: ['desk', 'my', 'board', 'department'].map(page),
      // What every page needs is one file, and nothing gets into it that only some need: a phone loads it on a slow line.
      output: { codeSplitting: { groups: [{ name: 'base', test: base }] } },
    },
  },
});
