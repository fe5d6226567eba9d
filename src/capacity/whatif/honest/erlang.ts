import { erlangA } from '../../erlang/a.ts';
import { nobody, type Outcome, plus, times } from './outcome.ts';

/** Half an hour as Erlang A sees it. */
export interface HalfHourLoad {
  /** Who comes in it. */
  offered: number;
  /** Mean number of agents there: need not be whole. */
  agents: number;
  serviceS: number;
  /** Mean of an exponential patience. */
  patienceS: number;
}

const halfHourS = 1800;

/** What Erlang A makes of a half hour on its own. Between two whole numbers of agents, as far between their outcomes. */
export function byErlangA({ agents, ...load }: HalfHourLoad): Outcome {
  const fewer = Math.floor(agents);
  const share = agents - fewer;
  const low = withWhole({ ...load, agents: fewer });
  return share === 0 ? low : plus(times(low, 1 - share), times(withWhole({ ...load, agents: fewer + 1 }), share));
}

/** All wait of those who give up and of those who do not is P(abandon) ÷ θ each: P(ab) = θ E[W]. */
function withWhole({ offered, agents, serviceS, patienceS }: HalfHourLoad): Outcome {
  if (offered <= 0) return nobody;
  const pAbandon =
    agents === 0 ? 1 : (erlangA({ arrivals: offered / halfHourS, serviceS, patienceS }, agents, 20).pAbandon ?? 0);
  const abandoned = offered * pAbandon;
  return { offered, answered: offered - abandoned, abandoned, waitedS: abandoned * patienceS };
}
