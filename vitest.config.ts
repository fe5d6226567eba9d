import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** `live` and `web` wait more than they compute: two files at a time, whatever the machine. */
const real = { maxWorkers: 2, sequence: { groupOrder: 1 }, testTimeout: 120_000, hookTimeout: 60_000 };

/** Three rings: `unit` is pure and fast, `live` uses real Redis, sockets and processes, `web` a real browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          maxWorkers: Math.max(2, availableParallelism() - 1),
          testTimeout: 30_000,
        },
      },
      { test: { name: 'live', include: ['test/live/**/*.test.ts'], ...real } },
      { test: { name: 'web', include: ['test/web/**/*.test.ts'], globalSetup: 'test/web/build.ts', ...real } },
    ],
  },
});
