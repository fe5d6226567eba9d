import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Pass, passOf, restyled, told } from './board-frames.ts';
import { crowded } from './board-load.ts';
import { forAllTests } from './for-all-tests.ts';
import { screensDir } from './screens.ts';

/** A turn of the wheel at every frame: five rows of each list. */
const byPx = 260;
const rowsMoved = (2 * byPx) / 52;
const rounds = 3;

const few = forAllTests(() => crowded({ halls: 1, stations: 50, waiting: 200 }));
const many = forAllTests(() => crowded({ halls: 13, stations: 2_000, waiting: 10_000 }), 120_000);

/** Passes over both boards in turn, while tickets go and come; of each the one that was disturbed least. */
async function compared(what: string, frames: number, px: number): Promise<[Pass, Pass]> {
  const passes: [Pass[], Pass[]] = [[], []];
  for (let round = 0; round < rounds; round++)
    for (const [i, { page, line, stirred }] of [few, many].entries())
      passes[i]!.push(await stirred(() => passOf(page, line, frames, px)));
  const best = passes.map((of) => of.toSorted((a, b) => a.workMs - b.workMs)[0]!) as [Pass, Pass];
  console.log(`${what}: 50 stations, 200 waiting: ${told(best[0])}`);
  console.log(`${what}: 2,000 stations, 10,000 waiting: ${told(best[1])}`);
  return best;
}

test('[BRD-21] to scroll through 2,000 stations and 10,000 waiting takes what it takes through 50 and 200', async () => {
  const [a, b] = await compared('scrolled', 120, byPx);
  expect(b.workMs / a.workMs).toBeLessThan(1.5);
  expect(b.elements / a.elements).toBeLessThan(1.1);
});

test('[BRD-22] at rest a board of 2,000 stations and 10,000 waiting works as much as one of 50 and 200', async () => {
  const [a, b] = await compared('at rest', 90, 0);
  // The halls are more, too: thirteen for one.
  expect(b.workMs / a.workMs).toBeLessThan(2);
  expect(b.elements / a.elements).toBeLessThan(1.1);
  await many.page.screenshot({ path: join(screensDir(), 'board-load-zh.png') });
});

test('[BRD-23] a row that is moved is styled anew, and its cells are not', async () => {
  const { page, line, stirred } = many;
  const frames = 120;
  // Near its beginning, where every row is known, the list is the same to every machine.
  const elements = await stirred(() => restyled(line, () => passOf(page, line, frames, byPx, 5 * byPx)));
  console.log(`styled anew a step: ${(elements / frames).toFixed(1)} elements of ${rowsMoved} rows`);
  // None at all would be a browser that tells of it in another way.
  expect(elements).toBeGreaterThan(0);
  expect(elements / frames / rowsMoved).toBeLessThan(2.5);
});
