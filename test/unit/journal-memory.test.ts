import { describe } from 'vitest';
import { MemoryStore, memoryJournal } from '../../src/journal/memory.ts';
import { journalContract, KEEP_FOR_TEST_MS } from './journal-contract.ts';

describe('memory journal', () => {
  journalContract(async () => {
    const store = new MemoryStore();
    return { another: () => memoryJournal(store, KEEP_FOR_TEST_MS) };
  });
});
