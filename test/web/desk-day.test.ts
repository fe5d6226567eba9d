import { expect, test } from 'vitest';
import { atWork, expectAccessible, officer, openHall, Party, press, tabTo, taxpayer, tokenOf } from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';

const city = forAllTests(openHall);

const document = { type: 'submit', business: 'invoice-approval', channel: 'etax', hall: 'huangpu' } as const;

test('[DSK-11] a reload comes back to the own station, a second tab takes it over, an expired link says what to do', async () => {
  const page = await city.visit('desk', await tokenOf(city, officer('o-11')));
  await page.getByLabel('输入工位编号').fill('w13');
  await press(page, 'Enter');
  await page.getByText('在黄埔 w13签到').waitFor();
  await press(page, 'Enter');
  await page.getByText('暂停接件。').waitFor();
  await page.reload();
  await page.getByText('暂停接件。').waitFor();

  const second = await page.context().newPage();
  await second.goto(`${city.server.url}/desk/#token=${await tokenOf(city, officer('o-11'))}`);
  await second.getByText('暂停接件。').waitFor();
  await page.getByText('已在别处登录').waitFor();
  await expectAccessible(page);
  await tabTo(page, '重新载入');
  await press(page, 'Enter');
  await page.getByText('暂停接件。').waitFor();
  await second.getByText('已在别处登录').waitFor();

  const late = await city.visit('desk', await city.server.tokens.sign(officer('o-12'), -60));
  await late.getByText('请先登录').waitFor();
  await expectAccessible(late);
});

test('[DSK-33] who chooses a station before the list has come sits down there when it comes', async () => {
  const page = await city.visit('department', '');
  const asked = Promise.withResolvers<void>();
  const chosen = Promise.withResolvers<void>();
  // The server's own answer, late.
  await page.route('**/api/stations', async (route) => {
    asked.resolve();
    await chosen.promise;
    await route.continue();
  });
  await page.goto(`${city.server.url}/desk/#token=${await tokenOf(city, officer('o-33'))}`);
  await asked.promise;
  await page.getByLabel('输入工位编号').fill('v03');
  await press(page, 'Enter');
  chosen.resolve();
  await page.getByText('在黄埔 v03签到').waitFor();
});

test('[DSK-12] a file that the taxpayer supplied is opened by the officer who serves the ticket', async () => {
  const page = await atWork(city, 'huangpu-w14');
  const payer = await Party.of(city, taxpayer('p-12'));
  const { ticket } = await payer.client.command(document);
  const token = await tokenOf(city, { role: 'taxpayer', sub: 'p-12', hall: 'huangpu', ticket });
  const sent = await fetch(`${city.server.url}/api/materials/need-proof`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/pdf' },
    body: '%PDF-1.4\n%%EOF\n',
  });
  expect(sent.status).toBe(200);
  await tabTo(page, '刷新');
  await press(page, 'Enter');
  const files = page.getByRole('region', { name: '材料' });
  await files.getByText('1/5').waitFor();
  const opened = page.context().waitForEvent('page');
  await tabTo(page, '近期合同');
  await press(page, 'Enter');
  expect((await opened).url()).toMatch(/^blob:/);
  payer.close();
});

test('[DSK-13] several documents lie side by side, a call comes to the front, and what was begun stays', async () => {
  const page = await atWork(city, 'huangpu-w12');
  const payer = await Party.of(city, taxpayer('p-13'));
  await payer.client.command(document);
  await page.getByRole('heading', { name: '发票票种核定和额度调整' }).waitFor();
  await press(page, 's');
  await tabTo(page, '给纳税人的说明');
  await page.keyboard.type('第一件');
  await payer.client.command({ ...document, business: 'vat-return' });
  await page.getByRole('button', { name: '增值税及附加税费申报', exact: false }).first().waitFor();
  await page.getByText('并排').click();
  await page.getByRole('heading', { name: '增值税及附加税费申报' }).waitFor();
  await page.getByRole('heading', { name: '发票票种核定和额度调整' }).waitFor();
  await expectAccessible(page);
  await payer.client.command({ ...document, business: 'cit-return', channel: 'vtax' });
  await page.getByRole('region', { name: /新派件/ }).waitFor();
  await page.getByText('可打断不见面办件').waitFor();
  await press(page, 'Alt+a');
  await page.getByRole('heading', { name: '企业所得税' }).waitFor();
  await page.getByRole('heading', { name: '增值税及附加税费申报' }).waitFor({ state: 'hidden' });
  await press(page, 'Alt+2');
  expect(await page.getByLabel('给纳税人的说明').first().inputValue()).toBe('第一件');
  payer.close();
});
