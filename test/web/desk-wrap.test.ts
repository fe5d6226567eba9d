import { expect, test } from 'vitest';
import { cityClock } from '../../src/simulate/city/clock.ts';
import { atWork, expectAccessible, openHall, Party, press, taxpayer } from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';

const clock = cityClock({ speed: 1, origin: Date.parse('2026-03-02T10:00:00+08:00'), since: Date.now() });
const city = forAllTests(() => openHall({}, { clock }));

/** The city's time goes so fast from now on. */
function run(speed: number): void {
  clock.pace({ speed, since: Date.now() });
  city.server.host.clockSet();
}

test('[DSK-17] the time to close a ticket runs down as a bar, is marked near its end, and says so when it is over', async () => {
  const page = await atWork(city, 'huangpu-w01');
  const payer = await Party.of(city, taxpayer('p-17'));
  const { ticket } = await payer.client.command({
    type: 'submit',
    business: 'invoice-approval',
    channel: 'vtax',
    hall: 'huangpu',
  });
  await page.getByRole('region', { name: /新派件/ }).waitFor();
  await press(page, 'a');
  await payer.client.command({ type: 'join', ticket });
  await page.getByText('通话中').waitFor();
  await press(page, 'e');
  const lane = page.getByRole('region', { name: '发票票种核定和额度调整' });
  const bar = lane.locator('.desk-limit', { hasText: '办后' });
  await bar.getByText(/办后剩 1:5\d，届时按标准回复自动办结/).waitFor();
  const width = () => bar.locator('i').evaluate((part) => part.getBoundingClientRect().width);
  const before = await width();
  expect(await bar.getAttribute('class')).toContain('desk-limit-good');
  await page.getByRole('navigation').getByText('办后剩').waitFor();
  await expectAccessible(page);
  run(20);
  await lane.locator('.desk-limit-warned', { hasText: '办后' }).waitFor();
  expect(await width()).toBeGreaterThan(before);
  run(1);
  await expectAccessible(page);
  // Without a line the page still knows that it is over, though not what became of it.
  run(20);
  await page.context().setOffline(true);
  await page.getByText('办后时间已到，正在自动办结').first().waitFor();
  run(1);
  await page.context().setOffline(false);
  await payer.ticket((t) => t.id === ticket && t.state === 'closed');
  await lane.waitFor({ state: 'detached' });
  payer.close();
});
