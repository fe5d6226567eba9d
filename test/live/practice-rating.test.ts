import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { WrittenFiles } from '../unit/tiny-bureau.ts';
import { type Mailbox, practiceHome } from './practice-rig.ts';
import type { Home } from './support/home.ts';
import type { Env } from './support/process.ts';
import { chief, exchange, openStation, payer, portal, Speaker } from './support/speaker.ts';

let home: Home;
let mail: Mailbox;
afterEach(async () => {
  mail.close();
  await home.leave();
});
async function begin(change?: (files: WrittenFiles) => void, more: Env = {}) {
  ({ home, mail } = await practiceHome(change));
  await home.serve(more);
}

/** A ticket that was closed, and the letter that asks to rate it. */
async function closed(): Promise<{ ticket: string; link: string; until: string }> {
  const portals = await Speaker.enter(home, portal);
  const window = await openStation(home, 'north-w01');
  const submit = { type: 'submit', channel: 'etax', business: 'vat-return', hall: 'north' };
  const { ticket } = (await portals.does(submit)).result;
  await window.told('ticket', (t) => t.ticket.id === ticket && t.ticket.state === 'serving');
  await window.does({ type: 'complete', ticket, outcome: 'resolved', reply: '已办结' });
  await window.leave();
  const letter = await mail.got(({ event, ticket: of }) => event === 'rating_wanted' && of === ticket);
  return { ticket, link: String(letter.link), until: String(letter.until) };
}

async function look(link: string, form?: Record<string, string> | [string, string][]) {
  const body = form === undefined ? null : new URLSearchParams(form);
  const answer = await fetch(link, body === null ? {} : { method: 'POST', body });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
const ratings = async () =>
  (await home.journal()).flatMap((s) => s.events.flatMap((e) => (e.type === 'rating.given' ? [e] : [])));

test('[RTL-1] the letter after closing links to a page without scripts, in Chinese and English, with grades and reasons', async () => {
  await begin();
  const { ticket, link, until } = await closed();
  expect(link.startsWith(`${home.url}/rate/`)).toBe(true);
  const page = await look(link);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const policy = page.headers.get('content-security-policy');
  for (const rule of ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"])
    expect(policy).toContain(rule);
  // The address holds the token.
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.text).not.toMatch(/<script|javascript:|\son\w+=|https?:/i);
  for (const text of ['好差评', 'Rate our service', ticket, '1 分', '5 分', '太慢', 'Slow', 'name="comment"'])
    expect(page.text).toContain(text);
  expect(page.text.match(/type="radio"/g)?.length).toBe(5);
  expect(page.text.match(/name="reasons-[12]" value="slow"/g)?.length).toBe(2);
  // Whoever has it speaks for the taxpayer of this ticket, until its time is over.
  const [, claims = ''] = link.slice(link.lastIndexOf('/') + 1).split('.');
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString());
  expect(said).toMatchObject({ role: 'taxpayer', hall: 'north', ticket });
  expect(Math.abs(said.exp * 1000 - Date.parse(until))).toBeLessThan(2_000);
});

test('[RTL-2] what is sent rates the ticket once; sent again it is thanked for again, another rating is told so', async () => {
  await begin();
  const { ticket, link } = await closed();
  const form: [string, string][] = [
    ['grade', '2'],
    ['reasons-2', 'slow'],
    ['reasons-5', 'slow'],
    ['comment', ' 等了很久\r\n<b>真的</b> '],
  ];
  for (let i = 0; i < 2; i++) {
    const thanks = await look(link, form);
    expect([thanks.status, thanks.text]).toEqual([200, expect.stringMatching(/感谢您的评价.*Thank you/s)]);
  }
  const [given, ...more] = await ratings();
  expect(more).toEqual([]);
  expect(given).toMatchObject({ ticket, grade: 2, reasons: ['slow'], comment: '等了很久\n<b>真的</b>' });
  const step = (await home.journal()).find((s) => s.type === 'rate');
  expect(step).toMatchObject({ by: expect.stringMatching(/^taxpayer:/), from: '127.0.0.1' });
  const other = await look(link, { grade: '5' });
  expect(other.status).toBe(409);
  expect(other.text).toMatch(/该办件已评价或已过评价期.*already-rated/s);
  expect((await ratings()).length).toBe(1);
});

test('[RTL-3] after its time the link and what it sends are told that it is too late', async () => {
  await begin(({ bureau }) => {
    bureau.policy.rate = '2s';
  });
  const { link, until } = await closed();
  await pause(Math.max(0, Date.parse(until) + 1_000 - Date.now()));
  for (const form of [undefined, { grade: '5' }]) {
    const late = await look(link, form);
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('该办件已评价或已过评价期')]);
  }
  expect(await ratings()).toEqual([]);
});

test('[RTL-4] a form that is not right, a link that is none and a body that is none are told plainly and change nothing', async () => {
  await begin();
  const { link, ticket } = await closed();
  const faulty: Record<string, string>[] = [
    {},
    { grade: '6' },
    { grade: 'x' },
    { grade: '5', comment: 'x'.repeat(501) },
  ];
  for (const form of faulty) {
    const answer = await look(link, form);
    expect([answer.status, answer.text], JSON.stringify(form)).toEqual([400, expect.stringContaining('bad-message: ')]);
  }
  const odd = await look(link, { grade: '1', 'reasons-1': '<img src=x>' });
  expect([odd.status, odd.text.includes('<img')]).toEqual([400, false]);
  const json = await fetch(link, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  expect(json.status).toBe(400);
  const large = await look(link, { grade: '5', comment: 'x'.repeat(20_000) });
  expect([large.status, large.text]).toEqual([413, expect.stringContaining('too-large')]);
  const forged = link.slice(0, -6) + (link.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA');
  const others = [await home.token(chief), await home.token(exchange), await home.token(payer('no ticket'))];
  for (const wrong of [forged, `${home.url}/rate/x`, ...others.map((token) => `${home.url}/rate/${token}`)])
    for (const form of [undefined, { grade: '5' }]) {
      const answer = await look(wrong, form);
      expect([answer.status, answer.text], wrong).toEqual([401, expect.stringContaining('unauthenticated')]);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  expect(await ratings()).toEqual([]);
  // The webhooks take no forms for all that.
  const form = new URLSearchParams({ grade: '5' });
  expect((await fetch(`${home.url}/intake/etax`, { method: 'POST', body: form })).status).toBe(400);
  expect((await look(link, { grade: '5' })).status).toBe(200);
  expect(await ratings()).toMatchObject([{ ticket, grade: 5, reasons: [], comment: null }]);
});

test('[RTL-5] links lead to the address by which taxpayers reach the server, where one is set', async () => {
  await begin(undefined, { YUNTING_PUBLIC_URL: 'https://hall.example.cn/yunting/' });
  const { link } = await closed();
  expect(link.startsWith('https://hall.example.cn/yunting/rate/')).toBe(true);
  const here = await look(link.replace('https://hall.example.cn/yunting', home.url));
  expect(here.status).toBe(200);
});
