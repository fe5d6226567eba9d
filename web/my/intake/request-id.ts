import type { NewTicket } from '../../../src/protocol/http.ts';

/** One id for one request however often it is sent, so that it gives one ticket; another for another request. */
export class RequestId {
  #id = '';
  #text = '';

  of(request: NewTicket): string {
    const text = JSON.stringify(request);
    if (text !== this.#text) {
      this.#text = text;
      this.#id = uuid();
    }
    return this.#id;
  }
}

/** `crypto.randomUUID` is not there on a page that was loaded without TLS. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
