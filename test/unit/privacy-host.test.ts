import { afterEach, expect, test, vi } from 'vitest';
import { BureauCore } from '../../src/bureau/bureau.ts';
import { Host } from '../../src/host/host.ts';
import { MemoryStore, memoryJournal } from '../../src/journal/memory.ts';
import { type KeyHash, PersonKeys } from '../../src/privacy/keys.ts';
import { persons } from '../../src/privacy/persons.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { VirtualClock } from '../../src/simulate/virtual-clock.ts';
import { morning } from './city-rig.ts';
import { memoryHash, quietPorts } from './host-ports.ts';
import { tinyBureau } from './tiny-bureau.ts';

const chief: Principal = { role: 'supervisor', sub: 'chief', halls: '*' };
const caller: Principal = { role: 'taxpayer', sub: 'li', hall: 'north' };
const zhang = { name: '张三丰', phone: '13812345678' };

let stop = async () => {};
afterEach(() => stop());

/** A host with a journal that is there, and a store of keys that is away whenever it is said so. */
async function rig() {
  const store = new MemoryStore();
  const journal = memoryJournal(store);
  await journal.open();
  const keys = new Map<string, string>();
  const good = memoryHash(keys);
  const state = { away: false };
  const here = () => {
    if (state.away) throw new Error('the store is away');
    return good;
  };
  const hash: KeyHash = {
    get: async (field) => here().get(field),
    set: async (field, value) => here().set(field, value),
    setNew: async (field, value) => here().setNew(field, value),
  };
  const secret = new Uint8Array(32).fill(5);
  const bureau = tinyBureau();
  const host = new Host({
    core: new BureauCore(bureau),
    journal,
    seq: 0,
    clock: new VirtualClock(morning),
    ...quietPorts(bureau),
    persons: persons(new PersonKeys(hash, secret), secret),
  });
  stop = () => host.drain(1_000);
  const submit = () =>
    host.command(
      {
        ...{ type: 'submit', id: 'submit-1', business: 'invoice-claim', channel: 'etax', priority: 0 },
        ...{ person: zhang, by: caller },
      },
      '10.0.0.1',
    );
  const events = () => store.journal.flatMap(({ data }) => JSON.parse(data)).flatMap((step) => step.events);
  return { host, keys, state, submit, count: (type: string) => events().filter((e) => e.type === type).length };
}

test('[PII-12] an erasure that stands in the journal is seen through once the store is back, though nobody asks again', async () => {
  const { host, keys, state, submit, count } = await rig();
  const { answer } = await submit();
  const ticket = answer.ok ? (answer.ticket ?? '') : '';
  state.away = true;
  const erase = { type: 'erase', id: 'erase-1', ticket, by: chief } as const;
  await expect(host.command(erase, '10.0.0.1')).rejects.toMatchObject({ code: 'unavailable' });
  expect([...keys.values()]).not.toContain('-');
  state.away = false;
  await vi.waitFor(() => expect([...keys.values()]).toContain('-'));
  expect(await host.command(erase, '10.0.0.1')).toMatchObject({ answer: { ok: true } });
  expect(count('person.erased')).toBe(1);
  const asked = { type: 'reveal', id: 'reveal-1', ticket } as const;
  expect(await host.ask(asked, chief, '10.0.0.1')).toEqual({ name: '', phone: '' });
});

test('[PII-13] nobody is taken in whose person cannot be sealed; the same submission later makes one ticket', async () => {
  const { state, submit, count } = await rig();
  state.away = true;
  await expect(submit()).rejects.toMatchObject({ code: 'unavailable' });
  expect(count('ticket.submitted')).toBe(0);
  state.away = false;
  const first = await submit();
  expect(await submit()).toEqual(first);
  expect(count('ticket.submitted')).toBe(1);
});
