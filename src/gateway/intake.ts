import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { channels } from '../channels/registry.ts';
import type { Link } from '../ports.ts';
import { CodedError } from '../protocol/codes.ts';
import type { Principal } from '../protocol/principal.ts';
import { addressed } from './frames.ts';
import { bodyOf } from './json.ts';
import type { Tokens } from './tokens.ts';

export interface IntakeSettings {
  link: Link;
  tokens: Tokens;
  /** Webhook secret (`whsec_…`) by channel; a channel without one takes nothing in. */
  secrets: ReadonlyMap<string, string>;
}

export interface Taken {
  /** The ticket that was made or told of. */
  ticket: string;
  /** What its taxpayer signs in with; only where a ticket was made. */
  token?: string;
}

const toleranceS = 5 * 60;
/** Longer than appointments reach ahead and material is waited for. */
export const linkSeconds = 30 * 24 * 3600;

/**
 * Takes one webhook of a channel: checks the signature over the raw body, puts the channel's words into a command,
 * gives it under an id made from the webhook's own, so that a repeated one changes nothing. Rejects with a CodedError.
 */
export async function takeIn(
  { link, tokens, secrets }: IntakeSettings,
  code: string,
  raw: string,
  headers: IncomingHttpHeaders,
  from: string,
): Promise<Taken> {
  const channel = channels.get(code);
  const secret = secrets.get(code);
  if (!channel || secret === undefined) throw new CodedError('not-found', 'no intake for this channel');
  const webhookId = verify(secret, raw, headers);
  const intake = channel.intake(bodyOf(raw));
  const id = `wh:${createHash('sha256').update(`${code}:${webhookId}`).digest('base64url')}`;
  const by: Principal = { role: 'channel', sub: code, channel: code, halls: '*' };
  const { answer } = await link.command(addressed({ ...intake, id }, by, tokens), from);
  if (!answer.ok) throw new CodedError(answer.code, answer.detail);
  if (intake.type !== 'submit') return { ticket: intake.ticket };
  const ticket = answer.ticket;
  if (ticket === undefined || intake.hall === undefined) throw new Error('a submit made no ticket');
  // A taxpayer whose number the channel does not know is known by the ticket alone.
  const taxpayer = { role: 'taxpayer', sub: intake.taxpayer ?? ticket, hall: intake.hall, ticket } as const;
  return { ticket, token: await tokens.sign(taxpayer, linkSeconds) };
}

/** Answers the webhook's id. Throws `bad-signature` or `stale-timestamp`. */
function verify(secret: string, raw: string, headers: IncomingHttpHeaders): string {
  const named = {
    'webhook-id': String(headers['webhook-id'] ?? ''),
    'webhook-timestamp': String(headers['webhook-timestamp'] ?? ''),
    'webhook-signature': String(headers['webhook-signature'] ?? ''),
  };
  try {
    const off = Math.abs(Date.now() / 1000 - Number(named['webhook-timestamp']));
    if (off > toleranceS) throw new CodedError('stale-timestamp', `${Math.round(off)} s off`);
    new Webhook(secret).verify(raw, named, { jsonParse: false });
  } catch (error) {
    throw error instanceof WebhookVerificationError ? new CodedError('bad-signature', error.message) : error;
  }
  return named['webhook-id'];
}
