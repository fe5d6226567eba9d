import type { WrittenFiles } from '../../unit/tiny-bureau.ts';

const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}0${n + 1}`);
/** Everybody who is at work; nobody ever comes to north-s05 and north-w05. */
export const stations = [
  ...['north-s', 'south-s', 'east-s'].flatMap((row) => numbered(row, 4)),
  ...['north-w', 'south-w'].flatMap((row) => numbered(row, 4)),
];
export const halls = ['north', 'south', 'east'];
export const businesses = ['invoice-claim', 'vat-return', 'social-fee'];
export const channels = ['etax', 'vtax', 'booth', 'phone'];
export const materials = { licence: { name: '营业执照', en: 'Licence' }, form: { name: '申请表', en: 'Form' } };

const targets: Record<string, string> = { document: '2s', video: '1500ms', voice: '1s' };
/** One may check in so long before the slot, ms. */
export const early = 120_000;

/** The whole practice of the tiny bureau, in such haste that all its times come up, some while a server is away. */
export function hasty(
  { bureau, halls: all, businesses: catalogue, departments }: WrittenFiles,
  callback: string,
): void {
  // Round the clock: all time is working time, whatever the zone.
  Object.assign(bureau.hours, { open: '00:00', close: '00:00' });
  Object.assign(bureau.policy, {
    ...{ stationGrace: '30s', pace: '50ms', missedLimit: 4, rate: '1500ms', followUp: '1200ms' },
    appointments: { slot: '1m', ahead: '150s', share: 1, early: `${early}ms`, late: '500ms' },
  });
  for (const row of all.flatMap((hall) => hall.stations)) row.count += 3;
  for (const [modality, rules] of Object.entries(bureau.rules)) {
    Object.assign(rules, {
      ...{
        target: targets[modality],
        offer: '350ms',
        wrapUp: '700ms',
        avoid: '300ms',
        limit: '4s',
        prefer: '400ms',
        supplement: '2500ms',
      },
      ...{ escalate: '1500ms', recall: { times: 1, every: '700ms' }, callback: '200ms' },
      // A line of one's own that breaks has the time that it needs; a caller on hold has not.
      grace: modality === 'video' ? '30s' : '1200ms',
      ...(modality !== 'document' && { join: '1200ms' }),
    });
    for (const step of rules.steps) if (step.for !== undefined) step.for = '300ms';
  }
  for (const channel of Object.values(bureau.channels)) Object.assign(channel, { callback });
  for (const business of catalogue) Object.assign(business, { materials });
  departments.push({ code: 'income', name: '企业所得税处', en: 'Corporate Income Tax' });
}
