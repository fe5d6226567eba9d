import { expect, test } from 'vitest';
import { BureauCore } from '../../src/bureau/bureau.ts';
import { collectNames } from '../../src/metrics/names.ts';
import { createMetrics } from '../../src/metrics/registry.ts';
import { bureau as guangzhou, parse } from './metrics-series.ts';

/** A page of a bureau, and again after something was done to it. */
function pageOf(core: BureauCore) {
  const metrics = createMetrics();
  collectNames(metrics, { version: '1.2.3', node: '24.0.0' }, () => core.state.bureau);
  return async () => {
    const page = await metrics.scrape();
    return { page, series: parse(page) };
  };
}

test('[MET-30] codes have their names of the files that rule now, orders included, and the standard its targets', async () => {
  const core = new BureauCore(guangzhou);
  const scrape = pageOf(core);
  const { page, series } = await scrape();
  expect(page).toContain(
    'yunting_hall_info{hall="huangpu",name="黄埔",en="Huangpu District Tax Service",batch="1",maturity="full"} 1\n',
  );
  expect(page).toContain(
    'yunting_group_info{group="phone",name="话务咨询组",en="Telephone enquiry group",modality="voice"} 1\n',
  );
  expect(page).toContain(
    'yunting_channel_info{channel="booth",name="政务晓屋",en="Government service booth",group="vtax"} 1\n',
  );
  expect(page).toContain(
    'yunting_business_info{business="invoice-claim",name="发票领用",en="Claim of invoices",group="etax"} 1\n',
  );
  expect(page).toContain(
    'yunting_department_info{department="information",name="信息中心",en="Information Centre"} 1\n',
  );
  expect(page).toContain('yunting_build_info{version="1.2.3",node="24.0.0"} 1\n');
  const infos = (name: string) => [...series.keys()].filter((each) => each.startsWith(`yunting_${name}_info{`)).length;
  expect(['bureau', 'hall', 'business', 'department'].map(infos)).toEqual([
    1,
    guangzhou.halls.size,
    guangzhou.businesses.size,
    guangzhou.departments.size,
  ]);

  expect(series.get('yunting_indicator_target{indicator="satisfaction"}')).toBe(0.98);
  expect(series.has('yunting_indicator_target{indicator="handle-time"}')).toBe(false);
  expect(series.get('yunting_service_level_goal{group="etax",hall="conghua"}')).toBe(0.9);
  expect(series.get('yunting_service_level_goal{group="phone",hall="conghua"}')).toBe(0.8);

  const by = { role: 'supervisor', sub: 'chief', halls: '*' } as const;
  const order = { of: 'maturity', hall: 'huangpu', set: 'pooled' } as const;
  core.handle({ type: 'order', id: 'order-1', by, order }, 1_000);
  const after = await scrape();
  expect(after.page).toContain(
    'hall="huangpu",name="黄埔",en="Huangpu District Tax Service",batch="1",maturity="pooled"} 1\n',
  );
  expect(after.page).not.toContain('batch="1",maturity="full"} 1\nyunting_hall_info{hall="huangpu"');
  expect(
    [...after.series.keys()].filter((each) => each.includes('hall="huangpu"') && each.includes('_info')),
  ).toHaveLength(1);
});
