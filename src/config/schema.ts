import ms, { type StringValue } from 'ms';
import { z } from 'zod';
import { type Modality, modalities } from '../protocol/modality.ts';
import { type Standards, standards } from './standards.ts';

/** A duration in a file is text such as `20s`, `5m`, `2h`, `3d`; in the program it is whole milliseconds. */
const durationHint = 'expected a duration such as 20s, 5m, 2h or 3d';
export const duration = z
  .string(durationHint)
  .regex(/^\d{1,9}(\.\d{1,3})?(ms|s|m|h|d)$/, durationHint)
  .transform((text) => Math.round(ms(text as StringValue)));

/** Codes stand in keys, labels and addresses: short, lower case, stable. */
export const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected a code: lower-case letters, digits and -');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as 09:00');
const endOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected a time of day such as 17:30 or 24:00');
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2021-10');
const modality = z.enum(modalities);
const level = z.int().min(1).max(5);
const named = { name: z.string().min(1), en: z.string().min(1) };

/**
 * One routing step: who may take a ticket in it. `hall`: its own hall; `lending`: also halls that lend now;
 * `bureau`: anybody able in the bureau. The step lasts `for`; the last one has none and lasts to the end.
 */
export const routingStep = z.strictObject({
  scope: z.enum(['hall', 'lending', 'bureau']),
  minLevel: level.default(1),
  for: duration.optional(),
});
export type RoutingStep = z.output<typeof routingStep>;

/** How tickets of one modality, business or business-in-channel are handled. Durations in ms. */
const ruleFields = {
  /** Answer within this long counts as in target; also what orders the queue (due = entered + target). */
  target: duration,
  /** Share of tickets that should be answered in target, 0–1. */
  goal: z.number().min(0).max(1),
  /** How long a station has to take an offer. */
  offer: duration,
  /** How long wrap-up may last before the ticket is closed with the default outcome. */
  wrapUp: duration,
  /** How long a taxpayer whose line dropped keeps the place. */
  grace: duration,
  /** How long a station that let an offer go is not offered the same ticket again. */
  avoid: duration,
  /** 限时办结: promised handling time, in working time. */
  limit: duration,
  /** The station's client is not asked: the ticket is put on its desk. */
  autoAccept: z.boolean(),
  steps: z.array(routingStep).min(1),
};
/** Rules that a file may leave out: the first two are then not so, for the others `usualPractice` holds. */
const practiceFields = {
  /** How long a taxpayer who is called has to come on the line; without it nobody is waited for. */
  join: duration,
  /** An estimated wait above this brings the offer to be called back. */
  callback: duration,
  /** Who did not come is called again so often, so far apart. */
  recall: z.strictObject({ times: z.int().min(0).max(9), every: duration }),
  /** How long a taxpayer has to supply missing material. */
  supplement: duration,
  /** A ticket that comes back is kept for its own station so long. */
  prefer: duration,
  /** Working time that a department has to answer. */
  escalate: duration,
};
const minute = 60_000;
export const usualPractice = {
  recall: { times: 2, every: 10 * minute },
  supplement: 5 * 24 * 60 * minute,
  prefer: 2 * minute,
  escalate: 4 * 60 * minute,
};
export const rules = z.strictObject({ ...ruleFields, ...z.strictObject(practiceFields).partial().shape });
export type Rules = z.output<typeof rules> & typeof usualPractice;
/** What a business, or one channel of it, says otherwise. */
const someRules = rules.partial();

const weekday = z.int().min(1).max(7);
export const hours = z.strictObject({
  open: time,
  /** The same as `open`: round the clock on these days. */
  close: endOfDay,
  /** ISO weekdays, 1 = Monday. */
  days: z.array(weekday).min(1),
  /** After `close` no voice or video ticket is taken in; those that wait are served for this long. */
  drain: duration,
});
export type Hours = z.output<typeof hours>;

export const channel = z.strictObject({
  ...named,
  group: code,
  modalities: z.array(modality).min(1),
  /** Who tells that the taxpayer is there: an own session, the channel's call events, or nobody needs to be. */
  presence: z.enum(['session', 'call', 'none']),
  /** Address to which results are delivered, signed; none: results are not delivered. */
  callback: z.url({ protocol: /^https?$/, error: 'expected an address such as https://host/path' }).optional(),
  /** Taxpayers may take a number by it on the bureau's own page. */
  selfService: z.boolean().optional(),
});
export type ChannelConfig = z.output<typeof channel>;

export const business = z.strictObject({
  code,
  ...named,
  /** What a station must be able to do; several businesses may share a skill. */
  skill: code,
  /** Modality per channel; a channel that is not named does not take this business. */
  channels: z.record(code, modality),
  rules: someRules.optional(),
  /** Overrides for one channel. */
  channelRules: z.record(code, someRules).optional(),
  /** What taxpayers call it, to be searched in. */
  words: z.array(z.string().min(1).max(30)).max(20).optional(),
  /** 一次性告知: what a taxpayer may be asked for, by code. */
  materials: z.record(code, z.strictObject(named)).optional(),
  /** The department that answers its questions, unless the officer names another. */
  department: code.optional(),
});
export type Business = z.output<typeof business>;

const capacity = z.strictObject({
  document: z.int().min(0).max(20).default(0),
  video: z.int().min(0).max(1).default(0),
  voice: z.int().min(0).max(1).default(0),
});
export type Capacity = z.output<typeof capacity>;

/** Skills are written as `{ declare: 4, invoice: 3 }`: skill → level 1 (learning) to 5 (expert). */
const skills = z.record(code, level);
export type Skills = z.output<typeof skills>;

/** A row of a hall's stations: `count` stations numbered `<hall>-<prefix>01` onwards. */
export const stationRow = z.strictObject({
  prefix: z.string().regex(/^[a-z]{1,3}$/, 'expected one to three lower-case letters'),
  kind: z.enum(['seat', 'window']),
  count: z.int().min(1).max(99),
  capacity,
  skills,
});

/** Longer ones would be cut where halls are listed. */
const shortName = z.string().min(1).max(12);

export const hall = z.strictObject({
  code,
  ...named,
  /** What people call it, in lists and before a station's number: 黄埔. Stands in the official name, too. */
  short: shortName,
  /** So in English: Huangpu. */
  shortEn: shortName,
  batch: z.int().min(1).max(3),
  since: month,
  maturity: z.enum(['full', 'pooled']),
  hours: hours.optional(),
  /** Stations that stay idle for the own hall before it lends; `off`: never lends. */
  lend: z
    .union([z.literal('off'), z.strictObject({ reserve: z.int().min(0) })], 'expected off or { reserve: 1 }')
    .optional(),
  stations: z.array(stationRow),
});

export const department = z.strictObject({ code, ...named });

/** Slots of appointments: how long one is, how far ahead it may be booked, what share of the staff's capacity is given away. */
const appointments = z.strictObject({
  slot: duration,
  ahead: duration,
  share: z.number().min(0).max(1),
  /** One may check in so long before the slot, and so long after it began. */
  early: duration,
  late: duration,
});

/** Days that are otherwise than the week says: 节假日 and 调休. */
const days = z.strictObject({ holidays: z.array(z.iso.date()), workdays: z.array(z.iso.date()) });
export type Days = z.output<typeof days>;

export const policy = z.strictObject({
  /** Offers missed in a row after which a station is paused. */
  missedLimit: z.int().min(1),
  /** How long a station whose line dropped keeps its work. */
  stationGrace: duration,
  /** A station that already carries work gets the next ticket no sooner than this after the last. */
  pace: duration,
  /** Time credited per priority, index 0–9: it moves the due time forward. */
  credit: z.array(duration).min(1).max(10),
  /** What may come in while a modality is being worked: `document: [voice, video]`. */
  interrupts: z.strictObject({
    document: z.array(modality).default([]),
    video: z.array(modality).default([]),
    voice: z.array(modality).default([]),
  }),
  lend: z.strictObject({ on: z.boolean(), reserve: z.int().min(0), goal: z.number().min(0).max(1) }),
  /** How long the answer to a command id is remembered. */
  remember: duration,
  /** How long a closed ticket may be rated; without it there are no ratings. */
  rate: duration.optional(),
  /** 差评: working time for the follow-up of a bad rating. */
  followUp: duration.optional(),
  appointments: appointments.optional(),
});
export type Policy = z.output<typeof policy>;

/** What the files of a bureau's folder hold together. */
export const bureauFiles = z.strictObject({
  bureau: z.strictObject({
    code,
    ...named,
    timezone: z.string().min(1),
    /** With `{short}` where the hall's short name stands. */
    officialName: z.string().includes('{short}', 'expected a text that holds {short}'),
    channels: z.record(code, channel),
    groups: z.record(code, z.strictObject({ ...named, modality: modality.optional() })),
    skills: z.record(code, z.strictObject(named)),
    hours,
    days: days.optional(),
    policy,
    rules: z.strictObject({ document: rules, video: rules, voice: rules }),
  }),
  halls: z.array(hall).min(1),
  businesses: z.array(business).min(1),
  departments: z.array(department),
  standards: standards.optional(),
});
export type BureauFiles = z.output<typeof bureauFiles>;

export interface HallConfig extends Omit<z.output<typeof hall>, 'stations' | 'hours' | 'lend'> {
  officialName: string;
  hours: Hours;
  /** Idle stations kept back before lending; `Infinity` never lends. */
  reserve: number;
}

export interface StationConfig {
  id: string;
  hall: string;
  kind: 'seat' | 'window';
  capacity: Capacity;
  skills: Skills;
}

/** A bureau as the core uses it: checked, expanded, looked up by code. */
export interface Bureau {
  code: string;
  name: string;
  en: string;
  timezone: string;
  /** Hash of the content: two equal versions are the same configuration. */
  version: string;
  /** What it was made of: two bureaus are compared by it. */
  files: BureauFiles;
  channels: ReadonlyMap<string, ChannelConfig>;
  groups: ReadonlyMap<string, { name: string; en: string; modality?: Modality | undefined }>;
  halls: ReadonlyMap<string, HallConfig>;
  businesses: ReadonlyMap<string, Business>;
  departments: ReadonlyMap<string, z.output<typeof department>>;
  stations: ReadonlyMap<string, StationConfig>;
  policy: Policy;
  days: Days;
  standards: Standards;
  /** The rules of a business in a channel: defaults of its modality, then the business, then its channel. */
  rulesOf(business: string, channel: string, modality: Modality): Rules;
}
