import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../../src/client/connect.ts';
import type { OfferView, StationView, TicketView } from '../../../src/protocol/views.ts';
import type { City } from './city.ts';
import { materials } from './town.ts';

/** The person at one station: takes what is offered, mostly; works it by one of the ways of the practice; rests. */
export class Officer {
  readonly #city: City;
  readonly #station: string;
  readonly #others: readonly string[];
  readonly #begun = new Set<string>();
  /** What lies on the desk, as last told. */
  readonly #desk = new Map<string, TicketView>();
  #looking: (() => void)[] = [];
  #client!: Client;
  #rising = false;
  #here = false;

  /** `others`: whom it may ask, write to, and hand work to. */
  constructor(city: City, station: string, others: readonly string[]) {
    this.#city = city;
    this.#station = station;
    this.#others = others.filter((other) => other !== station);
  }

  /** Signs in and makes ready. */
  async begin(): Promise<void> {
    const station = this.#station;
    const hall = station.slice(0, station.lastIndexOf('-'));
    const by = { role: 'station', sub: `officer-${station}`, hall, station } as const;
    this.#client = await this.#city.connect(`station:${station}`, by, {
      onView: (view) => {
        this.#desk.clear();
        for (const ticket of view.tickets) this.#put(ticket);
        this.#changed();
        if (view.offer !== undefined) this.#meet(view.offer);
        if (this.#here) this.#look(view.station);
      },
      onPush: (events) => {
        for (const e of events) {
          if (e.type === 'offer') this.#meet(e.offer);
          else if (e.type === 'ticket') this.#put(e.ticket);
          else if (e.type === 'station') this.#look(e.station);
          else if (e.type === 'followUp' && e.followUp.state === 'answered' && e.followUp.finding === 'upheld')
            this.#once(`appeal ${e.followUp.ticket}`, () => this.#appeal(e.followUp.ticket));
        }
        this.#changed();
      },
    });
    await this.#client.command({ type: 'signIn', station });
    await this.#client.command({ type: 'ready', station });
    this.#here = true;
  }

  #once(work: string, what: () => Promise<unknown>): void {
    if (this.#begun.has(work)) return;
    this.#begun.add(work);
    void this.#city.seeTo(`${this.#station} ${work}`, what());
  }

  #meet({ id }: OfferView): void {
    this.#once(id, async () => {
      await this.#city.think(8);
      if (this.#city.chance(0.05)) return;
      await this.#client.command({ type: this.#city.chance(0.05) ? 'reject' : 'accept', offer: id });
    });
  }

  #put(ticket: TicketView): void {
    const { id, state, acceptedAt, guest } = ticket;
    const own = ticket.station === this.#station && (state === 'serving' || state === 'wrapUp');
    const helped = guest?.joined === true && guest.station === this.#station && state === 'serving';
    if (!own && !helped) {
      this.#desk.delete(id);
      return;
    }
    this.#desk.set(id, ticket);
    // A ticket that was given away and comes again is new work.
    if (own) this.#once(`${id} ${acceptedAt}`, () => this.#serve(id));
    else this.#once(`help ${id} ${acceptedAt}`, () => this.#help(id));
  }

  /** What is not among its work any more has gone elsewhere; who was paused or signed out is at work again soon. */
  #look(view: StationView | undefined): void {
    const work = new Set(view?.work.map(({ ticket }) => ticket));
    for (const id of this.#desk.keys()) if (!work.has(id)) this.#desk.delete(id);
    const idle = view === undefined || view.state === 'paused' || view.state === 'signedOut';
    if (idle && this.#here && !this.#rising) void this.#rise(view?.state !== 'paused');
  }

  async #rise(signedOut: boolean): Promise<void> {
    this.#rising = true;
    const station = this.#station;
    await this.#city.think(150);
    if (signedOut) await this.#city.seeTo(`${station} signs in`, this.#client.command({ type: 'signIn', station }));
    // As many as were ordered may be at work; or it was signed out meanwhile.
    const ready = () => this.#city.seeTo(`${station} is back`, this.#client.command({ type: 'ready', station }));
    while (!(await ready()) && this.#client.state !== 'closed') {
      await this.#city.think(200);
      await this.#city.seeTo(`${station} signs in`, this.#client.command({ type: 'signIn', station }));
    }
    this.#rising = false;
  }

  #changed(): void {
    for (const look of this.#looking.splice(0)) look();
  }

  /** Resolves when the ticket is like this, has left the desk (undefined), or after `patience` ms. */
  async #until(id: string, like: (t: TicketView) => boolean, patience = 60_000): Promise<TicketView | undefined> {
    const late = pause(patience, 'late', { ref: false });
    for (;;) {
      const now = this.#desk.get(id);
      if (now === undefined || like(now)) return now;
      const changed = new Promise<void>((resolve) => this.#looking.push(resolve));
      if ((await Promise.race([changed, late])) === 'late') return now;
    }
  }

  async #serve(id: string): Promise<void> {
    const { think, chance } = this.#bound;
    await think(40);
    if (this.#desk.get(id)?.joinUntil !== undefined && chance(0.1)) {
      await think(300);
      await this.#city.seeTo('unanswered', this.#client.command({ type: 'unanswered', ticket: id }));
    }
    const ticket = await this.#until(id, (t) => t.joinUntil === undefined);
    if (ticket === undefined || (await this.#anotherWay(ticket))) return;
    const now = this.#desk.get(id);
    if (now === undefined) return;
    if (now.state === 'serving' && now.modality !== 'document' && chance(0.3)) {
      await this.#client.command({ type: 'end', ticket: id });
      // Forgotten: wrap-up ends by itself.
      if (chance(0.1)) return;
    }
    const outcome = chance(0.9) ? 'resolved' : 'refused';
    await this.#client.command({ type: 'complete', ticket: id, outcome, reply: '已办结' });
    if (chance(0.02)) await this.#client.command({ type: 'pause', station: this.#station, reason: 'break' });
  }

  /** A share of the work takes another way; true when it has left the desk by that. */
  async #anotherWay({ id: ticket, business, modality }: TicketView): Promise<boolean> {
    const { chance, pick } = this.#bound;
    const give = (command: Parameters<Client['command']>[0]) =>
      this.#city.seeTo(`${this.#station} ${command.type}`, this.#client.command(command));
    const other = () => pick(this.#others);
    if (chance(0.06)) await give({ type: 'message', ticket, to: other(), text: '请核对附列资料。' });
    if (chance(0.09)) {
      const items = Object.keys(materials).filter(() => chance(0.6));
      return give({ type: 'supplement', ticket, items, ...(items.length === 0 && { note: '请补充说明' }) });
    }
    if (chance(0.07))
      return give({ type: 'escalate', ticket, department: pick(['goods', 'income']), question: `${business}?` });
    if (chance(0.04)) {
      const to = pick([{ hall: 'north' }, { hall: 'south' }, { station: other() }, { group: 'etax' }]);
      return give({ type: 'transfer', ticket, mode: 'cold', ...to, note: '请接办' });
    }
    if (chance(0.14)) {
      const vacant = { station: modality === 'voice' ? 'north-s05' : 'north-w05' };
      const to = chance(0.12) ? vacant : pick([{ hall: 'north' }, { hall: 'south' }, { station: other() }]);
      const warm = modality !== 'document' && chance(0.5);
      if (!(await give(warm ? { type: 'transfer', ticket, mode: 'warm', ...to } : { type: 'consult', ticket, ...to })))
        return false;
      return this.#accompany(ticket, warm, give);
    }
    return false;
  }

  /** Waits for who was invited, or until nobody has come. */
  async #accompany(
    ticket: string,
    warm: boolean,
    give: (command: Parameters<Client['command']>[0]) => Promise<boolean>,
  ): Promise<boolean> {
    // The answer may come before the news that there is an invitation; after a crash the news may be that it has ended.
    await this.#until(ticket, (t) => t.guest !== undefined, 500);
    const now = await this.#until(ticket, (t) => t.guest === undefined || (!warm && t.guest.joined));
    if (now?.station !== this.#station) return true;
    if (now.guest === undefined) return false;
    await this.#city.think(60);
    if (this.#city.chance(0.55) && (await give({ type: 'handOver', ticket }))) return true;
    if (this.#city.chance(0.7)) await give({ type: 'endConsult', ticket });
    return false;
  }

  /** As a guest: leaves again after a while, at times; else until let go, or until the ticket is its own. */
  async #help(ticket: string): Promise<void> {
    await this.#city.think(100);
    const { guest } = this.#desk.get(ticket) ?? {};
    if (guest?.station === this.#station && this.#city.chance(0.4))
      await this.#client.command({ type: 'endConsult', ticket });
  }

  async #appeal(ticket: string): Promise<void> {
    if (this.#city.chance(0.6)) await this.#client.command({ type: 'appeal', ticket, text: '请复核。' });
  }

  get #bound() {
    const { think, chance, pick } = this.#city;
    return { think: think.bind(this.#city), chance, pick };
  }
}
