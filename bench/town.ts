import { fileURLToPath } from 'node:url';
import { expandBureau } from '../src/config/expand.ts';
import { type Bureau, bureauFiles } from '../src/config/schema.ts';

/** Halls and seats of the town: 500 seats in all. */
const halls = Array.from({ length: 10 }, (_, i) => `hall${i}`);
const seatsPerHall = 50;
const businesses = ['invoice-claim', 'invoice-red', 'vat-return', 'cit-return', 'social-fee', 'iit-return'];
const skillOf = (business: string) => business.split('-')[0] ?? business;

/**
 * A town that stays as it is while it is measured: open day and night, six businesses in ten halls (60 classes of
 * demand), two profiles of seats, offers and routing steps that last longer than any run.
 */
export function town(): Bureau {
  const named = (name: string) => ({ name, en: name });
  const skills = ['invoice', 'vat', 'cit', 'social', 'iit'];
  const steps = [{ scope: 'hall' as const, for: '6h' }, { scope: 'lending' as const }];
  const rules = {
    target: '2h',
    goal: 0.8,
    offer: '1h',
    wrapUp: '1h',
    grace: '1h',
    avoid: '1m',
    limit: '1d',
    autoAccept: false,
    steps,
  };
  return expandBureau(
    bureauFiles.parse({
      bureau: {
        code: 'town',
        ...named('town'),
        timezone: 'Asia/Shanghai',
        officialName: 'town ({short})',
        channels: { phone: { ...named('phone'), group: 'phone', modalities: ['voice'], presence: 'call' } },
        groups: { phone: named('phone') },
        skills: Object.fromEntries(skills.map((skill) => [skill, named(skill)])),
        hours: { open: '00:00', close: '00:00', days: [1, 2, 3, 4, 5, 6, 7], drain: '1h' },
        policy: {
          missedLimit: 3,
          stationGrace: '1h',
          pace: '0s',
          credit: ['0s', '45s', '90s'],
          interrupts: {},
          lend: { on: true, reserve: 1, goal: 0.8 },
          remember: '1d',
        },
        rules: { document: rules, video: rules, voice: rules },
      },
      halls: halls.map((code) => ({
        code,
        ...named(code),
        short: code,
        shortEn: code,
        batch: 1,
        since: '2021-10',
        maturity: 'full',
        stations: [
          { invoice: 4, vat: 4, cit: 3, social: 2, iit: 2 },
          { social: 4, iit: 4, vat: 2, invoice: 2, cit: 1 },
        ].map((of, i) => ({
          prefix: 'st'[i],
          kind: 'seat' as const,
          count: seatsPerHall / 2,
          capacity: { voice: 1 },
          skills: of,
        })),
      })),
      businesses: businesses.map((code) => ({
        code,
        ...named(code),
        skill: skillOf(code),
        channels: { phone: 'voice' as const },
      })),
      departments: [],
    }),
  );
}

/** All stations of the town. */
export const seats: readonly string[] = [...town().stations.keys()];

/** The n-th ticket of a run: halls and businesses in turn. */
export function submission(n: number, id: string) {
  const hall = halls[n % halls.length] ?? '';
  const business = businesses[Math.floor(n / halls.length) % businesses.length] ?? '';
  return { type: 'submit', id, business, channel: 'phone', hall, ref: id } as const;
}

/** Folder of the real city's files. */
export const guangzhouDir = fileURLToPath(new URL('../config/guangzhou', import.meta.url));
