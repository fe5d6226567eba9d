import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { Home } from './support/home.ts';
import { exchange, officerAt, openStation, Speaker } from './support/speaker.ts';

let home: Home;
/** With this long to take a call. */
const withOffers = async (offer: string) => {
  home = await Home.make(({ bureau }) => {
    bureau.rules.voice.offer = offer;
  });
  return home.serve();
};
afterEach(() => home.leave());

test('[RUN-1] an offer that ran out while the server was down times out at once after the boot, none before its time', async () => {
  const first = await withOffers('1500ms');
  const seat = await openStation(home, 'north-s01');
  const calls = await Speaker.enter(home, exchange);
  await calls.does({ type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim' });
  const { offer } = await seat.told('offer');
  await first.kill('SIGKILL');
  await pause(offer.deadline - Date.now() + 200);
  await home.serve();
  const again = await Speaker.enter(home, officerAt('north-s01'));
  // A fresh view may tell of the end already.
  if (again.welcome.view?.offer !== undefined)
    await again.told('offerEnded', (e) => e.offer === offer.id && e.result === 'timedOut');
  const steps = await home.journal();
  const boot = steps.findLast((step) => step.type === 'boot')!;
  const timedOut = steps.find((step) => step.events.some((e) => e.type === 'offer.timedOut' && e.offer === offer.id))!;
  expect(boot.at).toBeGreaterThan(offer.deadline);
  expect(timedOut.seq).toBeGreaterThan(boot.seq);
  expect(timedOut.at - boot.at).toBeLessThan(1_000);
});

test('[RUN-2] an offer whose time is not over survives the crash, and is accepted by the one it was made to', async () => {
  const first = await withOffers('60s');
  const seat = await openStation(home, 'north-s01');
  const calls = await Speaker.enter(home, exchange);
  const { result } = await calls.does({ type: 'submit', channel: 'phone', hall: 'north', business: 'invoice-claim' });
  const { offer } = await seat.told('offer');
  await first.kill('SIGKILL');
  await home.serve();
  const again = await Speaker.enter(home, officerAt('north-s01'));
  expect(again.welcome.view?.offer).toEqual(offer);
  await again.does({ type: 'accept', offer: offer.id });
  expect(await again.told('ticket')).toMatchObject({ ticket: { id: result.ticket, state: 'serving' } });
});
