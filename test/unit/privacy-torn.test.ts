import { expect, test } from 'vitest';
import { type KeyHash, PersonKeys } from '../../src/privacy/keys.ts';
import { persons } from '../../src/privacy/persons.ts';

function memoryHash(): KeyHash {
  const fields = new Map<string, string>();
  return {
    get: async (field) => fields.get(field) ?? null,
    setNew: async (field, value) => !fields.has(field) && fields.set(field, value) !== undefined,
    set: async (field, value) => void fields.set(field, value),
  };
}

test('[KIL-12] of a person who is erased while being revealed all is shown, or nothing', async () => {
  const secret = new Uint8Array(32).fill(7);
  const somebody = { name: '张三', idNumber: '440106199001011234', phone: '13812345678' };
  const nobody = { name: '', idNumber: '', phone: '' };
  const seen = new Set<string>();
  // The erasure comes after so many turns of the revealing.
  for (let turns = 0; turns < 12; turns++) {
    const who = persons(new PersonKeys(memoryHash(), secret), secret);
    const sealed = await who.seal(somebody, 'command-1');
    const opening = who.open(sealed);
    for (let n = 0; n < turns; n++) await null;
    await who.erase('t1', sealed);
    const opened = await opening;
    expect([somebody, nobody]).toContainEqual(opened);
    seen.add(opened.name ?? '');
    expect(await who.open(sealed)).toEqual(nobody);
  }
  expect(seen).toContain('张三');
});
