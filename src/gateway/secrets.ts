import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../protocol/codes.ts';

/**
 * The server's own secret (32 random bytes), made on first use and kept in the data folder for its owner's eyes.
 * Throws `bad-config` when others may read the file.
 */
export function ownSecret(dataDir: string): Uint8Array {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'secret');
  try {
    writeFileSync(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (statSync(path).mode & 0o077) throw new CodedError('bad-config', 'others may read the secret: chmod 600 it');
  return Buffer.from(readFileSync(path, 'utf8'), 'base64url');
}

/** The name by which a taxpayer stands in the journal: 22 characters that lead back to nobody without the secret. */
export const pseudonym = (secret: Uint8Array, taxpayer: string): string =>
  derived(secret, `taxpayer:${taxpayer}`).toString('base64url').slice(0, 22);

/** A channel's webhook secret where none was configured. */
export const webhookSecret = (secret: Uint8Array, channel: string): string =>
  `whsec_${derived(secret, `webhook:${channel}`).toString('base64')}`;

const derived = (secret: Uint8Array, purpose: string): Buffer => createHmac('sha256', secret).update(purpose).digest();
