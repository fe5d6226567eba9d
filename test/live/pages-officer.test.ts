import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, enterWith, pagesHome, supervisorOf, takeNumber } from './pages-rig.ts';
import type { Home } from './support/home.ts';
import { officerAt, openStation, payer, Speaker } from './support/speaker.ts';

let home: Home;
beforeAll(async () => {
  home = await pagesHome();
  await home.serve();
});
afterAll(() => home.leave());

const officer = { role: 'officer', sub: 'o-7', hall: 'north' } as const;
const stations = async (token: string) => ask(home.url, '/api/stations', { token });
const choose = async (station: string, token: string) =>
  ask(home.url, `/api/stations/${station}/token`, { method: 'POST', token });

test('[SIT-1] an officer sees the stations of the own hall, chooses one, and works there', async () => {
  const taken = await openStation(home, 'north-w02');
  const token = await home.token(officer);
  const { status, body } = await stations(token);
  expect(status).toBe(200);
  expect(body).toEqual([
    { id: 'north-s01', kind: 'seat', state: 'signedOut', free: true, own: false, groups: expect.any(Array) },
    expect.objectContaining({ id: 'north-s02', free: true }),
    expect.objectContaining({ id: 'north-w01', kind: 'window', free: true }),
    expect.objectContaining({ id: 'north-w02', state: 'ready', free: false, own: false }),
  ]);
  expect(JSON.stringify(body)).not.toContain('officer-north-w02');
  const chosen = await choose('north-w01', token);
  expect(chosen.body).toMatchObject({ station: 'north-w01', hall: 'north', expiresAt: expect.any(Number) });
  const desk = await enterWith(home, chosen.body.token);
  await desk.does({ type: 'signIn', station: 'north-w01' });
  await desk.does({ type: 'ready', station: 'north-w01' });
  expect((await stations(token)).body[2]).toMatchObject({ id: 'north-w01', free: false, own: true, state: 'ready' });
  expect((await choose('north-w01', token)).status).toBe(200);
  await Promise.all([taken.leave(), desk.leave()]);
});

test('[SIT-2] an officer without a station has no session and asks for nothing else', async () => {
  const token = await home.token(officer);
  const speaker = await Speaker.dial(home);
  speaker.say({ type: 'hello', token });
  expect(await speaker.heard((m) => m.type === 'error')).toMatchObject({ code: 'forbidden', retryable: false });
  expect(await speaker.closed).toBe(4002);
  const { ticket } = await takeNumber(home);
  expect((await ask(home.url, `/api/materials?ticket=${ticket}`, { token })).body.code).toBe('forbidden');
});

test('[SIT-3] a station that is taken, elsewhere or nowhere cannot be chosen, and by nobody but an officer', async () => {
  const taken = await openStation(home, 'north-s02');
  const token = await home.token(officer);
  const codes = async (station: string, by = token) => {
    const { status, body } = await choose(station, by);
    return [status, body.code];
  };
  expect(await codes('north-s02')).toEqual([409, 'station-taken']);
  expect(await codes('south-w01')).toEqual([404, 'not-found']);
  expect(await codes('north-x99')).toEqual([404, 'not-found']);
  for (const by of [officerAt('north-w01'), supervisorOf('north'), payer('p')]) {
    expect(await codes('north-w01', await home.token(by))).toEqual([403, 'forbidden']);
    expect((await stations(await home.token(by))).status).toBe(403);
  }
  expect((await ask(home.url, '/api/stations')).status).toBe(401);
  await taken.leave();
});

test('[SIT-4] a station’s token ends after 12 h, or when the officer’s own does', async () => {
  const hours = async (given: string) => {
    const { out } = await home.yunting(['token', 'officer', '--sub', 'o-7', '--hall', 'north', '--hours', given]);
    const { body } = await choose('north-s01', out.trim());
    const session = (await ask(home.url, '/api/session', { token: body.token })).body;
    expect(session).toMatchObject({ role: 'station', sub: 'o-7', station: 'north-s01', hall: 'north' });
    expect(Math.abs(session.expiresAt - body.expiresAt)).toBeLessThan(2_000);
    return (session.expiresAt - Date.now()) / 3_600_000;
  };
  expect(await hours('1')).toBeCloseTo(1, 1);
  expect(await hours('100')).toBeCloseTo(12, 1);
});
