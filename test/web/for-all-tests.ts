import type { BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Stage } from './support.ts';

/**
 * The city of a test file, there from its first hook to its last. Who comes to a page during a test leaves with it: a desk
 * that is left open would be offered the next test's work. Who came in a `beforeAll` of the file stays.
 */
export function forAllTests<City extends Stage>(open: () => Promise<City>, timeoutMs?: number): City {
  const city = {} as City;
  let staying: BrowserContext[] = [];
  beforeAll(async () => {
    Object.defineProperties(city, Object.getOwnPropertyDescriptors(await open()));
  }, timeoutMs);
  beforeEach(() => {
    staying = city.browser.contexts();
  });
  afterEach(async () => {
    const leaving = city.browser.contexts().filter((context) => !staying.includes(context));
    await Promise.all(leaving.map((context) => context.close()));
  });
  // A hook each: the one that takes too long is named. There is nothing to end where nothing was opened.
  afterAll(() => city.stop?.());
  afterAll(() => city.browser?.close());
  return city;
}
