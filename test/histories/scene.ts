import type { TicketSnapshot } from '../../src/bureau/state.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, type Desk, officer } from '../unit/desk.ts';

const byId = (a: { context: { id: string } }, b: { context: { id: string } }): number =>
  a.context.id < b.context.id ? -1 : 1;

/**
 * What a move has at hand. All its choices follow from its `pick`: 0 is the plainest (the right person, the first
 * ticket that fits), and the same number chooses the same again, so that a history can be made shorter.
 */
export class Scene {
  readonly desk: Desk;
  #pick: number;

  constructor(desk: Desk, pick: number) {
    this.desk = desk;
    this.#pick = pick;
  }

  get state() {
    return this.desk.core.state;
  }

  /** A whole number below `n`. Each step is a bijection of 32 bits that leaves 0 where it is. */
  draw(n: number): number {
    this.#pick = Math.imul(this.#pick ^ (this.#pick >>> 15), 0x2c1b3c6d);
    return ((this.#pick ^ (this.#pick >>> 12)) >>> 0) % n;
  }

  /** True once in `n`, never of a plain pick. */
  oneIn(n: number): boolean {
    return this.draw(n) === n - 1;
  }

  one<T>(first: T, ...others: T[]): T {
    return [first, ...others][this.draw(1 + others.length)] ?? first;
  }

  some<T>(of: Iterable<T>): T | undefined {
    const all = [...of];
    return all[this.draw(Math.max(1, all.length))];
  }

  get tickets(): TicketSnapshot[] {
    return [...this.state.tickets()].sort(byId);
  }

  /** An open ticket, mostly one that fits; undefined when there is none. */
  open(fits: (t: TicketSnapshot) => boolean): TicketSnapshot | undefined {
    const all = this.tickets;
    const fitting = all.filter(fits);
    return this.some(fitting.length > 0 && !this.oneIn(8) ? fitting : all);
  }

  /** The id of such a ticket, now and then any that may have been. */
  id(fits: (t: TicketSnapshot) => boolean): string {
    const stale = this.oneIn(16) ? `t${this.draw(this.state.meta.seq + 1).toString(36)}` : undefined;
    return stale ?? this.open(fits)?.context.id ?? 't1';
  }

  hall(): string {
    return this.oneIn(30) ? 'nowhere' : (this.some(this.state.bureau.halls.keys()) ?? '');
  }

  business(): string {
    return this.oneIn(30) ? 'nothing' : (this.some(this.state.bureau.businesses.keys()) ?? '');
  }

  department(): string {
    return this.oneIn(20) ? 'nobody' : (this.some(this.state.bureau.departments.keys()) ?? 'goods');
  }

  /** A station of the files, whether or not anybody is there. */
  station(): string {
    return this.oneIn(40) ? 'north-s99' : (this.some(this.state.bureau.stations.keys()) ?? '');
  }

  /** The right person, or once in a while somebody else. */
  by(right: Principal): Principal {
    return this.oneIn(14) ? this.anybody() : right;
  }

  anybody(): Principal {
    const hall = this.hall();
    return this.one<Principal>(
      { role: 'reader', sub: 'reader', halls: '*' },
      { role: 'taxpayer', sub: 'stranger', hall },
      { role: 'department', sub: 'clerk', department: this.department() },
      { role: 'supervisor', sub: 'of one hall', halls: [hall] },
      { role: 'station', sub: 'stranger', hall, station: this.station() },
      officer(this.station()),
      channel(this.one('phone', 'etax', 'booth', 'vtax')),
      { role: 'channel', sub: 'of one hall', channel: 'phone', halls: [hall] },
    );
  }

  /** Whoever speaks for a ticket's taxpayer: the channel, the taxpayer, or the bearer of a link. */
  speaker(id: string): Principal {
    const t = this.state.ticket(id)?.context ?? this.state.ratables.get(id);
    const own = channel(t?.channel ?? 'phone');
    const hall = t?.hall ?? 'north';
    const link: Principal = { role: 'taxpayer', sub: 'bearer', hall, ticket: id };
    const self: Principal = t?.taxpayer == null ? own : { role: 'taxpayer', sub: t.taxpayer, hall };
    return this.by(this.one(own, self, self, link));
  }

  /** The officer who has a ticket on the desk. */
  holder(id: string): Principal {
    return this.by(officer(this.state.ticket(id)?.context.station ?? this.station()));
  }

  supervisor(): Principal {
    return this.by(this.one<Principal>(supervisor('*'), supervisor('*'), supervisor([this.hall()])));
  }
}

export const supervisor = (halls: '*' | string[]): Principal => ({ role: 'supervisor', sub: 'supervisor', halls });
