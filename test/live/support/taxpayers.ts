import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../../src/client/connect.ts';
import type { Person } from '../../../src/protocol/material.ts';
import type { Principal } from '../../../src/protocol/principal.ts';
import type { TicketView } from '../../../src/protocol/views.ts';
import type { City } from './city.ts';
import { businesses, early, halls, materials } from './town.ts';

const named = (n: string): Person => ({ name: `张${n}`, idNumber: `440106${n}1234`, phone: `138${n}5678` });
const everything = Object.keys(materials).map((item) => ({ item, ref: `store/${item}` }));

/** The telephone exchange: callers who hold, hang up, are cut off or ask to be called; it dials whom it is told to. */
export async function exchange(city: City, everyMs: number): Promise<void> {
  const { chance, pick } = city;
  const by: Principal = { role: 'channel', sub: 'exchange', channel: 'phone', halls: '*' };
  const line = await city.connect('channel:phone', by);
  city.arrive(everyMs, 'caller', async () => {
    const person = chance(0.3) ? named(city.ref()) : undefined;
    const request = { channel: 'phone', hall: pick(halls), business: pick(businesses), ref: city.ref() };
    const slot = chance(0.06) ? await slotFor(city, line, request) : undefined;
    const { ticket } = await line.command({
      ...{ type: 'submit', ...request, priority: city.die(3) },
      ...{ ...(person && { person }), ...(slot && { slot }), ...(chance(0.1) && { callback: true }) },
    });
    city.entered(ticket, person);
    if (slot !== undefined) {
      city.booked.add(ticket);
      if (chance(0.4)) await rebook(city, line, request, ticket);
      return;
    }
    await city.think(60);
    const end = city.die(100);
    if (end < 6) await line.command({ type: 'leave', ticket });
    else if (end < 12) await line.command({ type: 'callBack', ticket });
    else if (end < 20) await line.command({ type: 'leave', ticket, dropped: true });
    else if (end < 26) {
      await line.command({ type: 'hold', ticket });
      await city.think(500);
      if (chance(0.6)) await line.command({ type: 'join', ticket });
    }
  });
  city.listen((channel, { event, ticket, items }) => {
    if (channel !== 'phone') return;
    if (event === 'dial' && chance(0.85)) {
      void pickUp(city, ticket);
    } else if (event === 'material_wanted') void supplyBy(city, ticket, items, line);
    else rateSome(city, channel, event, ticket);
  });
}

/** Who was dialled answers or does not; a line that was put through breaks at times, and is dialled again. */
async function pickUp(city: City, ticket: string): Promise<void> {
  await city.think(80);
  const call = { call_id: city.ref(), ticket };
  const event = city.chance(0.85) ? 'answered' : 'no_answer';
  await city.says('phone', { event, ...call });
  if (event === 'answered' && city.chance(0.3))
    await city.says('phone', { event: 'hung_up', cause: 'dropped', ...call });
}

/** Video taxpayers, each on a line of their own until their ticket is closed; some sit down in a booth for that. */
export async function videos(city: City, everyMs: number): Promise<void> {
  let n = 0;
  city.arrive(everyMs, 'video', () => new Visitor(city, `taxpayer-${++n}`).visit());
  city.listen((channel, { action, signal, ticket }) => {
    if (channel === 'vtax' || channel === 'booth') rateSome(city, channel, action ?? signal, ticket);
  });
}

/** Who comes by video. */
class Visitor {
  readonly #city: City;
  readonly #name: string;
  readonly #closed = Promise.withResolvers<void>();
  readonly #done = new Set<string>();
  readonly #doing: Promise<boolean>[] = [];
  #line!: Client;
  #ticket = '';

  constructor(city: City, name: string) {
    this.#city = city;
    this.#name = name;
  }

  async visit(): Promise<void> {
    const { chance, pick } = this.#city;
    const request = { hall: pick(halls.slice(0, 2)), business: pick(businesses) };
    if (chance(0.2)) await this.#sitDown(request);
    else await this.#callIn(request);
    if (chance(0.03)) await this.#line.command({ type: 'cancel', ticket: this.#ticket });
    await this.#closed.promise;
    if (chance(0.3)) {
      await this.#city.think(200);
      await this.#line.command({ type: 'rate', ticket: this.#ticket, grade: 1 + this.#city.die(5) });
    }
    await Promise.all(this.#doing);
    this.#line.close();
  }

  async #open(by: Principal | string): Promise<void> {
    this.#line = await this.#city.connect(this.#name, by, {
      // A fresh view without the ticket: it was closed meanwhile.
      onView: ({ tickets }) => {
        if (this.#ticket !== '' && tickets.length === 0) this.#closed.resolve();
        for (const ticket of tickets) this.#see(ticket);
      },
      onPush: (events) => {
        for (const e of events) if (e.type === 'ticket') this.#see(e.ticket);
      },
    });
  }

  async #sitDown({ hall, business }: { hall: string; business: string }): Promise<void> {
    const body = { signal: 'seated', booth_no: this.#city.ref(), tax_unit: hall, matter: business };
    const answer = await this.#city.says('booth', body, body.booth_no);
    if (!answer.ok || answer.token === undefined) throw new Error(`nobody may sit down: ${JSON.stringify(answer)}`);
    this.#ticket = answer.ticket;
    this.#city.entered(answer.ticket);
    await this.#open(answer.token);
  }

  async #callIn({ hall, business }: { hall: string; business: string }): Promise<void> {
    const { chance } = this.#city;
    const person = chance(0.3) ? named(this.#name) : undefined;
    await this.#open({ role: 'taxpayer', sub: this.#name, hall });
    const request = { hall, business, channel: 'vtax' };
    const slot = chance(0.25) ? await slotFor(this.#city, this.#line, request) : undefined;
    const { ticket } = await this.#line.command({
      ...{ type: 'submit', channel: 'vtax', business, ref: this.#city.ref() },
      ...{ ...(person && { person }), ...(slot && { slot }) },
    });
    this.#ticket = ticket;
    this.#city.entered(ticket, person);
    if (slot === undefined) return;
    this.#city.booked.add(ticket);
    const moved = chance(0.4) ? await rebook(this.#city, this.#line, request, ticket) : undefined;
    // Whoever forgets it has not come.
    if (chance(0.7)) await this.#checkIn(ticket, moved ?? slot);
  }

  /** As soon as one is let in, now and then after the beginning. */
  async #checkIn(ticket: string, slot: number): Promise<void> {
    const opens = this.#city.chance(0.2) ? slot + 200 : slot - early;
    await Promise.race([this.#closed.promise, pause(Math.max(0, opens - Date.now()) + 50)]);
    await this.#city.seeTo('check-in', this.#line.command({ type: 'checkIn', ticket }));
  }

  #see(ticket: TicketView): void {
    if (ticket.state === 'closed') this.#closed.resolve();
    const { joinUntil, parked, id } = ticket;
    if (joinUntil !== undefined) this.#once(`call ${joinUntil}`, 0.85, { type: 'join', ticket: id });
    if (parked?.for === 'supplement')
      this.#once(`supply ${parked.until}`, 0.7, { type: 'supply', ticket: id, materials: everything, done: true });
  }

  #once(what: string, share: number, command: Parameters<Client['command']>[0]): void {
    if (this.#done.has(what)) return;
    this.#done.add(what);
    if (!this.#city.chance(share)) return;
    const doing = this.#city.think(80).then(() => this.#line.command(command));
    this.#doing.push(this.#city.seeTo(`${this.#name} ${what}`, doing));
  }
}

/** The e-tax portal: submissions, withdrawals, material and ratings, all by webhook. */
export async function portal(city: City, everyMs: number): Promise<void> {
  const { chance, pick } = city;
  city.arrive(everyMs, 'submission', async () => {
    const ref = city.ref();
    const person = chance(0.4) ? named(ref) : undefined;
    const who = person && { name: person.name, id_number: person.idNumber, phone: person.phone };
    const body = { event: 'submitted', submission_no: ref, taxpayer_id: `payer-${ref}`, ...who };
    const answer = await city.says('etax', { ...body, tax_unit: pick(halls), matter: pick(businesses) }, ref);
    if (!answer.ok) throw new Error(`a submission was refused: ${answer.code}`);
    city.entered(answer.ticket, person);
    if (!chance(0.03)) return;
    await city.think(60);
    await city.says('etax', { event: 'withdrawn', ticket: answer.ticket });
  });
  city.listen((channel, { event, ticket, items }) => {
    if (channel !== 'etax') return;
    if (event === 'supplement_wanted') void supplyBy(city, ticket, items);
    else rateSome(city, channel, event, ticket);
  });
}

/** Most of what is asked for comes, some of it piece by piece; by the channel's session, or by webhook. */
async function supplyBy(city: City, ticket: string, items: unknown, line?: Client): Promise<void> {
  if (!Array.isArray(items) || city.chance(0.25)) return;
  await city.think(300);
  const all = items.map((item: string) => ({ item, ref: `store/${item}` }));
  const parts = all.length > 1 ? all.map((one) => [one]) : [all];
  for (const [n, part] of parts.entries()) {
    const materials = { materials: part, done: n === parts.length - 1, note: '补充' };
    if (line === undefined) await city.says('etax', { event: 'supplied', ticket, ...materials });
    else await city.seeTo('supply', line.command({ type: 'supply', ticket, ...materials }));
  }
}

function rateSome(city: City, channel: string, event: unknown, ticket: string): void {
  if (!['rating_wanted', 'ask_rating', 'rating'].includes(String(event)) || !city.chance(0.25)) return;
  const word = { etax: 'event', phone: 'event', vtax: 'action', booth: 'signal' }[channel] ?? 'event';
  void city.says(channel, { [word]: 'rated', ticket, grade: 1 + city.die(5) });
}

type Asked = { channel: string; hall: string; business: string };

async function slotFor(city: City, line: Client, { channel, hall, business }: Asked): Promise<number | undefined> {
  const free = (await line.ask({ type: 'slots', channel, hall, business, days: 1 })) as { slot: number }[];
  return free.length === 0 ? undefined : city.pick(free).slot;
}

/** Resolves with the other slot, where that was free. */
async function rebook(city: City, line: Client, asked: Asked, ticket: string): Promise<number | undefined> {
  const slot = await slotFor(city, line, asked);
  if (slot === undefined) return;
  return (await city.seeTo('rebook', line.command({ type: 'rebook', ticket, slot }))) ? slot : undefined;
}
