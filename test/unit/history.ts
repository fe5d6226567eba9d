import fc from 'fast-check';
import type { Step } from '../../src/bureau/commands.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { channel, type Desk, officer, taxpayer } from './desk.ts';
import { tinyBureau, type WrittenFiles } from './tiny-bureau.ts';

/** What may happen, as often as it stands here. */
const kinds = [
  ...['call', 'call', 'call', 'document', 'document', 'video', 'own', 'cancel', 'join', 'join', 'leave'],
  ...['lineDown', 'lineUp', 'open', 'open', 'open', 'open', 'pause', 'ready', 'signOut', 'stationDown', 'stationUp'],
  ...[
    'accept',
    'accept',
    'accept',
    'accept',
    'reject',
    'end',
    'complete',
    'complete',
    'complete',
    'stale',
    'wrongOfficer',
  ],
  ...['wait', 'wait', 'wait', 'late', 'boot', 'reload', 'quarantine'],
] as const;
export type Move = [kind: (typeof kinds)[number], pick: number, wait: number];

/**
 * `FUZZ_RUNS=5000` plays as many new histories a rule; without it the same few are played every time. A history that
 * breaks a rule is made shorter for half a minute at most.
 */
export const fuzz = (few: number): Pick<fc.Parameters, 'numRuns' | 'seed' | 'skipAllAfterTimeLimit'> => {
  const many = Number(process.env.FUZZ_RUNS ?? 0);
  return many > 0 ? { numRuns: many } : { numRuns: few, seed: 20261123, skipAllAfterTimeLimit: 30_000 };
};

/** Any history: each move names what happens, to whom (an index into those there are), after how many ms. */
export const histories = (maxLength: number): fc.Arbitrary<Move[]> =>
  fc.array(
    fc.tuple(
      fc.constantFrom(...kinds),
      fc.nat(9999),
      fc.oneof(
        { weight: 20, arbitrary: fc.nat(2_000) },
        { weight: 5, arbitrary: fc.nat(20_000) },
        { weight: 1, arbitrary: fc.nat(200_000) },
      ),
    ),
    { maxLength, size: 'max' },
  );

/** The tiny bureau in different moods. */
export const variants: ((files: WrittenFiles) => void)[] = [
  () => {},
  ({ bureau }) => Object.assign(bureau.policy, { pace: '0s', lend: { on: true, reserve: 0, goal: 0.5 } }),
  ({ bureau }) => Object.assign(bureau.rules.document, { autoAccept: false, offer: '10s' }),
  ({ bureau }) => Object.assign(bureau, { hours: { open: '09:00', close: '10:04', days: [1], drain: '2m' } }),
  ({ bureau, halls }) => {
    bureau.policy.lend.on = false;
    for (const hall of halls) for (const row of hall.stations) row.skills = { invoice: 3, social: 1 };
  },
];
export const bureauOf = (variant: number): Bureau => tinyBureau(variants[variant % variants.length]);

const halls = ['north', 'south', 'east'];
const businesses = ['invoice-claim', 'vat-return', 'social-fee'];

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);

/** Plays moves at a desk. Everything follows from the moves and the desk, so that a history can be played again. */
export class Player {
  readonly desk: Desk;
  /** Hears of each step; `settled`: no deadline is overdue after it. */
  readonly #hear: (step: Step, settled: boolean) => void;
  readonly #use: (bureau: Bureau) => void;
  #told = 0;
  #late = false;

  constructor(
    desk: Desk,
    hear: (step: Step, settled: boolean) => void = () => {},
    use: (b: Bureau) => void = () => {},
  ) {
    this.desk = desk;
    this.#hear = hear;
    this.#use = use;
    this.#tell();
  }

  /** The timers are late: what comes next comes before what is due. */
  get late(): boolean {
    return this.#late;
  }

  play(moves: Move[]): void {
    for (const move of moves) this.move(move);
  }

  move([kind, pick, wait]: Move): void {
    const { desk } = this;
    if (kind === 'late') {
      desk.now += wait;
      this.#late = true;
      return;
    }
    if (!this.#late) this.#pass(wait);
    this.#act(kind, pick);
    this.#tell();
    if (this.#late) {
      this.#pass(0);
      this.#late = false;
    }
  }

  #pass(ms: number): void {
    this.desk.pass(ms);
    this.#tell();
  }

  #tell(): void {
    const { steps } = this.desk;
    for (; this.#told < steps.length; this.#told++) {
      const [step, next] = steps.slice(this.#told, this.#told + 2);
      const more = next?.type === 'deadline' && next.at === step?.at;
      if (step !== undefined) this.#hear(step, !this.#late && !more);
    }
  }

  #act(kind: Move[0], pick: number): unknown {
    const { desk } = this;
    const { state } = desk.core;
    const one = <T>(of: readonly T[]): T | undefined => of[pick % of.length];
    const hall = one(halls) ?? 'north';
    const business = businesses[Math.floor(pick / 7) % businesses.length] ?? '';
    const priority = [0, 0, 0, 1, 2][pick % 5] ?? 0;
    const station = one([...state.bureau.stations.keys()]) ?? '';
    const by = officer(station);
    const tickets = [...state.tickets()].map((t) => t.context).sort(byId);
    const ticket = one(tickets);
    const id = ticket?.id ?? 't1';
    const theirs = channel(ticket?.channel ?? 'phone');
    const stations = [...state.stations()].map((s) => s.context).sort(byId);
    const offer = one(stations.flatMap((s) => (s.offer === null ? [] : [s.offer])));
    const work = one(stations.flatMap((s) => s.work));
    switch (kind) {
      case 'call':
        return desk.do(channel('phone'), { type: 'submit', channel: 'phone', hall, business, priority });
      case 'document':
        return desk.do(channel('etax'), { type: 'submit', channel: 'etax', hall, business, priority });
      case 'video':
        return desk.do(channel('booth'), { type: 'submit', channel: 'booth', hall, business, priority });
      case 'own':
        return desk.do(taxpayer('someone', hall), { type: 'submit', channel: 'vtax', business, priority: 0 });
      case 'cancel':
        return desk.do(theirs, { type: 'cancel', ticket: id });
      case 'join':
        return desk.do(theirs, { type: 'join', ticket: id });
      case 'leave':
        return desk.do(theirs, { type: 'leave', ticket: id });
      case 'lineDown':
        return desk.presence(`ticket:${id}`, false);
      case 'lineUp':
        return desk.presence(`ticket:${id}`, true);
      case 'open':
        return desk.open(station);
      case 'pause':
        return desk.do(by, { type: 'pause', station, reason: 'break' });
      case 'ready':
        return desk.do(by, { type: 'ready', station });
      case 'signOut':
        return desk.do(by, { type: 'signOut', station });
      case 'stationDown':
        return desk.presence(`station:${station}`, false);
      case 'stationUp':
        return desk.presence(`station:${station}`, true);
      case 'accept':
        return offer && desk.accept(offer.ticket);
      case 'reject':
        return offer && desk.reject(offer.ticket);
      case 'stale':
        return desk.do(by, { type: 'accept', offer: `${id}.${1 + (pick % 3)}` });
      case 'wrongOfficer':
        return desk.do({ ...by, sub: 'stranger' }, { type: 'pause', station, reason: 'break' });
      case 'end':
        return work && desk.end(work.ticket);
      case 'complete':
        return work && desk.complete(work.ticket);
      case 'boot':
        return pick % 4 === 0 ? desk.boot() : undefined;
      case 'reload': {
        const bureau = bureauOf(pick);
        this.#use(bureau);
        return desk.use(bureau);
      }
      case 'quarantine':
        if (pick % 4 > 0) return;
        return desk.give({
          type: 'quarantine',
          id: `q${state.meta.seq}`,
          ticket: id,
          station: null,
          error: 'by a test',
        });
      default:
        return;
    }
  }
}
