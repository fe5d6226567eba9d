import { z } from 'zod';
import { outcomes } from '../protocol/commands.ts';
import { roles } from '../protocol/principal.ts';

const code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected a code: lower-case letters, digits and -');
const words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Words = z.output<typeof words>;

const field = { name: words, required: z.boolean().default(true) };
/** A field of a reply template. What is filled in for a `choice` is the code of one of its options. */
export const templateField = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('text'), ...field, max: z.int().min(1).max(200).default(200) }),
    z.strictObject({
      type: z.literal('number'),
      ...field,
      min: z.number().optional(),
      max: z.number().optional(),
      /** Decimal places: 2 for money. */
      decimals: z.int().min(0).max(6).default(0),
    }),
    z.strictObject({ type: z.literal('date'), ...field }),
    z.strictObject({ type: z.literal('choice'), ...field, options: z.record(code, words) }),
  ],
  'expected one of text, number, date, choice',
);
export type TemplateField = z.output<typeof templateField>;

/** What every reply may say without being told: `{ticket}`, `{hall}`, `{business}` and the day, `{today}`. */
export const givenNames = ['ticket', 'hall', 'business', 'today'] as const;
export type GivenName = (typeof givenNames)[number];

/** 回复意见模板: `{field}` stands for a field's value. A changed text is a new version; the old ones may stay listed. */
export const replyTemplate = z.strictObject({
  code,
  version: z.int().min(1),
  name: words,
  /** Outcomes that it may close. */
  outcomes: z.array(z.enum(outcomes)).min(1),
  /** Businesses that it is for; without it, all. */
  businesses: z.array(code).min(1).optional(),
  text: words,
  fields: z.record(code, templateField).default({}),
});
export type ReplyTemplate = z.output<typeof replyTemplate>;

/** The formulas of src/performance/. */
export const formulaNames = [
  'serviceCount',
  'serviceSeconds',
  'ticketsHandled',
  'pauseCount',
  'attendance',
  'answerRate',
  'firstTimeRate',
  'overdueRate',
  'satisfaction',
  'serviceLevel',
  'speedOfAnswer',
  'handleTime',
  'occupancy',
  'adherence',
] as const;
export type FormulaName = (typeof formulaNames)[number];

/** A performance indicator: what it is, how it is counted, what it should be. */
export const indicator = z.strictObject({
  code,
  name: words,
  formula: z.enum(formulaNames),
  unit: z.enum(['count', 'seconds', 'share']),
  target: z.number().optional(),
  better: z.enum(['higher', 'lower', 'neither']).default('neither'),
});
export type Indicator = z.output<typeof indicator>;

/** A step's limit is one of the durations in the business's rules, or in the bureau's policy. */
const limits = [
  'target',
  'offer',
  'join',
  'grace',
  'wrapUp',
  'limit',
  'supplement',
  'escalate',
  'rate',
  'followUp',
] as const;

/** 标准: the bureau's rules of conduct as data, one file each in `standards/`. */
export const standards = z.strictObject({
  /** 职责分工: duties and rights of each role. */
  duties: z.partialRecord(
    z.enum(roles),
    z.strictObject({ name: words, duties: z.array(words), rights: z.array(words) }),
  ),
  /** 业务处理流程: steps of each kind of work, by business or `default`. `bureau`: the dispatch server itself. */
  processes: z.record(
    code,
    z.array(z.strictObject({ step: words, by: z.enum([...roles, 'bureau']), limit: z.enum(limits).optional() })).min(1),
  ),
  templates: z.array(replyTemplate),
  /** The template of an outcome when nobody chose one; a business's own goes first. None of them needs a field. */
  defaults: z.strictObject({
    outcomes: z.partialRecord(z.enum(outcomes), code),
    businesses: z.record(code, z.partialRecord(z.enum(outcomes), code)).default({}),
  }),
  /** 绩效指标. */
  indicators: z.array(indicator),
  /** 好差评: the grades from 1 to 5, and reasons by code, shown with the grades that they belong to. */
  ratings: z.strictObject({
    grades: z.array(words).length(5, 'expected 5 entries: grades 1 to 5'),
    reasons: z.record(code, z.strictObject({ ...words.shape, grades: z.array(z.int().min(1).max(5)).min(1) })),
  }),
  /** 系统展示内容: what each screen shows. */
  screens: z.record(code, z.strictObject({ name: words, shows: z.array(words).min(1) })),
  /** 统一标识: naming and colours. */
  identity: z.strictObject({
    name: z.string().includes('{short}', 'expected a text that holds {short}'),
    colours: z.record(code, z.string().regex(/^#[0-9a-f]{6}$/i, 'expected a colour such as #1f5fae')),
  }),
});
export type Standards = z.output<typeof standards>;

/** What a bureau without a folder of standards works by: no templates, no indicators. */
export const noStandards: Standards = {
  duties: {},
  processes: {},
  templates: [],
  defaults: { outcomes: {}, businesses: {} },
  indicators: [],
  ratings: { grades: [], reasons: {} },
  screens: {},
  identity: { name: '{short}', colours: {} },
};
