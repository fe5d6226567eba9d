import type { z } from 'zod';
import { expandBureau } from '../../src/config/expand.ts';
import { type Bureau, bureauFiles } from '../../src/config/schema.ts';
import { type Outcome, outcomes } from '../../src/protocol/commands.ts';

/** Files as they are written: durations are text. */
export type WrittenFiles = z.input<typeof bureauFiles>;

/**
 * A bureau that fits on one screen, open day and night: halls `north` (2 seats, 2 windows), `south` (1 and 1) and
 * `east` (1 seat), three businesses over three skills, all four channels. `change` edits the files before they are
 * read: `tinyBureau((files) => { files.bureau.policy.pace = '0s'; })`.
 */
export function tinyBureau(change: (files: WrittenFiles) => void = () => {}): Bureau {
  const files = tinyFiles();
  change(files);
  return expandBureau(bureauFiles.parse(files));
}

/** The same as data, made anew by each call. */
export function tinyFiles(): WrittenFiles {
  const steps = () => [
    { scope: 'hall' as const, minLevel: 3, for: '10s' },
    { scope: 'hall' as const, for: '10s' },
    { scope: 'lending' as const, for: '20s' },
    { scope: 'bureau' as const },
  ];
  const everyChannel = () => ({ etax: 'document', vtax: 'video', booth: 'video', phone: 'voice' }) as const;
  const window = { document: 3, video: 1 };
  return {
    bureau: {
      code: 'tiny',
      name: '小市税务局',
      en: 'Tiny Tax Bureau',
      timezone: 'Asia/Shanghai',
      officialName: '小市税务局纳税服务运营中心({short})(云税厅)',
      channels: {
        etax: { name: '电子税务局', en: 'E-tax portal', group: 'etax', modalities: ['document'], presence: 'none' },
        vtax: { name: 'V-Tax', en: 'V-Tax', group: 'vtax', modalities: ['video', 'document'], presence: 'session' },
        booth: { name: '政务晓屋', en: 'Booth', group: 'vtax', modalities: ['video'], presence: 'session' },
        phone: { name: '咨询电话', en: 'Phone', group: 'phone', modalities: ['voice'], presence: 'call' },
      },
      groups: {
        etax: { name: '电子税务局业务受理组', en: 'E-tax group' },
        vtax: { name: 'V-Tax平台业务受理组', en: 'V-Tax group' },
        phone: { name: '话务咨询组', en: 'Phone group' },
      },
      skills: {
        invoice: { name: '发票', en: 'Invoices' },
        declare: { name: '申报', en: 'Returns' },
        social: { name: '社保费', en: 'Social insurance' },
      },
      hours: { open: '00:00', close: '23:59', days: [1, 2, 3, 4, 5, 6, 7], drain: '30m' },
      policy: {
        missedLimit: 2,
        stationGrace: '20s',
        pace: '5s',
        credit: ['0s', '30s', '90s'],
        interrupts: { document: ['voice', 'video'] },
        lend: { on: true, reserve: 1, goal: 0.8 },
        remember: '1h',
      },
      rules: {
        document: {
          target: '10m',
          goal: 0.9,
          offer: '60s',
          wrapUp: '2m',
          grace: '1m',
          avoid: '30s',
          limit: '1h',
          autoAccept: true,
          steps: steps(),
        },
        video: {
          target: '60s',
          goal: 0.8,
          offer: '20s',
          wrapUp: '60s',
          grace: '30s',
          avoid: '30s',
          limit: '30m',
          autoAccept: false,
          steps: steps(),
        },
        voice: {
          target: '20s',
          goal: 0.8,
          offer: '15s',
          wrapUp: '30s',
          grace: '15s',
          avoid: '30s',
          limit: '15m',
          autoAccept: false,
          steps: steps(),
        },
      },
    },
    halls: [
      {
        code: 'north',
        name: '北区税务局',
        en: 'North',
        short: '北区',
        shortEn: 'North',
        batch: 1,
        since: '2021-10',
        maturity: 'full',
        stations: [
          {
            prefix: 's',
            kind: 'seat',
            count: 2,
            capacity: { voice: 1 },
            skills: { invoice: 4, declare: 3, social: 2 },
          },
          { prefix: 'w', kind: 'window', count: 2, capacity: window, skills: { invoice: 3, declare: 4, social: 2 } },
        ],
      },
      {
        code: 'south',
        name: '南区税务局',
        en: 'South',
        short: '南区',
        shortEn: 'South',
        batch: 2,
        since: '2021-11',
        maturity: 'full',
        stations: [
          {
            prefix: 's',
            kind: 'seat',
            count: 1,
            capacity: { voice: 1 },
            skills: { invoice: 3, declare: 2, social: 4 },
          },
          { prefix: 'w', kind: 'window', count: 1, capacity: window, skills: { invoice: 2, declare: 3, social: 4 } },
        ],
      },
      {
        code: 'east',
        name: '东区税务局',
        en: 'East',
        short: '东区',
        shortEn: 'East',
        batch: 3,
        since: '2022-03',
        maturity: 'full',
        stations: [{ prefix: 's', kind: 'seat', count: 1, capacity: { voice: 1 }, skills: { invoice: 3 } }],
      },
    ],
    businesses: [
      { code: 'invoice-claim', name: '发票领用', en: 'Claim of invoices', skill: 'invoice', channels: everyChannel() },
      { code: 'vat-return', name: '增值税申报', en: 'VAT return', skill: 'declare', channels: everyChannel() },
      { code: 'social-fee', name: '社保费缴费', en: 'Social insurance fee', skill: 'social', channels: everyChannel() },
    ],
    departments: [{ code: 'goods', name: '货物和劳务税处', en: 'Goods and Services Tax' }],
  };
}

/** Standards for it, as they are written: a template for each outcome, and `quota` with a field of each type. */
export function tinyStandards(): NonNullable<WrittenFiles['standards']> {
  const words = (zh: string, en: string) => ({ zh, en });
  const template = (outcome: Outcome) => ({
    code: outcome.toLowerCase(),
    version: 1,
    name: words(outcome, outcome),
    outcomes: [outcome],
    text: words(`{business}（{ticket}）：${outcome}`, `{business} ({ticket}): ${outcome}`),
  });
  return {
    duties: { station: { name: words('坐席', 'Officer'), duties: [words('应答', 'Answers')], rights: [] } },
    processes: { default: [{ step: words('派件', 'Offer'), by: 'bureau', limit: 'target' }] },
    templates: [
      ...outcomes.map(template),
      {
        code: 'quota',
        version: 1,
        name: words('核定', 'Quota'),
        outcomes: ['resolved'],
        businesses: ['invoice-claim'],
        text: words('{kind} {copies} 份，{from}起。{note}', '{kind}, {copies} copies, from {from}. {note}'),
        fields: {
          kind: {
            name: words('票种', 'Kind'),
            type: 'choice',
            options: { special: words('专票', 'special'), ordinary: words('普票', 'ordinary') },
          },
          copies: { name: words('份数', 'Copies'), type: 'number', min: 1, max: 50 },
          from: { name: words('生效日期', 'From'), type: 'date' },
          note: { name: words('说明', 'Note'), type: 'text', max: 20, required: false },
        },
      },
    ],
    defaults: { outcomes: Object.fromEntries(outcomes.map((outcome) => [outcome, outcome.toLowerCase()])) },
    indicators: [
      { code: 'service-count', name: words('服务次数', 'Services'), formula: 'serviceCount', unit: 'count' },
    ],
    ratings: {
      grades: [1, 2, 3, 4, 5].map((grade) => words(`${grade} 分`, `${grade}`)),
      reasons: { slow: { ...words('太慢', 'Slow'), grades: [1, 2] } },
    },
    screens: { station: { name: words('工作台', 'Desk'), shows: [words('在办件', 'Work')] } },
    identity: { name: '小市税务局纳税服务运营中心({short})(云税厅)', colours: { primary: '#1a4f9c' } },
  };
}
