import type { Logger } from 'pino';
import type { Link } from '../ports.ts';
import type { Principal } from '../protocol/principal.ts';
import { type BoardView, boardView } from '../protocol/views.ts';
import { coded } from './errors.ts';

const everyMs = 1000;

/** Asks for the board once a second and hands it on; answers a function that ends it. Skips what cannot be had. */
export function watchBoard(
  { link, from, log }: { link: Link; from: string; log: Logger },
  by: Principal,
  push: (board: BoardView) => void,
): () => void {
  let asking = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    try {
      push(boardView.parse(await link.ask({ type: 'board', id: 'watch-board' }, by, from)));
    } catch (error) {
      coded(error, log);
    }
    asking = false;
  }, everyMs);
  return () => clearInterval(timer);
}
