import { z } from 'zod';
import { modalities } from './modality.ts';

const modality = z.enum(modalities);

const named = { code: z.string(), name: z.string(), en: z.string() };
const words = z.object({ zh: z.string(), en: z.string() });

/** Where a browser finds its way to another one (WebRTC's RTCIceServer): STUN and TURN. */
export const iceServer = z.strictObject({
  urls: z.union([z.string(), z.array(z.string()).min(1)]),
  username: z.string().exactOptional(),
  credential: z.string().exactOptional(),
});
export type IceServer = z.output<typeof iceServer>;

/** What a page must know of the bureau's files: codes, what they are called, what may be chosen. Holds nothing of any ticket. */
export const catalogueView = z.object({
  /** Hash of the files: another one is another catalogue. */
  version: z.string(),
  bureau: z.object({ ...named, timezone: z.string() }),
  halls: z.array(
    z.object({
      ...named,
      /** What people call it, e.g. 黄埔 and Huangpu. */
      short: z.string(),
      shortEn: z.string(),
      officialName: z.string(),
      maturity: z.enum(['full', 'pooled']),
      hours: z.object({ open: z.string(), close: z.string(), days: z.array(z.int()) }),
    }),
  ),
  /** `selfService`: taxpayers may take a number by it on the bureau's own page. */
  channels: z.array(z.object({ ...named, group: z.string(), modalities: z.array(modality), selfService: z.boolean() })),
  groups: z.array(z.object({ ...named, modality: modality.optional() })),
  skills: z.array(z.object(named)),
  /** The most asked for first. */
  businesses: z.array(
    z.object({
      ...named,
      skill: z.string(),
      channels: z.record(z.string(), modality),
      /** What it is called in plain words, to be searched in. */
      words: z.array(z.string()),
      materials: z.array(z.object(named)),
      department: z.string().optional(),
    }),
  ),
  departments: z.array(z.object(named)),
  /** One may check in from `early` before the slot until `late` after it began, ms. Absent where none can be booked. */
  appointments: z.object({ early: z.int(), late: z.int() }).optional(),
  ratings: z.object({
    grades: z.array(words),
    reasons: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string(), grades: z.array(z.int()) })),
  }),
  /** For video calls. Absent for the public: a relay's password is for those who have a session. */
  iceServers: z.array(iceServer).optional(),
  /** Where Grafana shows the walls. For supervisors and readers, where the server knows it. */
  walls: z.string().optional(),
  /** 回复意见模板, the newest version of each. Absent for taxpayers, as are stations. */
  templates: z
    .array(
      z.object({
        code: z.string(),
        name: words,
        outcomes: z.array(z.string()),
        businesses: z.array(z.string()).optional(),
        text: words,
        fields: z.array(
          z.object({
            code: z.string(),
            type: z.enum(['text', 'number', 'date', 'choice']),
            name: words,
            required: z.boolean(),
            max: z.number().optional(),
            min: z.number().optional(),
            decimals: z.int().optional(),
            options: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })).optional(),
          }),
        ),
      }),
    )
    .optional(),
  stations: z
    .array(
      z.object({
        id: z.string(),
        hall: z.string(),
        kind: z.enum(['seat', 'window']),
        capacity: z.record(modality, z.int()),
        skills: z.record(z.string(), z.int()),
      }),
    )
    .optional(),
});
export type CatalogueView = z.output<typeof catalogueView>;

/** How long one would wait now, of one hall and modality. */
export const lineView = z.object({
  hall: z.string(),
  modality,
  state: z.enum(['closed', 'open', 'draining']),
  waiting: z.int(),
  /** For somebody who came now; absent while nobody is there to serve. */
  estimateMs: z.int().optional(),
});
export type LineView = z.output<typeof lineView>;
