import { afterAll, beforeAll, expect, test } from 'vitest';
import { Home } from './support/home.ts';
import { chief, exchange, officerAt, openStation, Speaker } from './support/speaker.ts';

let home: Home;
beforeAll(async () => {
  home = await Home.make();
});
afterAll(() => home.leave());

const SEAT = 'north-s01';
const WINDOW = 'north-w01';

test('[MSG-9] what was written to a station is there when its server was stopped, and when it was killed; replay says the same', async () => {
  const stopped = await home.serve();
  const [seat, window, calls, boss] = await Promise.all([
    openStation(home, SEAT),
    openStation(home, WINDOW),
    Speaker.enter(home, exchange),
    Speaker.enter(home, chief),
  ]);
  const call = { type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim' };
  const { ticket } = (await calls.does(call)).result;
  const { offer } = await seat.told('offer');
  await seat.does({ type: 'accept', offer: offer.id });
  const says = (from: Speaker, text: string) => from.does({ type: 'message', ticket, to: WINDOW, text });
  await says(seat, '第一句');
  const pushed = await window.told('message');
  await boss.does({ type: 'broadcast', text: '请注意' });
  // From the checkpoint that a server leaves behind, then from the journal's steps after it.
  await stopped.kill('SIGTERM');
  const killed = await home.serve({ YUNTING_CHECKPOINT_EVERY: '1h' });
  await says(await Speaker.enter(home, officerAt(SEAT)), '第二句');
  await killed.kill('SIGKILL');
  expect(JSON.parse((await home.yunting(['replay', '--json'])).out)).toMatchObject({ equal: true });

  await home.serve();
  const again = await Speaker.enter(home, officerAt(WINDOW), window.seq);
  const { messages, broadcasts } = again.welcome.view ?? {};
  expect(messages).toEqual([
    { ticket, from: SEAT, text: '第一句', at: pushed.at },
    { ticket, from: SEAT, text: '第二句', at: expect.any(Number) },
  ]);
  expect(broadcasts).toMatchObject([{ by: 'supervisor:chief', text: '请注意' }]);
  const back = await Speaker.enter(home, officerAt(WINDOW), again.seq);
  expect(back.welcome.view, 'nothing was missed: nothing is told twice').toBeUndefined();
  expect(back.messages.filter((m) => m.type === 'push')).toEqual([]);
});
