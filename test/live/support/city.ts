import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { type Client, connect } from '../../../src/client/connect.ts';
import { CodedError } from '../../../src/protocol/codes.ts';
import type { PushBody, SessionView } from '../../../src/protocol/messages.ts';
import type { OfferView, StationView, TicketView } from '../../../src/protocol/views.ts';
import { seededRandom } from '../../../src/simulate/random.ts';
import type { Home } from './home.ts';
import { Tap } from './tap.ts';

/** So many of a kind may be under way at once; more find the line engaged. Above what a session may send at once. */
const TRUNKS = 250;
/** Time to work off what waits when the last has come. */
const SETTLE_MS = 60_000;

/** A webhook that was answered. */
export interface Posted {
  ref: string;
  ticket: string;
}

/**
 * People at work on a real server, through whatever happens to it: stations that take and finish what they are given
 * (and sometimes decline or overlook it), callers, video taxpayers on lines of their own, the e-tax portal's webhooks.
 * They are told nothing of kills; the client library has to see them through.
 */
export class City {
  readonly tap = new Tap();
  readonly posted: Posted[] = [];
  /** Officers who were signed out against their will, and clients that gave up: nobody should. */
  readonly complaints: string[] = [];
  readonly #home: Home;
  readonly #draw: () => number;
  readonly #clients: Client[] = [];
  readonly #arrivals: Promise<void>[] = [];
  #arriving = true;
  #refs = 0;

  constructor(home: Home, seed: number) {
    this.#home = home;
    this.#draw = seededRandom(seed).next;
  }

  /** Signs in and makes ready. */
  async openStation(station: string): Promise<void> {
    const hall = station.slice(0, station.lastIndexOf('-'));
    const token = await this.#home.token({ role: 'station', sub: `officer-${station}`, hall, station });
    const desk = new Map<string, Promise<void>>();
    const once = (work: string, what: () => Promise<void>) => {
      if (desk.has(work)) return;
      const done = what().catch((error: unknown) => this.#forgive(error, `${station} ${work}`));
      desk.set(work, done);
    };
    const meet = (offer: OfferView) => once(offer.id, () => this.#answer(client, offer));
    const work = (ticket: TicketView) => {
      const mine = ticket.station === station && (ticket.state === 'serving' || ticket.state === 'wrapUp');
      // A ticket that was returned and comes again is new work.
      if (mine) once(`${ticket.id} ${ticket.acceptedAt}`, () => this.#serve(client, ticket));
    };
    const look = (view: StationView | undefined) => {
      if (view === undefined || view.state === 'signedOut') this.complaints.push(`${station} was signed out`);
    };
    let signedIn = false;
    const client = this.#connect(`station:${station}`, token, {
      onView(view) {
        if (signedIn) look(view.station);
        if (view.offer !== undefined) meet(view.offer);
        for (const ticket of view.tickets) work(ticket);
      },
      onPush(events) {
        for (const e of events) {
          if (e.type === 'offer') meet(e.offer);
          else if (e.type === 'ticket') work(e.ticket);
          else if (e.type === 'station' && signedIn) look(e.station);
        }
      },
    });
    await client.command({ type: 'signIn', station });
    signedIn = true;
    await client.command({ type: 'ready', station });
  }

  /** The telephone exchange: a caller about every `everyMs`; some hang up again. */
  callsEvery(everyMs: number, halls: string[], businesses: string[]): void {
    const begun = this.#home.token({ role: 'channel', sub: 'exchange', channel: 'phone', halls: '*' }).then((token) => {
      const client = this.#connect('channel:phone', token, {});
      return this.#arrive(everyMs, async () => {
        const request = { hall: this.#pick(halls), business: this.#pick(businesses), ref: this.#ref() };
        const { ticket } = await client.command({
          type: 'submit',
          channel: 'phone',
          ...request,
          priority: this.#die(3),
        });
        if (this.#draw() > 0.08) return;
        await this.#think(60);
        await client.command({ type: 'leave', ticket });
      });
    });
    this.#arrivals.push(begun);
  }

  /** Video taxpayers, each on a line of their own until their ticket is closed. */
  videosEvery(everyMs: number, halls: string[], businesses: string[]): void {
    let n = 0;
    const arrive = async () => {
      const hall = this.#pick(halls);
      const sub = `taxpayer-${++n}`;
      const token = await this.#home.token({ role: 'taxpayer', sub, hall });
      const closed = Promise.withResolvers<void>();
      let ticket = '';
      const client = this.#connect(sub, token, {
        // A fresh view without the ticket: it was closed meanwhile.
        onView: ({ tickets }) => ticket !== '' && tickets.length === 0 && closed.resolve(),
        onPush(events) {
          for (const e of events) if (e.type === 'ticket' && e.ticket.state === 'closed') closed.resolve();
        },
      });
      const business = this.#pick(businesses);
      ({ ticket } = await client.command({ type: 'submit', channel: 'vtax', business, ref: this.#ref() }));
      await closed.promise;
      client.close();
    };
    this.#arrivals.push(this.#arrive(everyMs, arrive));
  }

  /** The e-tax portal, which posts the same webhook again until it is taken. */
  webhooksEvery(everyMs: number, halls: string[], businesses: string[]): void {
    const webhook = new Webhook(this.#home.webhookSecret('etax'));
    const arrive = async () => {
      const ref = this.#ref();
      const names = { tax_unit: this.#pick(halls), matter: this.#pick(businesses) };
      const body = JSON.stringify({ event: 'submitted', submission_no: ref, taxpayer_id: `payer-${ref}`, ...names });
      for (;;) {
        const at = new Date();
        const answer = await fetch(`${this.#home.url}/intake/etax`, {
          method: 'POST',
          body,
          headers: {
            'content-type': 'application/json',
            'webhook-id': ref,
            'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
            'webhook-signature': webhook.sign(ref, at, body),
          },
          signal: AbortSignal.timeout(5_000),
        }).catch(() => null);
        if (answer?.ok) {
          const { ticket } = (await answer.json()) as { ticket: string };
          this.posted.push({ ref, ticket });
          return;
        }
        if (answer !== null && answer.status < 500) throw new Error(`webhook: ${answer.status} ${await answer.text()}`);
        await pause(50);
      }
    };
    this.#arrivals.push(this.#arrive(everyMs, arrive));
  }

  /** Nobody comes any more; resolves when all who came were served, or complains that this takes too long. */
  async settle(): Promise<void> {
    this.#arriving = false;
    const late = pause(SETTLE_MS, 'late', { ref: false });
    if ((await Promise.race([this.#served(), late])) === 'late') this.complaints.push('some were never served');
  }

  async #served(): Promise<void> {
    await Promise.all(this.#arrivals);
    const token = await this.#home.token({ role: 'reader', sub: 'test', halls: '*' });
    const reader = this.#connect('reader', token, {});
    for (let open = 1; open > 0; ) {
      const { states } = (await reader.ask({ type: 'board' })) as { states: Record<string, number> };
      open = Object.values(states).reduce((sum, n) => sum + n, 0);
      if (open > 0) await pause(50);
    }
  }

  leave(): void {
    for (const client of this.#clients) client.close();
  }

  #connect(
    who: string,
    token: string,
    on: { onView?(view: SessionView): void; onPush?(events: PushBody[]): void },
  ): Client {
    const client = connect({
      url: this.#home.wsUrl,
      token,
      WebSocket: this.tap.socket(who),
      timeoutMs: 120_000,
      onState: (state, error) => error && this.complaints.push(`${who} is ${state}: ${error.message}`),
      ...on,
    });
    this.#clients.push(client);
    return client;
  }

  async #arrive(everyMs: number, one: () => Promise<void>): Promise<void> {
    const here = new Set<Promise<unknown>>();
    while (this.#arriving) {
      if (here.size < TRUNKS) {
        const arrival = one().catch((error: unknown) => this.#forgive(error, 'arrival'));
        here.add(arrival);
        void arrival.then(() => here.delete(arrival));
      }
      await this.#think(everyMs);
    }
    await Promise.all(here);
  }

  async #answer(client: Client, { id }: OfferView): Promise<void> {
    await this.#think(8);
    const luck = this.#draw();
    if (luck < 0.04) return;
    await client.command(luck < 0.08 ? { type: 'reject', offer: id } : { type: 'accept', offer: id });
  }

  async #serve(client: Client, { id: ticket, modality }: TicketView): Promise<void> {
    await this.#think(40);
    if (modality !== 'document' && this.#draw() < 0.3) await client.command({ type: 'end', ticket });
    await client.command({ type: 'complete', ticket, outcome: 'resolved', reply: '已办结' });
  }

  /** What the other side may do at the same moment is no fault: a caller hangs up, an offer's time is over. */
  #forgive(error: unknown, what: string): void {
    const fair = ['offer-gone', 'not-found', 'wrong-state'];
    if (!(error instanceof CodedError) || !fair.includes(error.code)) this.complaints.push(`${what}: ${error}`);
  }

  /** About `ms`, exponentially spread. */
  #think(ms: number): Promise<void> {
    return pause(Math.min(-Math.log(1 - this.#draw()) * ms, 10 * ms));
  }

  #die = (sides: number) => Math.floor(this.#draw() * sides);
  #pick = <T>(of: readonly T[]): T => of[this.#die(of.length)]!;
  #ref = () => `ref-${++this.#refs}`;
}
