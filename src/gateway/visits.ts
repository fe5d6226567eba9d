import type { Principal } from '../protocol/principal.ts';

/** Hears of people at pages, as the demonstration does; a server for real use has nobody to tell. */
export interface Visits {
  /** A page was sent to somebody: `/my/`, `/desk/` … */
  loaded(page: string): void;
  /** A page has opened a session; answers what is to be called at its end. */
  opened(by: Principal): () => void;
}
