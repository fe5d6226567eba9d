import { join } from 'node:path';
import type { Logger } from 'pino';
import type { MaterialStore } from './store.ts';

const everyMs = 60 * 60_000;

/** Where files of taxpayers lie. */
export const materialsDir = ({ dataDir }: { dataDir: string }): string => join(dataDir, 'materials');

/** Removes files whose time is over, now and every hour; answers a function that ends it. */
export function sweepMaterials(
  materials: MaterialStore,
  keepMs: number,
  isOpen: (ticket: string) => boolean,
  log: Pick<Logger, 'info' | 'error'>,
): () => void {
  const sweep = () =>
    materials.sweep(keepMs, isOpen).then(
      (tickets) => tickets > 0 && log.info({ tickets }, 'files of taxpayers were removed: their time is over'),
      (err) => log.error({ err }, 'files of taxpayers could not be looked through'),
    );
  void sweep();
  const timer = setInterval(sweep, everyMs);
  return () => clearInterval(timer);
}
