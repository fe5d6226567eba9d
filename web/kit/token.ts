import type { Bearer } from '../../src/protocol/principal.ts';

const key = 'token';

/** What the token itself says; whether it still holds, the server says. */
export interface Claims {
  role: Bearer['role'];
  sub: string;
  hall?: string;
  halls?: '*' | string[];
  station?: string;
  ticket?: string;
  department?: string;
  /** Seconds since the Unix epoch. */
  exp: number;
}

/**
 * The token of this page: from the link that opened it (`#token=…`), which is then taken out of the address, or from
 * this tab, as after a reload. Another tab knows nothing of it.
 */
export function takeToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get(key);
  if (given !== null) {
    keepToken(given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(key);
}

export function keepToken(token: string): void {
  sessionStorage.setItem(key, token);
}

export function forgetToken(): void {
  sessionStorage.removeItem(key);
}

/** Null for what is no token. */
export function claimsOf(token: string): Claims | null {
  try {
    const text = atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (sign) => sign.charCodeAt(0)))) as Claims;
  } catch {
    return null;
  }
}
