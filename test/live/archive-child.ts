import * as nodeFs from 'node:fs/promises';
import { archiveDays } from '../../src/archive/archive.ts';
import { redisJournal } from '../../src/journal/redis.ts';
import { tinyBureau } from '../unit/tiny-bureau.ts';

/** Archives a journal and is killed at its n-th change to the folder. */
const [socketPath = '', dir = '', now = '', n = ''] = process.argv.slice(2);
let left = Number(n);
const dying =
  <A extends unknown[], R>(change: (...args: A) => R) =>
  (...args: A): R => {
    if (--left === 0) process.kill(process.pid, 'SIGKILL');
    return change(...args);
  };
const fs = { ...nodeFs, open: dying(nodeFs.open), rename: dying(nodeFs.rename), rm: dying(nodeFs.rm) };
const journal = redisJournal({ bureau: 'tiny', at: { socketPath } });
await archiveDays({ journal, bureau: tinyBureau(), dir, now: Number(now), fs });
await journal.close();
