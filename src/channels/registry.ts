import { booth } from './booth.ts';
import type { Channel } from './channel.ts';
import { etax } from './etax.ts';
import { phone } from './phone.ts';
import { vtax } from './vtax.ts';

/** Every channel that the server can speak to, by code. Which of them a bureau uses stands in its configuration. */
export const channels: ReadonlyMap<string, Channel> = new Map(
  [etax, vtax, booth, phone].map((channel) => [channel.code, channel]),
);
