import type { History } from './history.ts';
import type { Move } from './moves.ts';

/**
 * The shortest history found within `budgetMs` for which `fails` still holds: moves are left out, by ever smaller parts
 * (delta debugging, Zeller and Hildebrandt, 2002); then each that is left is made plainer. May end before that.
 */
export function shrink(history: History, fails: (h: History) => boolean, budgetMs: number): History {
  const end = performance.now() + budgetMs;
  let { moves } = history;
  const take = (fewer: Move[]): boolean => {
    if (performance.now() > end || !fails({ ...history, moves: fewer })) return false;
    moves = fewer;
    return true;
  };
  for (let again = true; again && performance.now() < end; ) {
    again = false;
    for (let size = Math.ceil(moves.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
      for (let at = moves.length - size; at >= 0; at -= size)
        if (take([...moves.slice(0, at), ...moves.slice(at + size)])) again = true;
    for (const [at, move] of moves.entries())
      for (const plain of plainer(move)) if (take(moves.with(at, plain))) again = true;
  }
  return { ...history, moves };
}

function plainer([kind, pick, wait]: Move): Move[] {
  const found: Move[] = [];
  if (pick !== 0) found.push([kind, 0, wait]);
  if (wait !== 0) found.push([kind, pick, 0]);
  if (wait > 1_000 && wait % 1_000 !== 0) found.push([kind, pick, wait - (wait % 1_000)]);
  return found;
}
