import { CodedError } from '../../protocol/codes.ts';
import { erlangA, type ImpatientLoad } from './a.ts';
import { blocking, erlangB } from './b.ts';
import { erlangC, leastFor } from './c.ts';
import { checkLoad, erlangs, type Figures, type Load, maxServers } from './load.ts';

/** The fewest servers that turn away at most the share `target`, and their figures. Throws `bad-message`. */
export function requiredB(load: Load, target: number): Figures {
  checkLoad(load);
  share('blocking target', target);
  const a = erlangs(load);
  return erlangB(
    load,
    least(1, (n) => blocking(a, n) <= target),
  );
}

/** The fewest servers that answer the share `target` within the time, nobody giving up. Throws `bad-message`. */
export function requiredC(load: Load, withinS: number, target: number): Figures {
  checkLoad(load);
  share('target', target);
  return answering(leastFor(load), target, (n) => erlangC(load, n, withinS));
}

/** The fewest servers that answer the share `target` of all, within the time. Throws `bad-message`. */
export function requiredA(load: ImpatientLoad, withinS: number, target: number): Figures {
  checkLoad(load);
  share('target', target);
  // Servers that always work answer the share n / a, and no more.
  const from = Math.max(1, Math.floor(target * erlangs(load)));
  return answering(from, target, (n) => erlangA(load, n, withinS));
}

function answering(from: number, target: number, figures: (servers: number) => Figures): Figures {
  return figures(least(from, (n) => (figures(n).serviceLevel ?? 0) >= target));
}

function share(name: string, value: number): void {
  if (value > 0 && value < 1) return;
  throw new CodedError('bad-message', `${name} must be a share between 0 and 1, such as 0.8, not ${value}`);
}

/** The least whole number from `from` for which `enough` holds; once it holds it holds for all that follow. */
function least(from: number, enough: (n: number) => boolean): number {
  let low = from - 1;
  let high = from;
  for (let step = 1; high <= maxServers && !enough(high); step *= 2) {
    low = high;
    high = low === maxServers ? maxServers + 1 : Math.min(maxServers, high + step);
  }
  if (high > maxServers) throw new CodedError('bad-message', `more than ${maxServers} servers are needed`);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
