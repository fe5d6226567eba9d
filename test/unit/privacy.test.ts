import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeyHash, PersonKeys } from '../../src/privacy/keys.ts';
import { persons } from '../../src/privacy/persons.ts';
import { masks, readSealed, seal, unseal } from '../../src/privacy/seal.ts';
import { maskedPerson, sealMark } from '../../src/protocol/material.ts';
import { memoryHash } from './host-ports.ts';

const secret = new Uint8Array(32).fill(5);
const key = new Uint8Array(32).fill(9);
const keyId = 'k'.repeat(22);
const zhang = { name: '张三丰', idNumber: '440100199001011234', phone: '13812345678' };
const rig = (of = new Map<string, string>(), own = secret) => persons(new PersonKeys(memoryHash(of), own), own);

describe('masks', () => {
  test.each([
    ['name', '张三', '张*'],
    ['name', '欧阳修远', '欧***'],
    ['name', '张', '*'],
    ['idNumber', '440100199001011234', '4401**********1234'],
    // A passport's number would be read from its ends.
    ['idNumber', 'E12345678', '*********'],
    ['phone', '13812345678', '138****5678'],
    ['phone', '83561234', '********'],
    ['phone', '', ''],
    ['name', '𠮷野家', '𠮷**'],
  ] as const)('[PII-6] of a %s %s is shown %s', (field, text, shown) => {
    expect(masks[field](text)).toBe(shown);
  });

  test('[PII-6] a mask never shows more than was asked for, nor the mark that parts it from what is sealed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('name', 'idNumber', 'phone'),
        fc.string({ minLength: 1, maxLength: 60 }),
        (field, text) => {
          const sealed = seal(key, keyId, text, masks[field](text));
          expect(sealed.split(sealMark).length).toBe(2);
          const [mask = ''] = sealed.split(sealMark);
          expect([...mask].length).toBe([...text].length);
          expect(mask).toContain('*');
          expect(unseal(key, readSealed(sealed)!)).toBe(text);
        },
      ),
    );
  });
});

test('[PII-7] the same person by the same command is sealed alike, also by another process; another person or command is not', async () => {
  const of = new Map<string, string>();
  const first = await rig(of).seal(zhang, 'command-1');
  expect(await rig(of).seal(zhang, 'command-1')).toEqual(first);
  expect(await Promise.all([rig(of).seal(zhang, 'command-2'), rig(of).seal(zhang, 'command-2')])).toEqual([
    await rig(of).seal(zhang, 'command-2'),
    await rig(of).seal(zhang, 'command-2'),
  ]);
  const keyOf = (text?: string) => readSealed(text ?? '')?.keyId;
  const others = [
    await rig(of).seal(zhang, 'command-2'),
    await rig(of).seal({ ...zhang, name: '李四' }, 'command-1'),
    await rig(of).seal({ name: zhang.name }, 'command-1'),
  ];
  expect(new Set([first, ...others].map(({ name }) => keyOf(name))).size).toBe(4);
  expect(new Set(Object.values(first).map(keyOf)).size).toBe(1);
  expect(maskedPerson(first)).toEqual({ name: '张**', idNumber: '4401**********1234', phone: '138****5678' });
  expect(await rig(of).open(first)).toEqual(zhang);
});

test('[PII-8] the store alone opens nothing: keys lie there wrapped by the secret, each for its own place', async () => {
  const of = new Map<string, string>();
  const sealed = await rig(of).seal(zhang, 'command-1');
  const other = await rig(of).seal({ name: '李四' }, 'command-2');
  await expect(rig(of, new Uint8Array(32).fill(6)).open(sealed)).rejects.toThrow();
  const [one = '', two = ''] = [readSealed(sealed.name ?? '')?.keyId, readSealed(other.name ?? '')?.keyId];
  of.set(two, of.get(one) ?? '');
  await expect(rig(of).open(other)).rejects.toThrow();
  expect([...of.keys(), ...of.values()].join()).not.toMatch(/三丰|李四|command/);
});

const sealedByUs = seal(key, keyId, zhang.phone, '138****5678');
test.each([
  ['plain', '已办结'],
  ['with a mark', 'a~b.c'],
  ['with many marks', '~~~.~'],
  ['long before its mark', `${'x'.repeat(61)}~${keyId}.${'A'.repeat(40)}`],
  ['with a short key id', `x~abc.${'A'.repeat(40)}`],
  ['with a short body', `x~${keyId}.abc`],
  ['with an unknown key', `x~${'z'.repeat(22)}.${'A'.repeat(40)}`],
  ['with a line more', `${sealedByUs}\n`],
  ['within another', `请拨打 ${sealedByUs}`],
])('[PII-9] a text %s that was not sealed here stays as it is', async (_how, text) => {
  const letter = { note: text, list: [text, 1, null], deep: { text } };
  expect(await rig().openAll(letter)).toEqual(letter);
});

test('[PII-9] a sealed text that was changed, or is of another key, stays as it is and breaks nothing', async () => {
  const of = new Map<string, string>();
  const { phone = '', name = '' } = await rig(of).seal(zhang, 'command-1');
  const other = await rig(of).seal(zhang, 'command-2');
  const changed = phone.slice(0, -3) + (phone.endsWith('AAA') ? 'BBB' : 'AAA');
  const moved = phone.replace(readSealed(phone)?.keyId ?? '', readSealed(other.phone ?? '')?.keyId ?? '');
  expect(await rig(of).openAll({ changed, moved, phone, name })).toEqual({
    changed,
    moved,
    phone: zhang.phone,
    name: zhang.name,
  });
});

describe('erasing', () => {
  test('[PII-10] takes the key by the ticket or by what is sealed, for every copy and process, and may be repeated', async () => {
    const of = new Map<string, string>();
    const one = rig(of);
    const sealed = await one.seal(zhang, 'command-1');
    await one.bind('t1', sealed);
    const kept = await one.seal(zhang, 'command-2');
    for (let i = 0; i < 2; i++) await one.erase('t1', i === 0 ? null : sealed);
    await one.erase('t2', null);
    const gone = { name: '', idNumber: '', phone: '' };
    for (const each of [one, rig(of)]) {
      expect(await each.open(sealed)).toEqual(gone);
      expect(await each.openAll({ dial: sealed.phone, say: '您好' })).toEqual({ dial: '', say: '您好' });
      expect(await each.open(kept)).toEqual(zhang);
    }
    const unbound = await one.seal(zhang, 'command-3');
    await one.erase('t3', unbound);
    expect(await rig(of).open(unbound)).toEqual(gone);
  });

  test('[PII-10] leaves a mark: the same command cannot seal the person again', async () => {
    const of = new Map<string, string>();
    const sealed = await rig(of).seal(zhang, 'command-1');
    await rig(of).erase('t1', sealed);
    await expect(rig(of).seal(zhang, 'command-1')).rejects.toMatchObject({ code: 'id-conflict' });
  });
});

test('[PII-11] of a key whose making failed nothing stays behind: the next try makes one that lasts', async () => {
  const of = new Map<string, string>();
  const good = memoryHash(of);
  let away = true;
  const hash: KeyHash = {
    ...good,
    setNew: async (field, value) => {
      if (away) throw new Error('away');
      return good.setNew(field, value);
    },
  };
  const who = persons(new PersonKeys(hash, secret), secret);
  await expect(who.seal(zhang, 'command-1')).rejects.toThrow('away');
  expect(of.size).toBe(0);
  away = false;
  const sealed = await who.seal(zhang, 'command-1');
  expect(await rig(of).open(sealed)).toEqual(zhang);
});
