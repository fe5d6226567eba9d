import { pino } from 'pino';
import type { Bureau } from '../../src/config/schema.ts';
import type { HostPorts } from '../../src/host/host.ts';
import { type FileStore, Versions } from '../../src/host/versions.ts';
import { type KeyHash, PersonKeys } from '../../src/privacy/keys.ts';
import { persons } from '../../src/privacy/persons.ts';

/** A hash of the store, in memory. */
export function memoryHash(of = new Map<string, string>()): KeyHash & FileStore {
  return {
    get: async (field) => of.get(field) ?? null,
    set: async (field, value) => void of.set(field, value),
    remove: async (field) => void of.delete(field),
    async setNew(field, value) {
      if (of.has(field)) return false;
      of.set(field, value);
      return true;
    },
  };
}

/** The ports of a host that nobody but its test listens to. */
export function quietPorts(bureau: Bureau): Omit<HostPorts, 'core' | 'journal' | 'seq' | 'clock'> {
  const secret = new Uint8Array(32).fill(5);
  return {
    log: pino({ level: 'silent' }),
    committed: [],
    onMatch: () => {},
    onDecide: () => {},
    onAppend: () => {},
    onFenced: () => {},
    matchP99Ms: () => 0,
    plan: async () => [],
    versions: new Versions(memoryHash(), async () => bureau),
    adopting: () => {},
    persons: persons(new PersonKeys(memoryHash(), secret), secret),
    records: { audit: async () => [], sheet: async () => [] },
    deliveries: { deadLetters: async () => [], redeliver: async () => {} },
    iceServers: [],
  };
}
