import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Committed } from '../ports.ts';
import type { MaterialStore } from './store.ts';

const everyMs = 60 * 60_000;

/** Where files of taxpayers lie. */
export const materialsDir = ({ dataDir }: { dataDir: string }): string => join(dataDir, 'materials');

/**
 * Files of a taxpayer who is to be forgotten go once that stands in the journal. A process that ends in the moment
 * between leaves them to the next `erase` of the ticket, and at the latest to the end of their time.
 */
export function forgetErased(materials: MaterialStore, log: Pick<Logger, 'error'>): Committed {
  return ({ events }) => {
    for (const e of events) {
      if (e.type !== 'person.erased') continue;
      materials.erase(e.ticket).catch((err) => log.error({ err, ticket: e.ticket }, 'files were not erased'));
    }
  };
}

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
