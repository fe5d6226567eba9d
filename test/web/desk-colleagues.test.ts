import { expect, test } from 'vitest';
import {
  atStation,
  atWork,
  beginWork,
  expectAccessible,
  openHall,
  openLine,
  Party,
  press,
  tabTo,
  taxpayer,
  tokenOf,
} from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';

const city = forAllTests(openHall);

const document = { type: 'submit', business: 'invoice-approval', channel: 'etax', hall: 'huangpu' } as const;
const title = '发票票种核定和额度调整';

test('[DSK-5] a colleague is asked to help, joins, and takes the ticket over, at two desks', async () => {
  const host = await atWork(city, 'huangpu-w05');
  const payer = await Party.of(city, taxpayer('p-5'));
  const { ticket } = await payer.client.command(document);
  await host.getByRole('heading', { name: title }).waitFor();
  await press(host, 'c');
  await host.getByText('个能办的工位未签到').waitFor();
  const guest = await atWork(city, 'huangpu-w06');
  // Availability is live: the colleague shows up while the list is open.
  const choice = host.getByRole('radio', { name: /黄埔 w06.*待派件/ });
  await choice.waitFor();
  await expectAccessible(host);
  await tabTo(host, '由系统选择最合适的工位');
  await press(host, 'ArrowDown');
  expect(await choice.isChecked()).toBe(true);
  await tabTo(host, '给接手同事的话');
  await host.keyboard.type('请看合同第二页');
  await press(host, 'Control+Enter');
  await host.getByText('已邀请黄埔 w06协同').waitFor();
  const invited = guest.getByRole('region', { name: /同事邀请/ });
  await invited.getByText('请看合同第二页').waitFor();
  await invited.getByText('请您协同办理').waitFor();
  await expectAccessible(guest);
  await press(guest, 'a');
  await guest.getByText('您在协助黄埔 w05办理').waitFor();
  await host.getByText('黄埔 w06已加入协同').waitFor();
  await press(guest, 'm');
  await guest.keyboard.type('第二页缺章');
  await press(guest, 'Control+Enter');
  await host.getByText('第二页缺章').waitFor();
  await expectAccessible(host);
  await tabTo(host, '移交给对方');
  await press(host, 'Enter');
  await payer.ticket((t) => t.id === ticket && t.station === 'huangpu-w06');
  await guest.getByText('您在协助').waitFor({ state: 'hidden' });
  await host.getByText('首问跟踪').waitFor();
  await press(guest, 'w');
  await guest.getByRole('region', { name: '办结', exact: true }).waitFor();
  await press(guest, 'Control+Enter');
  await payer.ticket((t) => t.id === ticket && t.state === 'closed');
  await host.getByText('首问跟踪').waitFor({ state: 'hidden' });
  payer.close();
});

test('[DSK-6] a ticket is handed on to a colleague by name, and comes there with its word', async () => {
  const from = await atWork(city, 'huangpu-w07');
  const payer = await Party.of(city, taxpayer('p-6'));
  const { ticket } = await payer.client.command(document);
  await from.getByRole('heading', { name: title }).waitFor();
  const to = await atWork(city, 'huangpu-w08');
  await press(from, 't');
  await from.getByRole('radio', { name: /黄埔 w08/ }).waitFor();
  await tabTo(from, '由系统选择最合适的工位');
  await press(from, 'ArrowDown');
  await tabTo(from, '给接手同事的话');
  await from.keyboard.type('对方要求今天办结');
  await press(from, 'Control+Enter');
  await payer.ticket((t) => t.id === ticket && t.station === 'huangpu-w08');
  await to.getByRole('heading', { name: title }).waitFor();
  await to.getByText('对方要求今天办结').waitFor();
  payer.close();
});

test('[DSK-7] a department is asked, and its answer stands at the ticket that comes back', async () => {
  const page = await atWork(city, 'huangpu-w09');
  const payer = await Party.of(city, taxpayer('p-7'));
  const { ticket } = await payer.client.command(document);
  const department = await Party.of(city, { role: 'department', sub: 'd-1', department: 'goods-services' });
  await page.getByRole('heading', { name: title }).waitFor();
  await press(page, 'q');
  await page.keyboard.type('新办企业首月能否核定 25 份？');
  await press(page, 'Control+Enter');
  const { escalation } = await department.told('escalation', (e) => e.escalation.ticket === ticket);
  expect(escalation.question).toBe('新办企业首月能否核定 25 份？');
  await page.getByText('等部门答复').waitFor();
  await page.getByText('货物和劳务税处将在').waitFor();
  await expectAccessible(page);
  await department.client.command({ type: 'answer', ticket, text: '可以，凭合同核定。' });
  await page.getByText('可以，凭合同核定。').waitFor();
  await expectAccessible(page);
  department.close();
  payer.close();
});

test('[DSK-8] an offer is declined with a reason, which stands in the story of the ticket', async () => {
  const page = await atWork(city, 'huangpu-s01');
  const channel = await Party.of(city, { role: 'channel', sub: 'phone', channel: 'phone', halls: '*' });
  const call = { type: 'submit', business: 'policy-enquiry', channel: 'phone', hall: 'huangpu' } as const;
  const { ticket } = await channel.client.command(call);
  await page.getByRole('region', { name: /新派件/ }).waitFor();
  await press(page, 'r');
  await page.getByRole('radio', { name: '手上有急件' }).waitFor();
  await press(page, 'ArrowDown', 'ArrowDown');
  await tabTo(page, '确认不接');
  await press(page, 'Enter');
  await page.getByRole('region', { name: /新派件/ }).waitFor({ state: 'detached' });
  const story = (await city.supervisor.client.ask({ type: 'why', ticket })) as {
    story: { type: string; reason?: string }[];
  };
  expect(story.story.find(({ type }) => type === 'offer.rejected')?.reason).toBe('设备故障');
  await channel.client.command({ type: 'leave', ticket });
  channel.close();
});

test('[DSK-9] a word to the hall stands in the quiet bar, and a bad rating can be appealed against', async () => {
  const page = await atWork(city, 'huangpu-w10');
  await city.supervisor.client.command({ type: 'broadcast', text: '十五分钟后系统维护' });
  await page.getByText('chief：十五分钟后系统维护').waitFor();
  await tabTo(page, '知道了');
  await press(page, 'Enter');

  const payer = await Party.of(city, taxpayer('p-9'));
  const { ticket } = await payer.client.command(document);
  await page.getByRole('heading', { name: title }).waitFor();
  await press(page, 'w');
  await page.getByRole('region', { name: '办结', exact: true }).waitFor();
  await press(page, 'Control+Enter');
  await payer.ticket((t) => t.state === 'closed');
  await payer.client.command({ type: 'rate', ticket, grade: 1, reasons: ['unclear'] });
  await city.supervisor.told('followUp', ({ followUp }) => followUp.ticket === ticket);
  await city.supervisor.client.command({ type: 'followUp', ticket, finding: 'upheld', text: '未一次告知' });
  await tabTo(page, '差评处理');
  await press(page, 'Enter');
  await page.getByText('未一次告知').waitFor();
  await expectAccessible(page);
  await page.getByLabel('申诉').focus();
  await page.keyboard.type('已在对话中一次告知');
  await tabTo(page, '提出申诉');
  await press(page, 'Enter');
  const { followUp } = await city.supervisor.told('followUp', (f) => f.followUp.state === 'appealed');
  expect(followUp.appeal).toBe('已在对话中一次告知');
  await page.getByText('申诉复核中').waitFor();
  payer.close();
});

test('[DSK-10] the line is lost in the middle of a form: nothing of it is lost, and what happened meanwhile is there', async () => {
  const station = 'huangpu-w11';
  const line = await openLine(city, await tokenOf(city, atStation(station)));
  const { page } = line;
  await beginWork(page);
  const payer = await Party.of(city, taxpayer('p-10'));
  const { ticket } = await payer.client.command(document);
  await page.getByRole('heading', { name: title }).waitFor();
  const colleague = await Party.of(city, atStation('huangpu-w12'));
  await colleague.client.command({ type: 'signIn', station: 'huangpu-w12' });
  await press(page, 's');
  await tabTo(page, '给纳税人的说明');
  await page.keyboard.type('写到一半');
  line.cut();
  await page.getByText('正在自动恢复').waitFor();
  await expectAccessible(page);
  await page.keyboard.type('，接着写');
  await colleague.client.command({ type: 'message', ticket, to: station, text: '断线时的留言' });
  line.mend();
  await page.getByText('断线时的留言').waitFor();
  await page.getByText('正在自动恢复').waitFor({ state: 'hidden' });
  expect(await page.getByLabel('给纳税人的说明').inputValue()).toBe('写到一半，接着写');
  await press(page, 'Control+Enter');
  expect((await payer.ticket((t) => t.state === 'parked')).parked?.note).toBe('写到一半，接着写');
  line.close();
  colleague.close();
  payer.close();
});

test('[DSK-31] what colleagues and supervisors wrote is there after a reload and a restart, and what was read stays read', async () => {
  const station = 'huangpu-w13';
  const page = await atWork(city, station);
  const payer = await Party.of(city, taxpayer('p-31'));
  const { ticket } = await payer.client.command(document);
  await page.getByRole('heading', { name: title }).waitFor();
  const colleague = await Party.of(city, atStation('huangpu-w14'));
  await colleague.client.command({ type: 'signIn', station: 'huangpu-w14' });
  const texts = ['先看合同', '再看额度'];
  for (const text of texts) await colleague.client.command({ type: 'message', ticket, to: station, text });
  await city.supervisor.client.command({ type: 'broadcast', text: '午后系统维护' });
  const notes = page.getByRole('list', { name: '同事留言' }).getByRole('listitem');
  const read = page.getByRole('button', { name: '知道了' });
  const written = texts.map((text) => `黄埔 w14 ${text}`);
  const isThere = async () => {
    await page.getByText('chief：午后系统维护').waitFor();
    await notes.getByText('再看额度').waitFor();
    expect(await notes.allTextContents()).toEqual(written);
  };
  await isThere();
  await page.reload();
  await isThere();
  await read.click();
  await read.waitFor({ state: 'detached' });
  await page.reload();
  await isThere();
  expect(await read.count()).toBe(0);
  await city.restart();
  await page.getByText('正在自动恢复').waitFor({ state: 'hidden' });
  await colleague.client.command({ type: 'message', ticket, to: station, text: '重启后' });
  written.push('黄埔 w14 重启后');
  await notes.getByText('重启后').waitFor();
  await isThere();
  expect(await read.count()).toBe(0);
  payer.close();
  colleague.close();
});

test('[DSK-32] a word about a ticket that others have is counted until it is read, and is answered where it is read', async () => {
  const page = await atWork(city, 'huangpu-s02');
  const payer = await Party.of(city, taxpayer('p-32'));
  const holder = await Party.of(city, atStation('huangpu-w11'));
  await holder.client.command({ type: 'signIn', station: 'huangpu-w11' });
  await holder.client.command({ type: 'ready', station: 'huangpu-w11' });
  const { ticket } = await payer.client.command(document);
  await holder.ticket(({ id, state }) => id === ticket && state === 'serving');
  await holder.client.command({ type: 'message', ticket, to: 'huangpu-s02', text: '这家您办过吗' });
  await page.getByRole('button', { name: '同事留言，1 条未读' }).waitFor();
  await press(page, 'l');
  const inbox = page.getByRole('dialog', { name: '同事留言' });
  await inbox.getByText('这家您办过吗').waitFor();
  await inbox.getByText(`办件 ${ticket}`).waitFor();
  await expectAccessible(page);
  await inbox.getByRole('button', { name: /^回\s?复$/ }).click();
  await inbox.getByRole('textbox').fill('去年办过');
  await press(page, 'Control+Enter');
  await holder.told('message', ({ text }) => text === '去年办过');
  await page.keyboard.press('Escape');
  await inbox.waitFor({ state: 'hidden' });
  const read = page.getByRole('button', { name: '同事留言', exact: true });
  await read.waitFor();
  await page.reload();
  await read.waitFor();
  payer.close();
  holder.close();
});
