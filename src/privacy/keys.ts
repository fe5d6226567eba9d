import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** One hash of the store. `setNew` tells whether the field was new. Each rejects when the store is away. */
export interface KeyHash {
  get(field: string): Promise<string | null>;
  setNew(field: string, value: string): Promise<boolean>;
  set(field: string, value: string): Promise<void>;
}

/** Stands where a key was: nothing is ever sealed under its id again. */
const ERASED = '-';
const KEPT = 10_000;
/** No key's id holds a colon. */
const boundTo = (ticket: string) => `of:${ticket}`;

/**
 * A key for each ticket whose taxpayer is known, kept in the store wrapped by the server's own secret: a copy of the
 * store alone opens nothing, and what is erased there is gone from every journal, checkpoint and archive.
 */
export class PersonKeys {
  readonly #hash: KeyHash;
  readonly #wrapping: Uint8Array;
  /** The latest ones used. */
  readonly #known = new Map<string, Uint8Array>();

  constructor(hash: KeyHash, secret: Uint8Array) {
    this.#hash = hash;
    this.#wrapping = new Uint8Array(hkdfSync('sha256', secret, '', 'yunting person keys', 32));
  }

  /** The key of this id; null when there never was one. */
  async find(id: string): Promise<Uint8Array | 'erased' | null> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const wrapped = await this.#hash.get(id);
    if (wrapped === null) return null;
    return wrapped === ERASED ? 'erased' : this.#keep(id, this.#unwrap(id, wrapped));
  }

  /** The key of this id, made and durable in the store when there was none. */
  async make(id: string): Promise<Uint8Array | 'erased'> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const fresh = randomBytes(32);
    if (await this.#hash.setNew(id, this.#wrap(id, fresh))) return this.#keep(id, fresh);
    return (await this.find(id)) ?? 'erased';
  }

  /** Remembers which key is a ticket's, for when neither state nor journal holds the ticket any more. */
  async bind(ticket: string, id: string): Promise<void> {
    await this.#hash.setNew(boundTo(ticket), id);
  }

  bound(ticket: string): Promise<string | null> {
    return this.#hash.get(boundTo(ticket));
  }

  async erase(id: string): Promise<void> {
    await this.#hash.set(id, ERASED);
    this.#known.delete(id);
  }

  #keep(id: string, key: Uint8Array): Uint8Array {
    this.#known.set(id, key);
    if (this.#known.size > KEPT) this.#known.delete(this.#known.keys().next().value ?? '');
    return key;
  }

  /** The id is bound in: a wrapped key moved to another field opens nothing. */
  #wrap(id: string, key: Uint8Array): string {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#wrapping, iv).setAAD(Buffer.from(id));
    return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  #unwrap(id: string, wrapped: string): Uint8Array {
    const bytes = Buffer.from(wrapped, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.#wrapping, bytes.subarray(0, 12)).setAAD(Buffer.from(id));
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  }
}
