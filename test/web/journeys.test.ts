import { devices, type Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { fillReply, hall, officer, openHall, press, tokenOf } from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';
import { expectClean, type Witness, watched } from './witness.ts';

const person = { name: '欧阳小明', phone: '13800138000' };
const reply = '每月最高领用 25 份，自2026年12月1日起生效';

const city = forAllTests(openHall);
let phone: Witness;
let desk: Witness;
let department: Witness;
let board: Witness;

/** Four people, each in a browser of their own; none of them is played by a program. */
beforeAll(async () => {
  const small = { ...devices['Galaxy S8'], viewport: { width: 360, height: 740 }, deviceScaleFactor: 1 };
  [phone, desk, department, board] = await Promise.all([
    watched(city, small),
    watched(city),
    watched(city),
    watched(city),
  ]);
  const { url } = city.server;
  const link = async (page: string, by: Parameters<typeof tokenOf>[1]) =>
    `${url}/${page}/#token=${await tokenOf(city, by)}`;
  await Promise.all([
    phone.page.goto(`${url}/my/`),
    desk.page.goto(await link('desk', officer())),
    department.page.goto(await link('department', { role: 'department', sub: 'd-1', department: 'goods-services' })),
    board.page.goto(await link('board', { role: 'supervisor', sub: 'chief', halls: [hall] })),
  ]);
});

const tap = (name: string | RegExp) => phone.page.getByRole('button', { name }).click();
const face = (title: string) => phone.page.locator('.face h1').filter({ hasText: title }).waitFor();

/** Moving pictures of the other one come in. */
const sees = (page: Page) =>
  page.waitForFunction(async () => {
    const shown = [...document.querySelectorAll<HTMLVideoElement>('.call-other video')];
    const before = shown.map((video) => video.currentTime);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return shown.some((video, i) => video.videoWidth > 0 && video.currentTime > (before[i] ?? 0));
  });

/** The desk takes the offer, the taxpayer comes into the video, and they see each other. */
async function meet(): Promise<void> {
  await desk.page.getByRole('region', { name: /新派件/ }).waitFor();
  await press(desk.page, 'a');
  await face('轮到您了');
  await tap('进入视频');
  await desk.page.getByText('通话中').waitFor();
  await Promise.all([sees(desk.page), sees(phone.page)]);
}

/** What somebody does while their network is away reaches the others when it is back, once. */
async function withoutNetwork({ context, page }: Witness, said: string, doing: () => Promise<void>): Promise<void> {
  await context.setOffline(true);
  await page.getByText(said).first().waitFor();
  await doing();
  await context.setOffline(false);
  await page.getByText(said).first().waitFor({ state: 'hidden' });
}

test('[JNY-1] a number is taken on a phone, a desk takes it, and taxpayer and officer see and write to each other', async () => {
  await phone.page.getByRole('searchbox').fill('提高开票额度');
  await tap(/发票票种核定/);
  await tap(/视频办理/);
  await phone.page.getByLabel('手机号码').fill(person.phone);
  await phone.page.getByLabel('称呼').fill(person.name);
  await phone.page.getByRole('button', { name: '取号', exact: true }).click();
  await face('下一位就是您');

  await desk.page.getByRole('button', { name: '黄埔 w01' }).first().waitFor();
  await desk.page.keyboard.type('w01');
  await press(desk.page, 'Enter');
  await desk.page.getByText('在黄埔 W01签到').waitFor();
  await press(desk.page, 'Enter');
  await desk.page.getByText('暂停接件。').waitFor();
  await press(desk.page, 'Alt+p');
  await meet();

  await tap('文字沟通');
  await withoutNetwork(phone, '网络断了', async () => {
    await phone.page.getByRole('textbox').fill('您好，我想提高开票额度');
    await phone.page.keyboard.press('Enter');
  });
  await desk.page.getByText('您好，我想提高开票额度').waitFor();
  await press(desk.page, 'Alt+c');
  await desk.page.keyboard.type('好的，请补一份合同');
  await press(desk.page, 'Enter');
  await phone.page.getByText('好的，请补一份合同').waitFor();
  expect(await desk.page.getByText('您好，我想提高开票额度').count()).toBe(1);
  await Promise.all([sees(desk.page), sees(phone.page)]);
});

test('[JNY-2] what is missing is asked for while the desk’s network is away, supplied from the phone, and the ticket passes again', async () => {
  const { page } = desk;
  await page.getByRole('heading', { name: '发票票种核定和额度调整' }).click();
  await press(page, 's');
  await page.getByRole('checkbox', { name: '近期合同' }).check();
  await page.getByLabel('给纳税人的说明').fill('合同须加盖公章');
  await withoutNetwork(desk, '正在自动恢复', () => press(page, 'Control+Enter'));
  await face('还缺一些材料');
  await phone.page.getByText('合同须加盖公章').waitFor();
  const [first, ...rest] = await phone.page.locator('li:has(input[type=file])').all();
  for (const item of [first!, ...rest]) {
    await item.locator('input').setInputFiles({
      name: '合同.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7\n'),
    });
    await item.getByText('已上传 1 个').waitFor();
  }
  await tap('交齐了，接着办');
  await meet();
  await expect.poll(() => page.getByRole('region', { name: '材料' }).textContent()).toMatch(/[1-9]\/5/);
});

test('[JNY-3] a department is asked, the server starts again meanwhile, and the answer that was begun before reaches the desk', async () => {
  const { page } = desk;
  await page.getByRole('heading', { name: '发票票种核定和额度调整' }).click();
  await press(page, 'q');
  await page.keyboard.type('新办企业首月能否核定 25 份？');
  await press(page, 'Control+Enter');
  await face('货物和劳务税处正在研究您的问题');
  await department.page.getByText('新办企业首月能否核定 25 份？').first().waitFor();
  const box = department.page.getByRole('textbox', { name: '答复' });
  await box.fill('可以，');
  await city.restart();
  await box.press('End');
  await department.page.keyboard.type('凭合同核定。');
  await withoutNetwork(department, '正在自动恢复', () => press(department.page, 'Control+Enter'));
  await department.page.getByText('没有待答复的请示').waitFor();
  await meet();
  await page.getByText('可以，凭合同核定。').waitFor();
});

test('[JNY-4] the ticket is closed by a template, its taxpayer reads the reply and rates it in two taps, and the board has the bad rating', async () => {
  const { page } = desk;
  await page.getByRole('heading', { name: '发票票种核定和额度调整' }).click();
  await press(page, 'e');
  await face('马上办好');
  await fillReply(page);
  await press(page, 'Control+Enter');
  await face('已办结');
  await phone.page.getByText(reply).waitFor();
  await withoutNetwork(board, '正在自动恢复', async () => {
    await phone.page.getByRole('radio', { name: '非常不满意', exact: true }).check();
    await tap('提交评价');
    await phone.page.getByText('会有专人跟进').waitFor();
  });

  await board.page.getByRole('button', { name: '督办', exact: true }).click();
  const found = board.page.getByRole('row', { name: /待核实/ });
  await found.waitFor();
  expect(await found.textContent()).toMatch(/黄埔 w01/i);
  await page.getByText('正在等候派件').waitFor();
});

test('[JNY-5] after it all no page has broken its policy, told its token in an address, or kept anything of a person', async () => {
  for (const [name, witness] of Object.entries({ phone, desk, department, board }))
    await expectClean(name, witness, Object.values(person));
  const { states, submitted } = city.server.host.core.figures(Date.now());
  expect([submitted, states.waiting, states.serving]).toEqual([1, 0, 0]);
});
