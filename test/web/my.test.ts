import { expect, test } from 'vitest';
import { forAllTests } from './for-all-tests.ts';
import { inBoth } from './legible.ts';
import { choose, face, hall, linkOf, looked, Officer, openCity, pdf, phone, press, speak, tabTo } from './my-rig.ts';

const city = forAllTests(openCity);

test('[TAX-1] a taxpayer finds the matter in plain words, takes a number, is called, talks by video, reads the reply and rates it in two taps', async () => {
  const page = await phone(city);
  await page.getByRole('heading', { name: '您要办什么事？' }).waitFor();
  await looked(page, 'matter');
  await page.getByRole('searchbox').fill('发票不够用');
  await page.getByRole('button', { name: /发票领用/ }).click();
  await page.getByText('经办人身份证件').waitFor();
  await looked(page, 'prepare');
  await press(page, /视频办理/);
  await page.getByLabel('手机号码').fill('13800138000');
  await looked(page, 'number');
  await page.getByRole('button', { name: '取号', exact: true }).click();
  await face(page, '下一位就是您');
  await looked(page, 'next');
  expect(page.url()).toBe(`${city.server.url}/my/`);

  await press(page, '打开提醒');
  await page.getByText('提醒已打开').waitFor();
  const officer = await Officer.at(city, 'huangpu-w01');
  const ticket = await officer.accepts();
  await face(page, '轮到您了');
  await looked(page, 'called');
  await page.waitForFunction(() => document.title.includes('轮到您了'));
  await press(page, '进入视频');
  await officer.has((t) => t.id === ticket && t.joinUntil === undefined);
  await press(page, '文字沟通');
  await page.getByRole('textbox').fill('您好，材料在我手边。');
  await page.keyboard.press('Enter');
  await press(page, '收起文字沟通');
  await page.locator('.video').getByRole('button').first().waitFor();
  await looked(page, 'video');

  await officer.does({ type: 'end', ticket });
  await face(page, '马上办好');
  await officer.does({ type: 'complete', ticket, outcome: 'resolved', reply: '已为您核准，请登录电子税务局领用。' });
  await face(page, '已办结');
  await page.getByText('已为您核准，请登录电子税务局领用。').waitFor();
  await page.getByRole('radio', { name: '非常满意', exact: true }).check();
  await looked(page, 'reply');
  await press(page, '提交评价');
  await page.getByText('谢谢您的评价').waitFor();

  // The same link leads to the result later, too, and knows that it was rated.
  await page.reload();
  await face(page, '已办结');
  await page.getByText('已为您核准，请登录电子税务局领用。').waitFor();
  await page.getByText('已经评价过了').waitFor();
});

test('[TAX-2] a document: what is missing is told with its time, sent with progress, and goes on; a department is asked; a bad grade offers reasons', async () => {
  const page = await phone(city);
  await choose(page, { way: '网上提交' });
  await press(page, '提交办件');
  await face(page, '下一位就是您');
  await page.locator('li', { hasText: '经办人身份证件' }).locator('input').setInputFiles({
    name: '身份证.pdf',
    mimeType: 'application/pdf',
    buffer: pdf(),
  });
  await page.getByText('已上传 1 个').waitFor();
  await looked(page, 'document');

  const officer = await Officer.at(city, 'huangpu-w01');
  const { id: ticket } = await officer.has((t) => t.state === 'serving');
  await face(page, '正在办理');
  await officer.does({ type: 'supplement', ticket, items: ['seal', 'control-device'], note: '印模请盖清楚。' });
  await face(page, '还缺一些材料');
  await page.getByText('印模请盖清楚。').waitFor();
  await looked(page, 'supply');
  const send = (item: string, size: number) =>
    page
      .locator('li', { hasText: item })
      .locator('input')
      .setInputFiles({
        name: `${item}.pdf`,
        mimeType: 'application/pdf',
        buffer: pdf(size),
      });
  const slow = await page.context().newCDPSession(page);
  await slow.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 50,
    downloadThroughput: 200_000,
    uploadThroughput: 100_000,
  });
  await send('发票专用章印模', 400_000);
  const told = page.getByRole('progressbar');
  await told.waitFor();
  await expect.poll(async () => Number(await told.getAttribute('value').catch(() => 0))).toBeGreaterThan(0);
  await looked(page, 'progress');
  await page.locator('li', { hasText: '发票专用章印模' }).getByText('已上传 1 个').waitFor();
  await page.getByText('还有 1 项没有上传').waitFor();
  await slow.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  // What was uploaded is there after a reload as well.
  await page.reload();
  await page.locator('li', { hasText: '发票专用章印模' }).getByText('已上传 1 个').waitFor();
  await send('金税盘', 3000);
  await press(page, '交齐了，接着办');
  const supplied = await officer.has((t) => t.id === ticket && t.state === 'serving' && t.supplements === 1);
  expect(supplied.attachments?.map(({ item }) => item).sort()).toEqual(['control-device', 'seal']);

  await officer.does({ type: 'escalate', ticket, department: 'goods-services', question: '能否加急？' });
  await face(page, '正在研究您的问题');
  await looked(page, 'escalated');
  expect(await page.locator('main').textContent()).not.toContain('能否加急');
  const department = await speak(city, { role: 'department', sub: 'd-1', department: 'goods-services' });
  await department.command({ type: 'answer', ticket, text: '可以' });
  department.close();
  await officer.has((t) => t.id === ticket && t.state === 'serving' && t.answer !== undefined);
  await officer.does({ type: 'complete', ticket, outcome: 'refused', reply: '本月额度已满。' });
  await face(page, '这件事不能办理');
  await page.getByRole('radio', { name: '非常不满意' }).check();
  await page.getByRole('checkbox', { name: '服务态度差' }).check();
  await page.getByLabel('哪里没做好？').fill('没有说清楚');
  await looked(page, 'rate');
  await press(page, '提交评价');
  await page.getByText('会有专人跟进').waitFor();
  await page.getByText('办理进度').click();
  await page.getByText('业务部门已答复').waitFor();
  await looked(page, 'story');
});

test('[TAX-3] a slot is booked, moved, checked in to, and the matter cancelled in two steps', async () => {
  const page = await phone(city);
  await choose(page);
  await page.getByRole('radio', { name: /预约一个时间/ }).check();
  await page.locator('.times input').first().waitFor();
  await page.getByRole('button', { name: '预约', exact: true }).click();
  await page.getByText('请选一个时间').waitFor();
  await page.locator('.days input').nth(1).check();
  await page.locator('.times input').first().check();
  await looked(page, 'slots');
  await page.getByRole('button', { name: '预约', exact: true }).click();
  await face(page, '已预约');
  await looked(page, 'booked');
  const first = await page.locator('.slot-time').textContent();
  await press(page, '改时间');
  await page.locator('.rebook .times input').last().check();
  await press(page, '改到这个时间');
  await expect.poll(() => page.locator('.slot-time').textContent()).not.toBe(first);
  await press(page, '我到了，签到');
  await face(page, '下一位就是您');
  await press(page, '取消办理');
  await press(page, '继续办');
  await press(page, '取消办理');
  await press(page, '确定取消');
  await face(page, '已取消');
  await press(page, '办一件新的事');
  await page.getByRole('heading', { name: '您要办什么事？' }).waitFor();
});

test('[TAX-33] a change of language keeps the day and the time that were chosen', async () => {
  const page = await phone(city);
  await choose(page);
  await page.getByRole('radio', { name: /预约一个时间/ }).check();
  await page.locator('.days input').nth(1).check();
  await page.locator('.times input').nth(2).check();
  await inBoth(page, async () => {
    expect(await page.locator('.days input').nth(1).isChecked()).toBe(true);
    expect(await page.locator('.times input').nth(2).isChecked()).toBe(true);
  });
});

test('[TAX-31] an appointment says from when on one may check in, and who comes too early is told so', async () => {
  const usual = await openCity('15m');
  try {
    const page = await phone(usual);
    await choose(page);
    await page.getByRole('radio', { name: /预约一个时间/ }).check();
    await page.locator('.days input').nth(1).check();
    const slot = page.locator('.times label').first();
    const [h = 0, m = 0] =
      (await slot.textContent())
        ?.match(/(\d\d):(\d\d)/)
        ?.slice(1)
        .map(Number) ?? [];
    await slot.locator('input').check();
    await page.getByRole('button', { name: '预约', exact: true }).click();
    await face(page, '已预约');
    const clock = (minutes: number) =>
      [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':');
    const [from, until] = [clock(h * 60 + m - 15), clock(h * 60 + m + 10)];
    await page.getByText(`${from} 起可以签到，最晚 ${until} 前`).waitFor();
    await looked(page, 'booked-early');
    await press(page, '我到了，签到');
    await page.getByRole('alert').getByText(`请在 ${from} 以后签到`).waitFor();
  } finally {
    await usual.stop();
    await usual.browser.close();
  }
});

test('[TAX-32] who comes back when the record is no longer kept is told where the reply is to be read', async () => {
  const link = await city.server.tokens.sign({ role: 'taxpayer', sub: 'gone', hall, ticket: 't9zz' }, 3600);
  const page = await phone(city, `${city.server.url}/my/#token=${link}`);
  await face(page, '这件办件已经结束');
  await page.getByText('办理结果当时已发回您所用的办税渠道').waitFor();
  await page.getByText('凭办件号 t9zz 向黄埔云税厅查询').waitFor();
  await looked(page, 'gone');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('ask the Huangpu cloud tax hall, naming ticket t9zz').waitFor();
});

test('[TAX-4] a call back needs a number that can be called, and nothing of a person is kept on the device', async () => {
  const page = await phone(city);
  await choose(page, { way: '电话办理' });
  await press(page, '请给我回电');
  await page.getByText('请填写能打通的电话号码').waitFor();
  await page.getByLabel('手机号码').fill('138 0013 8000');
  await page.getByLabel('称呼').fill('张女士');
  await looked(page, 'callback');
  await press(page, '请给我回电');
  await face(page, '下一位就是您');
  await page.getByText('轮到您时，我们给您打电话').waitFor();
  const officer = await Officer.at(city, 'huangpu-s01');
  const ticket = await officer.accepts();
  await face(page, '轮到您了');
  await page.getByText('请接听').waitFor();
  await officer.does({ type: 'unanswered', ticket });
  await face(page, '刚才叫到您，没有等到您');
  await looked(page, 'missed');
  await press(page, '我在了，现在就办');
  await officer.accepts();
  await face(page, '轮到您了');
  const kept = await page.evaluate(() => [
    Object.entries(localStorage)
      .map(([key, value]) => `${key}=${value}`)
      .sort(),
    Object.keys(sessionStorage),
    document.cookie,
  ]);
  expect(kept).toEqual([[`hall=${hall}`, 'language=zh'], ['token'], '']);
  await press(page, '我已接通电话');
  await face(page, '正在通话');
  await officer.does({ type: 'complete', ticket, outcome: 'resolved' });
  await face(page, '已办结');
});

test('[TAX-5] another device and another tab follow the same matter by its link, and only where one entered is the camera on', async () => {
  const page = await phone(city);
  await choose(page);
  await page.getByRole('button', { name: '取号', exact: true }).click();
  await face(page, '下一位就是您');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await press(page, '复制链接');
  await page.getByRole('button', { name: '已复制' }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(await linkOf(page));
  const other = await phone(city, link);
  const tab = await page.context().newPage();
  await tab.goto(link);
  await Promise.all([face(other, '下一位就是您'), face(tab, '下一位就是您')]);
  expect([other.url(), tab.url()]).toEqual([page.url(), page.url()]);
  const officer = await Officer.at(city, 'huangpu-w01');
  const ticket = await officer.accepts();
  await Promise.all([page, other, tab].map((each) => face(each, '轮到您了')));
  await press(other, '进入视频');
  await other.locator('.video').waitFor();
  await face(page, '工作人员在视频里等您');
  expect([await page.locator('.video').count(), await tab.locator('.video').count()]).toEqual([0, 0]);
  await page.close();
  await officer.does({ type: 'complete', ticket, outcome: 'resolved' });
  await Promise.all([face(other, '已办结'), face(tab, '已办结')]);
});

test('[TAX-13] all of it is there in English, and by keyboard alone', async () => {
  const page = await phone(city, undefined, { locale: 'en-GB' });
  const noChinese = async () => expect(await page.locator('main').textContent()).not.toMatch(/\p{Script=Han}/u);
  await page.getByRole('heading', { name: 'What is it about?' }).waitFor();
  await noChinese();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('quota');
  await tabTo(page, /Invoice types and quota/);
  await page.getByText('Have these ready').waitFor();
  await noChinese();
  await tabTo(page, /By video/);
  await noChinese();
  await tabTo(page, 'Take a number');
  await face(page, 'You are next');
  await noChinese();
  const officer = await Officer.at(city, 'huangpu-w01');
  const ticket = await officer.accepts();
  await face(page, 'It is your turn');
  await noChinese();
  await tabTo(page, 'Enter the video');
  await officer.has((t) => t.id === ticket && t.joinUntil === undefined);
  await officer.does({ type: 'supplement', ticket, items: ['quota-form'] });
  await face(page, 'Some material is missing');
  await noChinese();
  await tabTo(page, 'Cancel this matter');
  await tabTo(page, 'Yes, cancel');
  // What the bureau writes to a taxpayer is Chinese.
  await face(page, 'Cancelled');
  await press(page, '中文');
  await face(page, '已取消');
});
