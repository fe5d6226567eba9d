import type { PushBody } from '../../protocol/messages.ts';
import type { Visit } from './visit.ts';
import type { World } from './world.ts';

/** How a taxpayer of each channel comes, waits and goes. `name` is the channel's own for the request. */
export const visitors = { etax: sendIn, phone: ring, vtax: enterRoom, booth: sitDown };

/** How long a link that was left behind may still belong to an open ticket. */
const restMs = 10 * 60_000;

const wanted = ({ hall, business }: Visit) => ({ tax_unit: hall, matter: business });

/** Documents wait by themselves; some are taken back, which may come too late. */
async function sendIn({ lines, timers, tally, seeTo }: World, visit: Visit, name: string): Promise<void> {
  const submitted = { event: 'submitted', submission_no: name, taxpayer_id: name, ...wanted(visit) };
  const { ticket } = await lines.post('etax', submitted);
  tally.taken++;
  if (visit.patience === Number.POSITIVE_INFINITY) return;
  timers.in(visit.patience, () => seeTo(lines.post('etax', { event: 'withdrawn', ticket })));
}

async function ring({ lines, timers, bridge, tally, seeTo }: World, visit: Visit, name: string): Promise<void> {
  const call = { call_id: name };
  const { ticket } = await lines.post('phone', { event: 'ringing', ...call, ...wanted(visit) });
  tally.taken++;
  const stay = timers.in(visit.patience, () => {
    bridge.hangUp(ticket);
    tally.left++;
    seeTo(lines.post('phone', { event: 'hung_up', ...call, ticket }));
  });
  bridge.wait(ticket, stay);
}

/** At home before an own screen: signs in with an own link and asks there. */
async function enterRoom(world: World, visit: Visit, name: string): Promise<void> {
  const { tokens, timers, tally } = world;
  const own = tokens.taxpayers[visit.hall];
  const token = own?.pop();
  if (own === undefined || token === undefined) return;
  const screen = new Screen(world, visit, token);
  screen.onEnd = () => timers.in(restMs, () => own.push(token));
  const submit = { type: 'submit', channel: 'vtax', business: visit.business, ref: name } as const;
  try {
    const { ticket } = await screen.session.command(submit);
    tally.taken++;
    screen.wait(ticket);
  } catch (error) {
    screen.end();
    throw error;
  }
}

/** In a booth: the booth's system asks, and the taxpayer is put on the line by the link that it is answered. */
async function sitDown(world: World, visit: Visit, name: string): Promise<void> {
  const { ticket, token } = await world.lines.post('booth', { signal: 'seated', booth_no: name, ...wanted(visit) });
  world.tally.taken++;
  if (token !== undefined) new Screen(world, visit, token).wait(ticket);
}

/** The session of one who waits before a screen. */
class Screen {
  readonly session;
  readonly #world: World;
  readonly #visit: Visit;
  #ticket: string | undefined;
  #stay = () => {};
  #keepLine = () => {};
  onEnd = () => {};

  constructor(world: World, visit: Visit, token: string) {
    this.#world = world;
    this.#visit = visit;
    this.session = world.lines.connect(token, {
      // A line that was away for long brings a fresh view: what is not in it is over.
      onView: ({ tickets }) => {
        if (this.#ticket !== undefined && !tickets.some(({ id }) => id === this.#ticket)) this.end();
      },
      onPush: (news) => {
        for (const each of news) this.#hear(each);
      },
    });
  }

  wait(ticket: string): void {
    const { timers, tally, seeTo } = this.#world;
    const { patience, drop } = this.#visit;
    this.#ticket = ticket;
    this.#stay = timers.in(patience, () => {
      tally.left++;
      seeTo(this.session.command({ type: 'leave', ticket }).finally(() => this.end()));
    });
    if (drop === null) return;
    this.#keepLine = timers.in(drop.after, () => {
      tally.cut++;
      if (drop.away === Number.POSITIVE_INFINITY) this.end();
      else this.session.cut(drop.away);
    });
  }

  end(): void {
    this.#stay();
    this.#keepLine();
    this.session.close();
    this.onEnd();
    this.onEnd = () => {};
  }

  #hear(news: PushBody): void {
    if (news.type === 'place') this.#world.tally.places++;
    if (news.type !== 'ticket' || news.ticket.id !== this.#ticket) return;
    if (news.ticket.state === 'closed') this.end();
    // Who is being served has no reason to leave; the line may still drop.
    else if (news.ticket.state === 'serving') this.#stay();
  }
}
