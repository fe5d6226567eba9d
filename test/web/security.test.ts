import { expect, test } from 'vitest';
import { atStation, beginWork, hall, openHall, Party, press, taxpayer, tokenOf } from './desk-rig.ts';
import { forAllTests } from './for-all-tests.ts';
import { expectClean, kept, watched } from './witness.ts';

const station = 'huangpu-w01';
const person = { name: '欧阳小明', idNumber: '440106199001011234', phone: '13800138000' };
const values = Object.values(person);

const city = forAllTests(openHall);

test('[PSC-1] what a taxpayer types is shown as text, runs nowhere, and is kept on no device, however it was shown', async () => {
  const trap = '<img src=x onerror="document.title=`caught`"><script>document.title=`caught`</script>';
  const desk = await watched(city);
  await desk.page.goto(`${city.server.url}/desk/#token=${await tokenOf(city, atStation(station))}`);
  await beginWork(desk.page);
  const payer = await Party.of(city, taxpayer('p-1'));
  const attachments = [{ ref: 'portal/1' }];
  const { ticket } = await payer.client.command({
    type: 'submit',
    business: 'invoice-approval',
    channel: 'etax',
    hall,
    person: { ...person, name: `${person.name}<i>` },
    attachments,
  });
  const card = desk.page.getByRole('region', { name: '纳税人' });
  await desk.page.getByRole('heading', { name: '发票票种核定和额度调整' }).waitFor();
  await payer.ticket((t) => t.id === ticket && t.state === 'serving');
  await payer.chats(ticket, `${trap}${person.phone}`);
  await desk.page.getByText(trap).waitFor();
  await desk.page.getByRole('button', { name: '查看完整信息' }).click();
  await desk.page.getByRole('button', { name: '记录并查看' }).click();
  await card.getByText(person.idNumber).waitFor();
  await card.getByText(`${person.name}<i>`).waitFor();
  // Also while it stands on the screen.
  await expectClean('desk', desk, values);

  const board = await watched(city);
  await board.page.goto(`${city.server.url}/board/#token=${await tokenOf(city, chief)}`);
  await board.page.getByRole('heading', { name: '值班长台' }).waitFor();
  const department = await watched(city);
  await department.page.goto(`${city.server.url}/department/#token=${await tokenOf(city, asked)}`);
  await department.page.getByText('没有待答复的请示').waitFor();
  await press(desk.page, 'q');
  await desk.page.keyboard.type(`${trap}能否核定？`);
  await press(desk.page, 'Control+Enter');
  await department.page.getByText(trap).first().waitFor();
  await department.page.getByRole('textbox', { name: '答复' }).fill(`可以${trap}`);
  await press(department.page, 'Control+Enter');
  await desk.page.getByText(`可以${trap}`).first().waitFor();
  for (const [name, witness] of Object.entries({ desk, board, department })) {
    await expectClean(name, witness, values);
    expect(await witness.page.title(), name).not.toContain('caught');
  }
  payer.close();
});

test('[PSC-2] a taxpayer’s own page keeps nothing of a person either, nor does the server’s cache of the browser', async () => {
  const my = await watched(city, { viewport: { width: 360, height: 740 } });
  const { page } = my;
  const loads: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/'))
      loads.push(response.headerValue('cache-control').then((value) => `${new URL(response.url()).pathname} ${value}`));
  });
  await page.goto(`${city.server.url}/my/`);
  await page.getByRole('searchbox').fill('发票不够用');
  await page.getByRole('button', { name: /发票领用/ }).click();
  await page.getByRole('button', { name: /网上提交/ }).click();
  await page.getByLabel('手机号码').fill(person.phone);
  await page.getByLabel('称呼').fill(person.name);
  await page.getByRole('button', { name: '提交办件' }).click();
  await page.getByText('下一位就是您').waitFor();
  await page
    .locator('li', { hasText: '经办人身份证件' })
    .locator('input')
    .setInputFiles({
      name: `${person.name}${person.idNumber}.pdf`,
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7\n'),
    });
  await page.getByText('已上传 1 个').waitFor();
  await page.reload();
  await page.getByText('已上传 1 个').waitFor();
  await expectClean('my', my, values);
  // The page may ask whether the catalogue is still the same; of people nothing may be kept by any cache.
  const caching = await Promise.all(loads);
  expect(caching.length).toBeGreaterThan(3);
  for (const line of caching) expect(line).toMatch(/^\/api\/catalogue no-cache$|no-store/);
  await page.evaluate(() => sessionStorage.clear());
  expect(await kept(page)).not.toContain('eyJ');
});

test('[PSC-3] nobody frames a page, neither a stranger nor whose pages may connect nor the pages themselves', async () => {
  const token = await tokenOf(city, atStation('huangpu-w02'));
  for (const origin of [city.stranger, city.friend, `${city.server.url}/my/`]) {
    const page = await city.browser.newPage();
    await page.goto(origin);
    for (const name of ['desk', 'my', 'board', 'department']) {
      const refused = page.waitForEvent('console', (said) => /frame-ancestors/.test(said.text()));
      await page.evaluate((src) => {
        const frame = document.createElement('iframe');
        frame.src = src;
        document.body.append(frame);
      }, `${city.server.url}/${name}/#token=${token}`);
      await refused;
    }
    await page.close();
  }
});

test('[PSC-4] a page of a foreign origin opens no session, reads nothing and takes no number, even with a token of ours', async () => {
  const token = await tokenOf(city, chief);
  const { url, wsUrl } = city.server;
  const submitted = () => city.server.host.core.figures(Date.now()).submitted;
  const body = () => JSON.stringify({ id: crypto.randomUUID(), business: 'invoice-claim', channel: 'etax', hall });
  const triedFrom = async (origin: string) => {
    const page = await city.browser.newPage();
    await page.goto(origin);
    return page.evaluate(
      async ({ url, wsUrl, token, bodies }) => {
        const socket = await new Promise((resolve) => {
          const opened = new WebSocket(wsUrl);
          opened.onopen = () => resolve('open');
          opened.onerror = () => resolve('refused');
        });
        const tried = (path: string, init: RequestInit) =>
          fetch(url + path, init).then(
            ({ status }) => status,
            () => 'refused',
          );
        const headers = { authorization: `Bearer ${token}` };
        const json = { 'content-type': 'application/json' };
        return {
          socket,
          session: await tried('/api/session', { headers }),
          lines: await tried('/api/lines', {}),
          number: await tried('/api/tickets', { method: 'POST', headers: json, body: bodies[0] }),
          // What a form could send without being asked first.
          form: await tried('/api/tickets', { method: 'POST', mode: 'no-cors', body: bodies[1] }),
        };
      },
      { url, wsUrl, token, bodies: [body(), body()] as const },
    );
  };
  const before = submitted();
  expect(await triedFrom(city.stranger)).toEqual({
    socket: 'refused',
    session: 'refused',
    lines: 'refused',
    number: 'refused',
    form: 'refused',
  });
  expect(submitted()).toBe(before);
  // A page of ours may, though not as a form: what was refused was the origin.
  expect(await triedFrom(`${url}/my/`)).toEqual({ socket: 'open', session: 200, lines: 200, number: 201, form: 400 });
  expect(submitted()).toBe(before + 1);
});

const chief = { role: 'supervisor', sub: 'chief', halls: '*' } as const;
const asked = { role: 'department', sub: 'd-1', department: 'goods-services' } as const;
