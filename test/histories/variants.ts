import type { Bureau } from '../../src/config/schema.ts';
import { tinyBureau, tinyStandards, type WrittenFiles } from '../unit/tiny-bureau.ts';

/** The tiny bureau with the whole practice, in times so short that a history of minutes meets them all. */
function practice(files: WrittenFiles): void {
  const { bureau, businesses, departments } = files;
  const { document, video, voice } = bureau.rules;
  const usual = { supplement: '4m', prefer: '15s', escalate: '3m' };
  Object.assign(document, usual, { limit: '10m' });
  Object.assign(video, usual, { limit: '5m', join: '15s', recall: { times: 2, every: '30s' }, callback: '60s' });
  Object.assign(voice, usual, { limit: '4m', join: '10s', recall: { times: 1, every: '20s' }, callback: '30s' });
  bureau.policy.rate = '10m';
  bureau.policy.followUp = '5m';
  bureau.policy.appointments = { slot: '2m', ahead: '3h', share: 0.5, early: '3m', late: '1m' };
  const item = (name: string) => ({ name, en: name });
  const [invoice, , social] = businesses;
  Object.assign(invoice ?? {}, { materials: { license: item('营业执照'), lease: item('租赁合同') } });
  Object.assign(social ?? {}, { rules: { limit: '7m', target: '90s' } });
  departments.push({ code: 'income', name: '企业所得税处', en: 'Corporate Income Tax' });
  files.standards = tinyStandards();
}

const pooled = (files: WrittenFiles, ...codes: string[]): void => {
  for (const hall of files.halls) hall.maturity = codes.includes(hall.code) ? 'pooled' : 'full';
};

/** The tiny bureau in different moods; all but the first with the whole practice. */
export const variants: ((files: WrittenFiles) => void)[] = [
  () => {},
  practice,
  (files) => {
    practice(files);
    Object.assign(files.bureau.policy, { pace: '0s', lend: { on: true, reserve: 0, goal: 0.5 } });
  },
  (files) => {
    practice(files);
    Object.assign(files.bureau.rules.document, { autoAccept: false, offer: '10s' });
  },
  (files) => {
    practice(files);
    const days = { holidays: ['2026-11-24'], workdays: ['2026-11-28'] };
    Object.assign(files.bureau, { hours: { open: '09:00', close: '10:04', days: [1, 2, 3], drain: '2m' }, days });
  },
  (files) => {
    practice(files);
    files.bureau.policy.lend.on = false;
    for (const hall of files.halls) for (const row of hall.stations) row.skills = { invoice: 3, social: 1 };
  },
  (files) => {
    practice(files);
    pooled(files, 'south', 'east');
  },
  (files) => {
    practice(files);
    pooled(files, 'north', 'south', 'east');
    Object.assign(files.bureau.policy, { lend: { on: true, reserve: 0, goal: 0 } });
    for (const hall of files.halls)
      for (const row of hall.stations)
        if (row.kind === 'window') Object.assign(row, { capacity: { document: 2, video: 1, voice: 1 } });
  },
];

const made = new Map<number, Bureau>();

/** A variant's bureau, which is made once: it never changes. */
export function bureauOf(variant: number): Bureau {
  const index = variant % variants.length;
  let bureau = made.get(index);
  if (bureau === undefined) {
    bureau = tinyBureau(variants[index]);
    made.set(index, bureau);
  }
  return bureau;
}
