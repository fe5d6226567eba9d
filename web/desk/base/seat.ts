import { claimsOf } from '../../kit/token.ts';

/** The token that this page works with: the link's own, or that of the station which an officer chose. */
let token = '';

export function sitAt(station: string): void {
  token = station;
}

export const seatToken = (): string => token;

/** Where this page sits, by its token; the server says whether that holds. */
export function seat(): { station: string; hall: string; officer: string } {
  const claims = claimsOf(token);
  return { station: claims?.station ?? '', hall: claims?.hall ?? '', officer: claims?.sub ?? '' };
}
