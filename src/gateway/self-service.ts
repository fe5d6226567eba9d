import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Link } from '../ports.ts';
import type { CatalogueView } from '../protocol/catalogue.ts';
import { CodedError } from '../protocol/codes.ts';
import { type NewTicket, newTicket, slotsAsked, type TakenTicket } from '../protocol/http.ts';
import type { Principal } from '../protocol/principal.ts';
import type { Public } from './catalogue.ts';
import { linkSeconds } from './intake.ts';
import { bodyOf } from './json.ts';
import type { Tokens } from './tokens.ts';

export interface SelfService extends Public {
  link: Link;
  tokens: Tokens;
}

/** A taxpayer on the bureau's own page: free slots, and a number by a channel that is open to them. */
export function selfServiceRoutes(app: FastifyInstance, { link, tokens, catalogue }: SelfService): void {
  app.get('/slots', async ({ query, ip }) => {
    const asked = slotsAsked.parse(query);
    checkOpen(await catalogue(), asked.channel);
    return link.ask({ type: 'slots', id: randomUUID(), ...asked }, channelOf(asked), ip);
  });

  app.post('/tickets', async ({ body, ip }, reply): Promise<TakenTicket> => {
    const asked = newTicket.parse(bodyOf(body));
    checkCall(await catalogue(), asked);
    const { id, person, ...what } = asked;
    const by = channelOf(asked);
    const known = person !== undefined && Object.keys(person).length > 0;
    const command = { type: 'submit', id: `self:${id}`, ...what, ...(known && { person }), priority: 0, by } as const;
    const { answer } = await link.command(command, ip);
    if (!answer.ok) throw new CodedError(answer.code, answer.detail);
    const { ticket } = answer;
    if (ticket === undefined) throw new Error('a submit made no ticket');
    const token = await tokens.sign({ role: 'taxpayer', sub: ticket, hall: asked.hall, ticket }, linkSeconds);
    reply.code(201);
    return { ticket, token, expiresAt: Date.now() + linkSeconds * 1000 };
  });
}

/** The page speaks as the channel would whose way of serving the taxpayer has chosen. */
const channelOf = ({ channel, hall }: { channel: string; hall: string }): Principal => ({
  role: 'channel',
  sub: 'self-service',
  channel,
  halls: [hall],
});

function checkOpen({ channels }: CatalogueView, channel: string): void {
  if (!channels.some(({ code, selfService }) => code === channel && selfService))
    throw new CodedError('channel-mismatch', `${channel} takes no numbers on this page`);
}

/** Nobody is on a line to be heard: who is to be served by voice is called, and has to say where. */
function checkCall(catalogue: CatalogueView, { business, channel, callback, slot, person }: NewTicket): void {
  checkOpen(catalogue, channel);
  const modality = catalogue.businesses.find(({ code }) => code === business)?.channels[channel];
  if (modality !== 'voice') return;
  if (callback !== true && slot === undefined)
    throw new CodedError('bad-message', 'callback: by this channel one is called back, or books a slot');
  if (person?.phone === undefined) throw new CodedError('bad-message', 'person.phone: is missing, to be called at');
}
