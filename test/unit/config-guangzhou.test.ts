import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { loadBureau } from '../../src/config/load.ts';
import { stationId } from '../../src/protocol/ids.ts';
import { type Modality, modalities } from '../../src/protocol/modality.ts';

const bureau = await loadBureau('config/guangzhou');
const halls = [...bureau.halls.values()];
const stations = [...bureau.stations.values()];

describe('the bureau of Guangzhou as shipped', () => {
  test('[CFG-12] has the thirteen units in the three batches of the paper', () => {
    const batch = (number: number) =>
      halls.filter((hall) => hall.batch === number).map(({ short, since }) => `${short} ${since}`);
    expect(batch(1)).toEqual(['黄埔', '南沙', '越秀'].map((short) => `${short} 2021-10`));
    expect(batch(2)).toEqual(['三分局', '荔湾', '番禺', '白云', '增城'].map((short) => `${short} 2021-11`));
    expect(batch(3)).toEqual(['二分局', '天河', '海珠', '花都', '从化'].map((short) => `${short} 2022-03`));
    expect(halls).toHaveLength(13);
    expect(halls.filter(({ batch }) => batch === 1).map(({ maturity }) => maturity)).toEqual(['full', 'full', 'full']);
  });

  test('[CFG-12] names its halls by the template', () => {
    expect(bureau.halls.get('huangpu')!.officialName).toBe('国家税务总局广州市税务局纳税服务运营中心(黄埔)(云税厅)');
    for (const of of ['short', 'shortEn'] as const) expect(new Set(halls.map((hall) => hall[of])).size).toBe(13);
    expect(bureau.halls.get('huangpu')!.shortEn).toBe('Huangpu');
  });

  test('[CFG-13] takes the booth into the V-Tax group and has the groups of the paper', () => {
    const groupOf = Object.fromEntries([...bureau.channels].map(([code, { group }]) => [code, group]));
    expect(groupOf).toEqual({ etax: 'etax', vtax: 'vtax', booth: 'vtax', phone: 'phone', realty: 'etax' });
    expect([...bureau.groups.values()].map(({ name }) => name)).toEqual([
      '电子税务局业务受理组',
      'V-Tax平台业务受理组',
      '话务咨询组',
    ]);
  });

  test('[CFG-14] has stations for each modality in every hall, with ids that the protocol takes', () => {
    expect(stations).toHaveLength(450);
    for (const { id } of stations) expect(stationId.safeParse(id).success, id).toBe(true);
    for (const { code } of halls)
      for (const modality of modalities)
        expect(
          stations.some(({ hall, capacity }) => hall === code && capacity[modality] > 0),
          `${code} ${modality}`,
        ).toBe(true);
  });

  test('[CFG-14] can serve each business in every hall, except those that the city shares', () => {
    const able = (hall: string, skill: string, modality: Modality) =>
      stations.some((station) => station.hall === hall && station.capacity[modality] > 0 && station.skills[skill]);
    const shared = new Set<string>();
    for (const { code, skill, channels } of bureau.businesses.values())
      for (const [channel, modality] of Object.entries(channels)) {
        const last = bureau.rulesOf(code, channel, modality).steps.at(-1)!;
        if (halls.every((hall) => able(hall.code, skill, modality))) continue;
        shared.add(code);
        expect(last.scope, `${code} by ${channel} is not in every hall`).toBe('bureau');
      }
    expect([...shared]).toEqual(['export-refund', 'export-filing']);
  });

  test('[CFG-15] ends every ticket’s widening with anybody able, and promises no handling shorter than the wait', () => {
    for (const { code, channels } of bureau.businesses.values())
      for (const [channel, modality] of Object.entries(channels)) {
        const { steps, target, limit } = bureau.rulesOf(code, channel, modality);
        expect(steps.at(-1), `${code} by ${channel}`).toEqual({ scope: 'bureau', minLevel: 1 });
        expect(limit, `${code} by ${channel}`).toBeGreaterThanOrEqual(target);
      }
  });

  test('[CFG-21] asks each business for some material, and each has a department that answers its questions', () => {
    for (const { code, materials, department } of bureau.businesses.values()) {
      const items = Object.values(materials ?? {});
      expect(items.length, code).toBeGreaterThanOrEqual(3);
      expect(items.length, code).toBeLessThanOrEqual(8);
      expect(new Set(items.map(({ name }) => name)).size, code).toBe(items.length);
      expect(bureau.departments.has(department ?? ''), code).toBe(true);
    }
  });

  test('[CFG-22] keeps the public holidays of 2026 and works on the days that make up for them', () => {
    const { holidays, workdays } = bureau.days;
    const weekday = (date: string) => DateTime.fromISO(date).weekday;
    expect(holidays).toHaveLength(33);
    // The notice gives 13 statutory days; the others are weekends, or are made up for.
    expect(holidays.filter((date) => weekday(date) <= 5)).toHaveLength(13 + workdays.length);
    expect(workdays.map(weekday).every((day) => day > 5)).toBe(true);
  });

  test('[CFG-23] promises no more than ten working days of eight hours, and gives a department less than what is promised', () => {
    for (const { code, channels } of bureau.businesses.values())
      for (const [channel, modality] of Object.entries(channels)) {
        const { limit, escalate } = bureau.rulesOf(code, channel, modality);
        expect(limit, code).toBeLessThanOrEqual(80 * 3_600_000);
        expect(escalate, `${code} by ${channel}`).toBeLessThan(limit);
      }
    expect(bureau.policy.followUp).toBe(7 * 8 * 3_600_000);
  });
});
