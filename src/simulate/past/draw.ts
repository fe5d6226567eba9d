import { kaplanMeier, type Observation, type SurvivalCurve } from '../../capacity/kaplan-meier.ts';
import { seededRandom } from '../random.ts';
import type { PastDay, Request } from './day.ts';
import type { RecordedDay, RecordedRequest, RecordedStretch } from './recorded.ts';

/**
 * Makes a recorded day ready to be played: what the journal does not tell is drawn, by the seed alone. Who gave up has
 * the patience that it had; who was answered one beyond its wait, by the Kaplan-Meier curve of its channel that day.
 * Work that was not done, or not to its end, is as long as some other of its business, or else of its channel.
 */
export function drawDay({ from, to, requests, shifts }: RecordedDay, seed: number): PastDay {
  const random = seededRandom(seed);
  const curves = new Map(
    [...Map.groupBy(requests, ({ channel }) => channel)].map(([channel, all]) => [channel, patienceOf(all)]),
  );
  const work = new Pool(requests);
  return {
    ...{ from, to, shifts },
    requests: requests.map((r) => {
      // Always as many draws for each, so that none shifts those of the others.
      const draws = { patience: random.next(), work: random.next(), reactions: [random.next(), random.next()] };
      const { at, hall, business, channel, priority, callback, letGo } = r;
      const others = draws.reactions.map((u) => work.reaction(channel, u));
      return {
        ...{ at, hall, business, channel, priority, callback, letGo },
        patience: Math.round(patience(r, curves.get(channel)!, draws.patience)),
        reactions: [r.reaction ?? Math.max(r.considered + 1, others[0]!), ...others],
        stretches: r.stretches.map((s) => work.complete(r, s, draws.work)),
      } satisfies Request;
    }),
  };
}

function patience({ end, stays, wait }: RecordedRequest, beyond: Beyond, u: number): number {
  if (stays) return Number.POSITIVE_INFINITY;
  return end === 'left' ? wait : beyond(wait, u);
}

/** A patience longer than `wait`, for a uniform draw `u` in [0, 1). */
type Beyond = (wait: number, u: number) => number;

/**
 * The product-limit curve, and beyond its last observation an exponential tail through the point that it has reached:
 * there a queue that got longer would otherwise lose everybody at once. Source of the tail: B. W. Brown, M. Hollander,
 * R. M. Korwar, "Nonparametric Tests of Independence for Censored Data", in Reliability and Biometry (1974).
 */
function patienceOf(requests: readonly RecordedRequest[]): Beyond {
  const seen: Observation[] = requests
    .filter(({ stays }) => !stays)
    .map(({ wait, end }) => ({ time: wait, event: end === 'left' }));
  const longest = seen.reduce((most, { time }) => Math.max(most, time), 0);
  const curve = kaplanMeier(seen);
  const reached = curve.survival(longest);
  if (reached === 0) return curve.beyond;
  return (wait, u) => tailed(curve, { longest, reached }, wait, u);
}

function tailed(curve: SurvivalCurve, tail: { longest: number; reached: number }, wait: number, u: number): number {
  const level = curve.survival(wait) * (1 - u);
  if (level > tail.reached) return curve.beyond(wait, u);
  if (tail.reached === 1) return Number.POSITIVE_INFINITY;
  return Math.max(wait, (tail.longest * Math.log(level)) / Math.log(tail.reached));
}

/** Work and reactions that were seen to their end, to be drawn from. */
class Pool {
  readonly #work: Map<string, RecordedStretch[]>;
  readonly #reactions: Map<string, number[]>;

  constructor(requests: readonly RecordedRequest[]) {
    this.#work = new Map();
    for (const { business, channel, stretches } of requests)
      for (const stretch of stretches.filter(({ whole, next }) => whole && next === null))
        for (const key of [`${business} ${channel}`, channel, '']) push(this.#work, key, stretch);
    this.#reactions = new Map();
    for (const { channel, reaction } of requests) if (reaction !== null) push(this.#reactions, channel, reaction);
  }

  reaction(channel: string, u: number): number {
    return pick(this.#reactions.get(channel), u) ?? 0;
  }

  complete({ business, channel }: RecordedRequest, { service, wrapUp, next, whole }: RecordedStretch, u: number) {
    if (whole) return { service, wrapUp, next };
    const known = this.#work.get(`${business} ${channel}`) ?? this.#work.get(channel) ?? this.#work.get('');
    const drawn = pick(known, u);
    return { service: Math.max(service, drawn?.service ?? 0), wrapUp: Math.max(wrapUp, drawn?.wrapUp ?? 0), next };
  }
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

const pick = <T>(list: readonly T[] | undefined, u: number): T | undefined =>
  list === undefined ? undefined : list[Math.floor(u * list.length)];
