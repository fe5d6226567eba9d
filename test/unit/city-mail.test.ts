import { request } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { Bridge } from '../../src/simulate/city/bridge.ts';
import { type Letter, reader } from '../../src/simulate/city/mail.ts';
import { mailbox } from '../../src/simulate/city/portal.ts';
import { emptyTally } from '../../src/simulate/city/tally.ts';
import { Timers } from '../../src/simulate/city/timers.ts';
import { seer, type World } from '../../src/simulate/city/world.ts';
import { seededRandom } from '../../src/simulate/random.ts';
import { VirtualClock } from '../../src/simulate/virtual-clock.ts';
import { tinyBureau, tinyStandards } from './tiny-bureau.ts';

const secret = `whsec_${Buffer.from('a secret of twenty four b').toString('base64')}`;

/** Puts a letter into a mailbox as the server does; answers the status. */
function put(address: string, id: string, letter: object, key = secret): Promise<number | undefined> {
  const body = JSON.stringify(letter);
  const now = new Date();
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(key).sign(id, now, body),
  };
  return new Promise((resolve, reject) => {
    const sent = request(`http://${address}/etax`, { method: 'POST', headers, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

test('[CITY-28] a letter is heard once however often it comes, and one that is not signed by the server never', async () => {
  const tally = emptyTally();
  const heard: unknown[] = [];
  const hear = (channel: string, letter: object) => heard.push([channel, letter]);
  const address = await mailbox({ secrets: () => ({ etax: secret }), tally, hear });
  expect(await put(address, 'd-1', { ticket: 't1' })).toBe(204);
  expect(await put(address, 'd-1', { ticket: 't1' })).toBe(204);
  const forged = `whsec_${Buffer.from('another secret of that size').toString('base64')}`;
  expect(await put(address, 'd-2', { ticket: 't2' }, forged)).toBe(401);
  expect(heard).toEqual([['etax', { ticket: 't1' }]]);
  expect(tally).toMatchObject({ delivered: 1, forged: 1 });
});

/** Letters of one kind to many tickets, and what was said in answer to them. */
function answersTo(channel: string, letter: object, n = 400) {
  const clock = new VirtualClock();
  const tally = emptyTally();
  const bureau = tinyBureau((files) => {
    files.standards = tinyStandards();
  });
  const posted: { at: number; channel: string; event: Record<string, unknown> }[] = [];
  const lines: World['lines'] = {
    connect: () => {
      throw new Error('letters are answered by webhooks');
    },
    post: async (to, event) => {
      posted.push({ at: clock.now(), channel: to, event: event as Record<string, unknown> });
      return { ticket: '' };
    },
  };
  const tokens = { stations: {}, taxpayers: {}, departments: {}, supervisors: {}, chief: '' };
  const timers = new Timers(clock);
  const world: World = { bureau, timers, lines, tokens, bridge: new Bridge(), tally, plead: () => {}, ...seer(tally) };
  const read = reader(world, seededRandom(3));
  for (let i = 0; i < n; i++) read(channel, { ...letter, ticket: `t${i}` } as Letter);
  clock.run();
  return posted;
}

test('[CITY-29] who is asked for material sends all of it after a while, at once or in two parts, or never', () => {
  const posted = answersTo('etax', { event: 'supplement_wanted', items: ['seal', 'lease'] });
  const byTicket = Map.groupBy(posted, ({ event }) => event.ticket);
  expect(byTicket.size).toBeGreaterThan(280);
  expect(byTicket.size).toBeLessThan(360);
  const parts = [...byTicket.values()].map((sent) => sent.length);
  expect(new Set(parts)).toEqual(new Set([1, 2]));
  for (const sent of byTicket.values()) {
    const items = sent.flatMap(({ event }) => event.materials as { item: string }[]).map(({ item }) => item);
    expect(items).toEqual(['seal', 'lease']);
    expect(sent.map(({ event }) => event.done)).toEqual(sent.length === 1 ? [true] : [false, true]);
    expect(sent[0]!.at).toBeGreaterThan(0);
  }
});

test('[CITY-30] who is called back answers the telephone, or lets it ring; the exchange says which', () => {
  const posted = answersTo('phone', { event: 'dial', call_id: 'c1' });
  expect(posted).toHaveLength(400);
  const missed = posted.filter(({ event }) => event.event === 'no_answer').length;
  expect(missed).toBeGreaterThan(20);
  expect(missed).toBeLessThan(80);
  expect(posted.filter(({ event }) => event.event === 'answered')).toHaveLength(400 - missed);
});

test('[CITY-31] some rate when they are asked, with a reason that belongs to the grade; each channel in its own words', () => {
  const posted = answersTo('realty', { step: 'rating_wanted' });
  expect(posted.length).toBeGreaterThan(80);
  expect(posted.length).toBeLessThan(160);
  for (const { event } of posted) {
    expect(event.step).toBe('rated');
    if ((event.grade as number) > 2) expect(event.reasons).toEqual([]);
  }
  expect(answersTo('booth', { signal: 'rating' }).every(({ event }) => event.signal === 'rated')).toBe(true);
  expect(answersTo('booth', { signal: 'finished' })).toEqual([]);
});
