import { expect, test } from 'vitest';
import {
  atWork,
  expectAccessible,
  fillReply,
  officer,
  openHall,
  Party,
  press,
  tabTo,
  taxpayer,
  tokenOf,
} from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';

const city = forAllTests(openHall);

const person = { name: '陈小明', idNumber: '440106199001011234', phone: '13800138000' };
const video = { type: 'submit', business: 'invoice-approval', channel: 'vtax', hall: 'huangpu', person } as const;
const document = { ...video, channel: 'etax' } as const;

test('[DSK-1] a video ticket is worked by keyboard alone, from the choice of a station to the reply', async () => {
  const page = await city.visit('desk', await tokenOf(city, officer()));
  await page.getByRole('button', { name: '黄埔 w01' }).first().waitFor();
  expect(page.url()).not.toContain('token');
  await expectAccessible(page);
  await page.keyboard.type('w01');
  await press(page, 'Enter');
  await page.getByText('在黄埔 w01签到').waitFor();
  await expectAccessible(page);
  await press(page, 'Enter');
  await page.getByText('暂停接件。').waitFor();
  await expectAccessible(page);
  await press(page, 'Alt+p');
  await page.getByText('正在等候派件').waitFor();

  const payer = await Party.of(city, taxpayer('p-1'));
  const { ticket } = await payer.client.command(video);
  const offer = page.getByRole('region', { name: /新派件/ });
  await offer.waitFor();
  await page.getByText('轮到本工位').waitFor();
  expect(await offer.textContent()).toContain('陈*');
  await expectAccessible(page);
  await press(page, 'a');
  await payer.ticket((t) => t.id === ticket && t.state === 'serving');
  await page.getByText('正在呼叫纳税人').waitFor();
  await payer.client.command({ type: 'join', ticket });
  await page.getByText('通话中').waitFor();

  await payer.chats(ticket, '您好，我要提高开票额度');
  await page.getByText('您好，我要提高开票额度').waitFor();
  await press(page, 'Alt+c');
  await page.keyboard.type('好的，请稍等');
  await press(page, 'Enter');
  expect((await payer.told('relay', ({ kind }) => kind === 'chat')).data).toContain('好的，请稍等');
  await expectAccessible(page);

  await tabTo(page, '结束通话');
  await press(page, 'Enter');
  await page.getByRole('region', { name: '办结', exact: true }).waitFor();
  await fillReply(page);
  const preview = page.getByRole('region', { name: '纳税人将收到' });
  await expect.poll(() => preview.textContent()).toContain('每月最高领用 25 份，自2026年12月1日起生效');
  await expectAccessible(page);
  await press(page, 'Control+Enter');

  const closed = await payer.ticket((t) => t.id === ticket && t.state === 'closed');
  expect(closed).toMatchObject({ outcome: 'resolved' });
  await page.getByText('正在等候派件').waitFor();
  expect(closed.reply).toContain('票种数电发票，单份最高开票限额十万元，每月最高领用 25 份，自2026年12月1日起生效');
  payer.close();
});

test('[DSK-2] what is missing is asked for at once, and the ticket comes back to the same desk', async () => {
  const page = await atWork(city, 'huangpu-w02');
  const payer = await Party.of(city, taxpayer('p-2'));
  const { ticket } = await payer.client.command(document);
  await page.getByRole('heading', { name: '发票票种核定和额度调整' }).waitFor();
  await press(page, 's');
  await page.getByRole('checkbox', { name: '近期合同' }).waitFor();
  await press(page, 'Space');
  await tabTo(page, '近期合同');
  await press(page, 'Space');
  await tabTo(page, '给纳税人的说明');
  await page.keyboard.type('合同须加盖公章');
  await press(page, 'Control+Enter');
  const parked = await payer.ticket((t) => t.id === ticket && t.state === 'parked');
  expect(parked.parked).toMatchObject({
    for: 'supplement',
    items: ['approval-form', 'need-proof'],
    note: '合同须加盖公章',
  });
  await page.getByText('首问跟踪').waitFor();
  await expectAccessible(page);
  const materials = parked.parked!.items.map((item) => ({ item, ref: `portal/${item}` }));
  await payer.client.command({ type: 'supply', ticket, materials, note: '都在这里了' });
  await page.getByText('都在这里了').waitFor();
  expect(await page.getByRole('region', { name: '材料' }).textContent()).toContain('2/5');
  await press(page, 'w');
  await page.getByRole('region', { name: '办结', exact: true }).waitFor();
  await press(page, 'Control+Enter');
  expect(await payer.ticket((t) => t.id === ticket && t.state === 'closed')).toMatchObject({ supplements: 1 });
  payer.close();
});

test('[DSK-3] who it is is masked until somebody says why it may be seen, and masked again', async () => {
  const page = await atWork(city, 'huangpu-w03');
  const payer = await Party.of(city, taxpayer('p-3'));
  await payer.client.command(document);
  const card = page.getByRole('region', { name: '纳税人' });
  await card.getByText('4401**********1234').waitFor();
  await tabTo(page, '查看完整信息');
  await press(page, 'Enter');
  await page.getByText('记入审计日志').waitFor();
  await expectAccessible(page);
  await tabTo(page, '记录并查看');
  await press(page, 'Enter');
  await card.getByText('440106199001011234').waitFor();
  await tabTo(page, '重新隐藏');
  await press(page, 'Enter');
  await card.getByText('4401**********1234').waitFor();
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain('440106');
  payer.close();
});

test('[DSK-4] the desk speaks English too, and its keys can be switched off', async () => {
  const page = await atWork(city, 'huangpu-w04');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Waiting for work').waitFor();
  const payer = await Party.of(city, taxpayer('p-4'));
  await payer.client.command(document);
  await page.getByRole('heading', { name: 'Invoice types and quota' }).waitFor();
  await expectAccessible(page);
  await press(page, '?');
  await page.getByText('Go to the n-th ticket').waitFor();
  await expectAccessible(page);
  await tabTo(page, 'Single keys');
  await press(page, 'Space', 'Escape');
  await page.getByText('Go to the n-th ticket').waitFor({ state: 'hidden' });
  await press(page, 'w');
  expect(await page.getByRole('region', { name: 'Close', exact: true }).count()).toBe(0);
  await tabTo(page, 'Close');
  await press(page, 'Enter');
  await page.getByRole('region', { name: 'Close', exact: true }).waitFor();
  await expectAccessible(page);
  payer.close();
});
