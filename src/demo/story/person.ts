import { connect } from '../../client/connect.ts';
import type { PushBody } from '../../protocol/messages.ts';
import type { OfferView, TicketView } from '../../protocol/views.ts';
import { Ear } from './ear.ts';

type Told<T extends PushBody['type']> = Extract<PushBody, { type: T }>;

/** Somebody of the bureau, at a line of their own. */
export class Person {
  readonly #client: ReturnType<typeof connect>;
  readonly #ear: Ear<PushBody>;
  readonly give: ReturnType<typeof connect>['command'];
  readonly ask: ReturnType<typeof connect>['ask'];

  constructor(name: string, url: string, token: string) {
    this.#ear = new Ear(name);
    this.#client = connect({
      url,
      token,
      onPush: (news) => {
        for (const each of news) this.#ear.hear(each);
      },
    });
    this.give = this.#client.command;
    this.ask = this.#client.ask;
  }

  /** Resolves when the line is open: whatever happens from then on is heard. */
  async here(): Promise<this> {
    await this.ask({ type: 'view' });
    return this;
  }

  hears<T extends PushBody['type']>(type: T, fits: (news: Told<T>) => boolean = () => true): Promise<Told<T>> {
    return this.#ear.waitFor(type, (news) =>
      news.type === type && fits(news as Told<T>) ? (news as Told<T>) : undefined,
    );
  }

  /** The ticket, once it is as wanted for this person. */
  async sees(state: TicketView['state'], more: (ticket: TicketView) => boolean = () => true): Promise<TicketView> {
    return (await this.hears('ticket', ({ ticket }) => ticket.state === state && more(ticket))).ticket;
  }

  async accepts(): Promise<OfferView> {
    const { offer } = await this.hears('offer');
    await this.give({ type: 'accept', offer: offer.id });
    return offer;
  }

  close(): void {
    this.#client.close();
  }
}
