import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { type Person, sealMark } from '../protocol/material.ts';

const IV = 12;
const TAG = 16;
/** Characters of a key's id, base64url. */
export const keyIdLength = 22;
/** Nonce and tag alone are 38 characters, so any text is longer. */
const sealedText = new RegExp(`^([^${sealMark}]{1,60})${sealMark}([\\w-]{${keyIdLength}})\\.([\\w-]{39,400})$`);

/**
 * AES-256-GCM under `key` (32 bytes). The nonce follows from the text, so that the same text under the same key gives
 * the same result: a command that is given again is the same command. What that tells is only that two texts of one
 * taxpayer's ticket are equal.
 */
export function seal(key: Uint8Array, keyId: string, text: string, mask: string): string {
  const iv = createHmac('sha256', key).update(text).digest().subarray(0, IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const packed = Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url');
  // A channel's own words may hold the mark, which parts the mask from what is sealed.
  return `${mask.replaceAll(sealMark, '*')}${sealMark}${keyId}.${packed}`;
}

export interface Sealed {
  mask: string;
  keyId: string;
  packed: string;
}

/** The parts of a text that looks sealed; undefined for any other. Only `unseal` tells whether it truly is. */
export function readSealed(text: string): Sealed | undefined {
  const [, mask, keyId, packed] = sealedText.exec(text) ?? [];
  return mask === undefined || keyId === undefined || packed === undefined ? undefined : { mask, keyId, packed };
}

/** Null when the text was changed, was never sealed, or was sealed under another key. */
export function unseal(key: Uint8Array, { packed }: Sealed): string | null {
  const bytes = Buffer.from(packed, 'base64url');
  if (bytes.length <= IV + TAG) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV));
  decipher.setAuthTag(bytes.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** The first `head` and last `tail` letters; all are hidden where less than `hidden` would be. */
function stars(text: string, head: number, tail: number, hidden: number): string {
  const letters = [...text];
  const between = letters.length - head - tail;
  if (between < hidden) return '*'.repeat(letters.length);
  return [...letters.slice(0, head), '*'.repeat(between), ...letters.slice(letters.length - tail)].join('');
}

/** How each field is shown in lists: 张**, 4401**********1234, 138****5678. */
export const masks: { [F in keyof Person]-?: (text: string) => string } = {
  name: (text) => stars(text, 1, 0, 1),
  idNumber: (text) => stars(text, 4, 4, 4),
  phone: (text) => stars(text, 3, 4, 4),
};
