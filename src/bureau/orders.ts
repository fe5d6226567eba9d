import type { Bureau, HallConfig, Policy, StationConfig } from '../config/schema.ts';
import type { Order } from '../protocol/commands.ts';

/** What a standing order is about: a newer one about the same takes its place. */
export function keyOf(order: Order): string {
  switch (order.of) {
    case 'station':
      return `station:${order.station}`;
    case 'staffing':
      return `staffing:${order.hall}/${order.group}`;
    case 'lend':
      return `lend:${order.hall ?? '*'}`;
    default:
      return `${order.of}:${order.hall}`;
  }
}

/** 灵活设置: the standing orders of supervisors, which rule over the bureau's files until they are taken back. */
export class Orders {
  /** The bureau as its files say. */
  files: Bureau;
  readonly #orders = new Map<string, Order>();

  constructor(files: Bureau) {
    this.files = files;
  }

  get(key: string): Order | undefined {
    return this.#orders.get(key);
  }

  set(key: string, order: Order): void {
    if (order.set === null) this.#orders.delete(key);
    else this.#orders.set(key, order);
  }

  all(): Iterable<Order> {
    return this.#orders.values();
  }

  /** What a hall was ordered to be whatever its hours; null: it follows its hours. */
  hall(hall: string): 'open' | 'draining' | 'closed' | null {
    const order = this.#orders.get(`hall:${hall}`);
    return order?.of === 'hall' ? order.set : null;
  }

  /** How many stations of a group may be at work at once in a hall; null: all. */
  staffing(hall: string, group: string): number | null {
    const order = this.#orders.get(`staffing:${hall}/${group}`);
    return order?.of === 'staffing' ? order.set : null;
  }

  /** The files with the orders over them. */
  get bureau(): Bureau {
    if (this.#orders.size === 0) return this.files;
    const halls = new Map<string, HallConfig>(this.files.halls);
    const stations = new Map<string, StationConfig>(this.files.stations);
    const policy = this.#policy(halls);
    for (const order of this.#orders.values()) {
      if (order.of === 'station') reequip(stations, order);
      else if (order.of === 'lend') lend(halls, order, policy);
      else if (order.of === 'maturity') mature(halls, order);
    }
    return { ...this.files, halls, stations, policy };
  }

  /** The whole bureau's lending comes before any hall's; a hall for which the files say something itself keeps that. */
  #policy(halls: Map<string, HallConfig>): Policy {
    const { policy, files } = this.files;
    const wide = this.#orders.get('lend:*');
    if (wide?.of !== 'lend' || wide.set === null) return policy;
    const { on, reserve = policy.lend.reserve } = wide.set;
    for (const { code, lend } of files.halls) {
      const hall = halls.get(code);
      if (hall !== undefined && lend === undefined) halls.set(code, { ...hall, reserve });
    }
    return { ...policy, lend: { ...policy.lend, on, reserve } };
  }
}

type OrderOf<T extends Order['of']> = Extract<Order, { of: T }>;

function reequip(stations: Map<string, StationConfig>, { station: id, set }: OrderOf<'station'>): void {
  const station = stations.get(id);
  if (station === undefined || set === null) return;
  const { skills = station.skills, capacity = station.capacity } = set;
  stations.set(id, { ...station, skills, capacity });
}

/** On without a number: as much as before, or as the bureau does where the hall never lent. */
function lend(halls: Map<string, HallConfig>, { hall: code, set }: OrderOf<'lend'>, policy: Policy): void {
  const hall = code === undefined ? undefined : halls.get(code);
  if (hall === undefined || set === null) return;
  const usual = Number.isFinite(hall.reserve) ? hall.reserve : policy.lend.reserve;
  halls.set(hall.code, { ...hall, reserve: set.on ? (set.reserve ?? usual) : Number.POSITIVE_INFINITY });
}

function mature(halls: Map<string, HallConfig>, { hall: code, set }: OrderOf<'maturity'>): void {
  const hall = halls.get(code);
  if (hall !== undefined && set !== null) halls.set(code, { ...hall, maturity: set });
}
