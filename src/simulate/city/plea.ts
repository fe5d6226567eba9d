import { z } from 'zod';
import { ableTo } from '../../bureau/matcher/load.ts';
import type { ClientCommand } from '../../client/connect.ts';
import type { Bureau } from '../../config/schema.ts';
import { modalities } from '../../protocol/modality.ts';
import type { Random } from '../random.ts';
import { weighted } from './draws.ts';
import { words } from './shares.ts';
import type { Path } from './tally.ts';

/** What is asked of a supervisor for a ticket: that it goes faster, or that its taxpayer is forgotten. */
export interface Plea {
  ticket: string;
  wants: 'haste' | 'oblivion';
}

/** What a supervisor reads of the answer to `why`. */
const told = z.object({
  story: z.array(
    z.looseObject({
      type: z.string(),
      station: z.string().nullish(),
      data: z.looseObject({ modality: z.enum(modalities), skill: z.string() }).optional(),
    }),
  ),
  now: z.looseObject({ state: z.string() }).optional(),
});

/** A supervisor's word; `far`: it concerns another hall too, and is the centre's. */
export interface Word {
  path: Path;
  far: boolean;
  command: ClientCommand;
}

/** What a supervisor does for a ticket by what `why` tells of it; null: nothing can be done, or need be. */
export function wordFor(bureau: Bureau, hall: string, ticket: string, why: unknown, random: Random): Word | null {
  const { story, now } = told.parse(why);
  const asked = story.find(({ type }) => type === 'ticket.submitted')?.data;
  if (asked === undefined || now === undefined) return null;
  const queued = now.state === 'waiting' || now.state === 'offered';
  // A conversation is not taken from anybody.
  if (!queued && (now.state !== 'serving' || asked.modality !== 'document')) return null;
  const way = weighted<'prioritise' | 'assign' | 'move' | 'pull'>(random, queued ? words.waiting : words.serving);
  const holder = story.findLast(({ type }) => type === 'offer.accepted')?.station;
  const able = [...bureau.stations.values()].filter((station) => station.id !== holder && ableTo(station, asked));
  switch (way) {
    case 'prioritise': {
      const priority = Math.min(1, bureau.policy.credit.length - 1);
      return { path: 'prioritised', far: false, command: { type: 'prioritise', ticket, priority } };
    }
    case 'pull':
      return { path: 'pulled', far: false, command: { type: 'pull', ticket } };
    case 'assign': {
      const station = random.pick(able.filter((one) => one.hall === hall))?.id;
      return station === undefined
        ? null
        : { path: 'assigned', far: false, command: { type: 'assign', ticket, station } };
    }
    case 'move': {
      const to = random.pick(able.filter((one) => one.hall !== hall))?.hall;
      return to === undefined ? null : { path: 'moves', far: true, command: { type: 'move', ticket, hall: to } };
    }
  }
}
