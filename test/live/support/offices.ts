import { isDeepStrictEqual as same } from 'node:util';
import type { Client } from '../../../src/client/connect.ts';
import type { Order } from '../../../src/protocol/commands.ts';
import type { BoardView, EscalationView, FollowUpView } from '../../../src/protocol/views.ts';
import type { City } from './city.ts';
import { halls, stations } from './town.ts';

/** A business department: answers what it is asked, some of it late; hands some on. */
export async function department(city: City, code: string, other: string): Promise<void> {
  const office = await city.connect(`department:${code}`, {
    role: 'department',
    sub: `clerk-${code}`,
    department: code,
  });
  const seen = new Set<string>();
  const deal = async ({ ticket, note }: EscalationView) => {
    if (note === undefined && city.chance(0.25)) {
      await city.think(150);
      return office.command({ type: 'handOn', ticket, department: other, note: '请贵处答复' });
    }
    await city.think(city.chance(0.3) ? 2_000 : 200);
    return office.command({ type: 'answer', ticket, text: '可按简易办法。' });
  };
  const look = async () => {
    for (const question of (await office.ask({ type: 'escalations' })) as EscalationView[]) {
      const { ticket, askedAt, note } = question;
      const key = `${ticket} ${askedAt} ${note}`;
      if (seen.has(key)) continue;
      seen.add(key);
      void city.seeTo(`${code} ${ticket}`, deal(question));
    }
  };
  watch(city, look);
}

/** Looks every now and then, to the very end. */
function watch(city: City, look: () => Promise<void>): void {
  void (async () => {
    while (!city.gone) {
      await city.think(300);
      if (!city.gone) await city.seeTo('a look', look());
    }
  })();
}

/** Orders that are never taken back. */
const standing: Order[] = [
  { of: 'lend', hall: 'south', set: { on: true, reserve: 2 } },
  { of: 'station', station: 'east-s02', set: { skills: { invoice: 5, declare: 2 } } },
];
/** Orders that come and go. */
const passing: Order[] = [
  { of: 'lend', set: { on: false } },
  { of: 'staffing', hall: 'north', group: 'phone', set: 3 },
  { of: 'staffing', hall: 'north', group: 'vtax', set: 3 },
  { of: 'station', station: 'north-w01', set: { capacity: { document: 1, video: 1, voice: 0 } } },
  { of: 'hall', hall: 'east', set: 'draining' },
  { of: 'hall', hall: 'east', set: 'closed' },
  { of: 'maturity', hall: 'south', set: 'pooled' },
];

/** The supervisor of all halls: directs work and stations, gives orders, looks into bad ratings, has persons erased. */
export class Chief {
  /** Acknowledged. */
  readonly erased = new Set<string>();
  revealed = 0;
  readonly #erasing = new Set<string>();
  readonly #city: City;
  readonly #seen = new Set<string>();
  #desk!: Client;

  constructor(city: City) {
    this.#city = city;
  }

  async begin(everyMs: number): Promise<void> {
    this.#desk = await this.#city.connect('chief', { role: 'supervisor', sub: 'chief', halls: '*' });
    for (const order of standing) await this.#desk.command({ type: 'order', order });
    this.#city.arrive(everyMs, 'supervision', () => this.#act());
    this.#city.arrive(800, 'an order', () => this.#orderForAWhile());
    watch(this.#city, () => this.#followUp());
  }

  /** Whether the orders that were never taken back still stand. */
  async checkStanding(): Promise<void> {
    const now = (await this.#desk.ask({ type: 'orders' })) as Order[];
    for (const order of standing)
      if (!now.some((each) => same(each, order))) this.#city.complaints.push(`no longer: ${JSON.stringify(order)}`);
  }

  /** Cancels what was booked for later; waits until no ticket is open, and no follow-up that is somebody's to answer. */
  async waitForAll(): Promise<void> {
    for (;;) {
      for (const ticket of this.#city.booked) {
        this.#city.booked.delete(ticket);
        await this.#city.seeTo('cancels', this.#desk.command({ type: 'cancel', ticket }));
      }
      const { states } = (await this.#desk.ask({ type: 'board' })) as BoardView;
      const open = Object.values(states).reduce((sum, n) => sum + n, 0);
      const follows = (await this.#desk.ask({ type: 'followUps' })) as FollowUpView[];
      if (open === 0 && follows.every(({ state }) => state === 'answered')) return;
      await this.#city.think(100);
    }
  }

  async #act(): Promise<void> {
    const { pick, chance } = this.#city;
    if (chance(0.03)) {
      await this.#desk.command({ type: 'broadcast', text: '请注意：系统繁忙。' });
      return;
    }
    if (chance(0.08)) {
      await this.#desk.command({ type: 'steer', station: pick(stations), to: pick(['paused', 'ready', 'signedOut']) });
      return;
    }
    if (this.#city.recent.length === 0) return;
    const ticket = pick(this.#city.recent);
    const assign = () => this.#desk.command({ type: 'assign', ticket, station: pick(stations) });
    const acts = [
      assign,
      // Most stations cannot take it.
      assign,
      () => this.#desk.command({ type: 'pull', ticket }),
      () => this.#desk.command({ type: 'prioritise', ticket, priority: this.#city.die(3) }),
      () => this.#desk.command({ type: 'move', ticket, hall: pick(halls) }),
      () => this.#erase(),
      () => this.#reveal(),
      () => this.#desk.ask({ type: 'why', ticket }),
    ];
    await pick(acts)();
  }

  async #orderForAWhile(): Promise<void> {
    const order = this.#city.pick(passing);
    await this.#desk.command({ type: 'order', order });
    await this.#city.think(700);
    await this.#desk.command({ type: 'order', order: { ...order, set: null } });
  }

  async #followUp(): Promise<void> {
    for (const { ticket, state } of (await this.#desk.ask({ type: 'followUps' })) as FollowUpView[]) {
      if (state !== 'open' && state !== 'appealed') continue;
      const key = `${ticket} ${state}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      const find = async () => {
        await this.#city.think(this.#city.chance(0.3) ? 2_000 : 200);
        const finding = this.#city.chance(0.7) ? 'upheld' : 'dismissed';
        await this.#desk.command({ type: 'followUp', ticket, finding, text: '已核实。' });
      };
      void this.#city.seeTo(`follow-up ${key}`, find());
    }
  }

  async #erase(): Promise<void> {
    const ticket = this.#someone();
    if (ticket === undefined) return;
    this.#erasing.add(ticket);
    await this.#desk.command({ type: 'erase', ticket });
    this.erased.add(ticket);
  }

  /** Who somebody is: as was said, or nothing at all once that was erased. */
  async #reveal(): Promise<void> {
    const ticket = this.#someone();
    if (ticket === undefined) return;
    const gone = this.erased.has(ticket);
    const told = await this.#desk.ask({ type: 'reveal', ticket });
    this.revealed++;
    const person = this.#city.persons.get(ticket);
    const nobody = Object.fromEntries(Object.keys(person ?? {}).map((field) => [field, '']));
    const right = (!gone && same(told, person)) || (this.#erasing.has(ticket) && same(told, nobody));
    if (!right) this.#city.complaints.push(`${ticket} was revealed as ${JSON.stringify(told)}`);
  }

  #someone(): string | undefined {
    const known = this.#city.recent.filter((ticket) => this.#city.persons.has(ticket));
    return known.length === 0 ? undefined : this.#city.pick(known);
  }
}
