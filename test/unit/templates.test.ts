import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseTemplate, fillTemplate, givenOf, templateOf } from '../../src/bureau/templates.ts';
import { loadBureau } from '../../src/config/load.ts';
import { noStandards, type TemplateField } from '../../src/config/standards.ts';
import { outcomes } from '../../src/protocol/commands.ts';
import { tinyBureau, tinyStandards } from './tiny-bureau.ts';

const bureau = tinyBureau((files) => {
  const standards = tinyStandards();
  const [resolved] = standards.templates;
  standards.templates.push({ ...resolved!, version: 2, text: { zh: '新', en: 'new' } });
  const own = { ...resolved!, code: 'claimed', businesses: ['invoice-claim'] };
  standards.templates.push(own);
  standards.defaults.businesses = { 'invoice-claim': { resolved: 'claimed' } };
  files.standards = standards;
});
const { standards } = bureau;
const given = givenOf(bureau, { id: 't7', hall: 'north', business: 'invoice-claim' }, Date.parse('2026-11-22T16:30Z'));
const quota = templateOf(standards, 'quota')!;
const right = { kind: 'special', copies: '25', from: '2026-12-01' };
const chosen = (...args: [string, (typeof outcomes)[number], string?]) => {
  const choice = chooseTemplate(standards, ...args);
  return choice.ok ? choice.template && `${choice.template.code}@${choice.template.version}` : choice.detail;
};

test('[TPL-1] without a code the default of the business goes before that of the outcome; without any there is none', () => {
  expect(chosen('invoice-claim', 'resolved')).toBe('claimed@1');
  expect(chosen('vat-return', 'resolved')).toBe('resolved@2');
  expect(chosen('invoice-claim', 'noShow')).toBe('noshow@1');
  expect(chooseTemplate(noStandards, 'vat-return', 'resolved')).toEqual({ ok: true, template: null });
});

test('[TPL-2] a code means its newest version; an old one is still known', () => {
  expect(chosen('vat-return', 'resolved', 'resolved')).toBe('resolved@2');
  expect(templateOf(standards, 'resolved', 1)).toMatchObject({
    version: 1,
    text: { en: expect.stringContaining('{') },
  });
  expect(templateOf(standards, 'resolved', 3)).toBeUndefined();
});

test('[TPL-3] a template that is not there, or not for this business or outcome, is refused in both languages', () => {
  expect(chosen('vat-return', 'resolved', 'nothing')).toBe('没有模板 nothing (there is no template nothing)');
  const unfit = (business: string, outcome: string) =>
    `模板 quota 不适用于 ${business}、${outcome} (template quota is not for ${business}, ${outcome})`;
  expect(chosen('vat-return', 'resolved', 'quota')).toBe(unfit('vat-return', 'resolved'));
  expect(chosen('invoice-claim', 'refused', 'quota')).toBe(unfit('invoice-claim', 'refused'));
});

describe('a template filled in', () => {
  test('[TPL-4] says its text in Chinese and in English, and which version it was', () => {
    expect(fillTemplate(quota, { ...right, note: ' 加急 ' }, given)).toEqual({
      ok: true,
      text: '专票 25 份，2026年12月1日起。加急',
      en: 'special, 25 copies, from 2026-12-01. 加急',
      template: { code: 'quota', version: 1 },
    });
  });

  test('[TPL-4] knows ticket, hall, business and the day of the city', () => {
    const all = {
      ...quota,
      fields: {},
      text: { zh: '{ticket} {hall} {business} {today}', en: '{hall} {business} {today}' },
    };
    expect(fillTemplate(all, {}, given)).toMatchObject({
      text: 't7 小市税务局纳税服务运营中心(北区)(云税厅) 发票领用 2026年11月23日',
      en: 'North Claim of invoices 2026-11-23',
    });
  });

  test('[TPL-5] leaves nothing where an optional field is empty', () => {
    for (const fields of [right, { ...right, note: '  ' }])
      expect(fillTemplate(quota, fields, given)).toMatchObject({ text: '专票 25 份，2026年12月1日起。' });
  });

  test('[TPL-6] takes what stands in a field as text, never as a field', () => {
    const filled = fillTemplate(quota, { ...right, note: '{ticket} $& {from}' }, given);
    expect(filled).toMatchObject({ text: '专票 25 份，2026年12月1日起。{ticket} $& {from}' });
  });

  test('[TPL-7] keeps money to the cent, with all its decimals', () => {
    const amount: TemplateField = { name: { zh: '金额', en: 'Amount' }, type: 'number', required: true, decimals: 2 };
    const money = { ...quota, fields: { amount }, text: { zh: '{amount}', en: '{amount}' } };
    const said = (value: string) => fillTemplate(money, { amount: value }, given);
    for (const [value, text] of [
      ['12', '12.00'],
      ['999999999999999.9', '999999999999999.90'],
      ['-0.05', '-0.05'],
    ])
      expect(said(value!)).toMatchObject({ ok: true, text });
    for (const value of ['1.005', '1,000', '1e3', '0x10', '007', '.5', '5.', 'Infinity', '一', ''])
      expect(said(value).ok).toBe(false);
  });
});

const wrong: [keyof typeof right | 'note', string, string][] = [
  ['kind', 'Special', 'kind 票种: 应为以下之一：special、ordinary (Kind: expected one of special, ordinary)'],
  ['kind', 'toString', 'kind 票种: 应为以下之一：special、ordinary (Kind: expected one of special, ordinary)'],
  [
    'copies',
    '51',
    'copies 份数: 应为整数，不小于 1，不大于 50 (Copies: expected a whole number, at least 1, at most 50)',
  ],
  [
    'copies',
    '2.5',
    'copies 份数: 应为整数，不小于 1，不大于 50 (Copies: expected a whole number, at least 1, at most 50)',
  ],
  ['from', '2026-02-29', 'from 生效日期: 应为日期，如 2026-11-23 (From: expected a date such as 2026-11-23)'],
  ['from', '1.12.2026', 'from 生效日期: 应为日期，如 2026-11-23 (From: expected a date such as 2026-11-23)'],
  ['note', 'x'.repeat(21), 'note 说明: 应为 1 至 20 个字的文本 (Note: expected text of 1 to 20 characters)'],
];

describe('fields that do not fit', () => {
  test.each(wrong)('[TPL-8] %s %j is refused by name, with what is expected', (name, value, detail) => {
    expect(fillTemplate(quota, { ...right, [name]: value }, given)).toEqual({ ok: false, detail });
  });

  test('[TPL-8] all of them are named at once, with those that are missing and those that are too many', () => {
    const filled = fillTemplate(quota, { from: 'soon', stamp: 'x' }, given);
    expect(filled.ok ? [] : filled.detail.split('; ')).toEqual([
      'stamp: 模板中没有此字段 (there is no such field)',
      expect.stringMatching(/^kind /),
      expect.stringMatching(/^copies /),
      expect.stringMatching(/^from /),
    ]);
  });

  test('[TPL-9] whatever is filled in, there is a text without gaps, or a detail without the value', () => {
    const value = fc.string({ minLength: 1, maxLength: 30 }).map((text) => `⟦${text}⟧`);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(right), 'note'), value), (fields) => {
        const filled = fillTemplate(quota, { ...right, ...fields }, given);
        if (filled.ok) expect(Object.keys(fields).every((name) => name === 'note')).toBe(true);
        else expect(filled.detail).not.toContain('⟦');
      }),
    );
  });
});

describe('the templates of Guangzhou', async () => {
  const guangzhou = await loadBureau('config/guangzhou');
  const sample = (field: TemplateField) =>
    ({
      text: () => '说明',
      date: () => '2026-12-01',
      number: () => String(field.type === 'number' ? Math.ceil(field.min ?? 1) : 1),
      choice: () => (field.type === 'choice' ? Object.keys(field.options)[0]! : ''),
    })[field.type]();
  const facts = givenOf(guangzhou, { id: 't7', hall: 'huangpu', business: 'vat-return' }, 0);

  test.each(guangzhou.standards.templates.map((t) => [t.code, t] as const))(
    '[TPL-10] %s can be filled in, and leaves no gap in either language',
    (_, template) => {
      const fields = Object.fromEntries(Object.entries(template.fields).map(([name, field]) => [name, sample(field)]));
      const filled = fillTemplate(template, fields, facts);
      expect(filled).toMatchObject({ ok: true });
      if (filled.ok) for (const text of [filled.text, filled.en]) expect(text).not.toMatch(/[{}]|undefined/);
    },
  );

  test('[TPL-11] any business and outcome is answered without a word of the officer', () => {
    for (const business of guangzhou.businesses.keys())
      for (const outcome of outcomes) {
        const choice = chooseTemplate(guangzhou.standards, business, outcome);
        const template = choice.ok ? choice.template : null;
        expect(template && fillTemplate(template, {}, facts), `${business} ${outcome}`).toMatchObject({ ok: true });
      }
  });
});
