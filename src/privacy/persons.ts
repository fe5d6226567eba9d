import { createHmac } from 'node:crypto';
import type { Persons } from '../ports.ts';
import { CodedError } from '../protocol/codes.ts';
import type { Person } from '../protocol/material.ts';
import type { PersonKeys } from './keys.ts';
import { keyIdLength, masks, readSealed, seal, unseal } from './seal.ts';

/** What is shown in place of what was erased. */
const GONE = '';

/** Seals who a taxpayer is before the bureau hears of it, and opens it for who may know. */
export function persons(keys: PersonKeys, secret: Uint8Array): Persons {
  /**
   * The same command given again is sealed under the same key; another person under another one, whoever uses a
   * command's id again. Without the secret the id tells nothing of either.
   */
  const keyIdOf = (command: string, { name, idNumber, phone }: Person) =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['person', command, name, idNumber, phone]))
      .digest('base64url')
      .slice(0, keyIdLength);

  /**
   * Opens texts that belong together; one that was not sealed here stays as it is. Each key is looked for once: of a
   * person who is erased meanwhile all is shown, or nothing.
   */
  function opener(): (text: string) => Promise<string> {
    const found = new Map<string, ReturnType<PersonKeys['find']>>();
    return async (text) => {
      const sealed = readSealed(text);
      if (sealed === undefined) return text;
      const { keyId } = sealed;
      const finding = found.get(keyId) ?? keys.find(keyId);
      found.set(keyId, finding);
      const key = await finding;
      if (key === 'erased') return GONE;
      return (key === null ? null : unseal(key, sealed)) ?? text;
    };
  }

  return {
    async seal(person, command) {
      const id = keyIdOf(command, person);
      const key = await keys.make(id);
      if (key === 'erased') throw new CodedError('id-conflict', 'the person of this command was erased');
      const sealed: Person = {};
      for (const [field, text] of fieldsOf(person)) sealed[field] = seal(key, id, text, masks[field](text));
      return sealed;
    },

    async bind(ticket, sealed) {
      for (const id of keyIdsOf(sealed)) await keys.bind(ticket, id);
    },

    async open(person) {
      const open = opener();
      const opened: Person = {};
      for (const [field, text] of fieldsOf(person)) opened[field] = await open(text);
      return opened;
    },

    async erase(ticket, sealed) {
      const ids = keyIdsOf(sealed ?? {});
      const bound = await keys.bound(ticket);
      if (bound !== null) ids.add(bound);
      for (const id of ids) await keys.erase(id);
    },

    openAll: (value) => openAll(value, opener()),
  };
}

const fieldsOf = (person: Person) => Object.entries(person) as [keyof Person, string][];

/** One, unless somebody put a person together. */
const keyIdsOf = (sealed: Person): Set<string> =>
  new Set(fieldsOf(sealed).flatMap(([, text]) => readSealed(text)?.keyId ?? []));

/** The same value with every sealed text in it opened. */
async function openAll(value: unknown, open: (text: string) => Promise<string>): Promise<unknown> {
  if (typeof value === 'string') return open(value);
  if (Array.isArray(value)) return Promise.all(value.map((part) => openAll(part, open)));
  if (typeof value !== 'object' || value === null) return value;
  const parts = await Promise.all(Object.entries(value).map(async ([key, part]) => [key, await openAll(part, open)]));
  return Object.fromEntries(parts);
}
