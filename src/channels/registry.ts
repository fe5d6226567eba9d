import { booth } from './booth.ts';
import type { Channel } from './channel.ts';
import { etax } from './etax.ts';
import { isNotice, type Letter } from './letter.ts';
import { phone } from './phone.ts';
import { realty } from './realty.ts';
import { vtax } from './vtax.ts';

/** Every channel that the server can speak to, by code. Which of them a bureau uses stands in its configuration. */
export const channels: ReadonlyMap<string, Channel> = new Map(
  [etax, vtax, booth, phone, realty].map((channel) => [channel.code, channel]),
);

/** A letter in its channel's own words; undefined for a channel that the server cannot speak to. */
export function wordsOf(code: string, letter: Letter): Record<string, unknown> | undefined {
  const channel = channels.get(code);
  return isNotice(letter) ? channel?.notice(letter) : channel?.result(letter);
}
