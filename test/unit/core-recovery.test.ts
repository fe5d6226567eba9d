import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Step } from '../../src/bureau/commands.ts';
import { freshRules } from '../histories/rules.ts';
import { Desk } from './desk.ts';
import { bureauOf, fuzz, histories, type Move, Player, variants } from './history.ts';
import { Kept, replayed } from './kept.ts';
import { Referee } from './referee.ts';
import { tinyBureau } from './tiny-bureau.ts';

const anyHistory = histories(150);
const anyVariant = fc.nat(variants.length - 1);

const played = (moves: Move[], variant: number): Desk => {
  const player = new Player(new Desk(bureauOf(variant)));
  player.play(moves);
  return player.desk;
};

/** Decisions as text. In which order the indexes are gone through within a step decides nothing. */
const decisions = (steps: Step[]): string[][] =>
  steps.map(({ events, ...step }) => [
    JSON.stringify(step),
    ...events.map((e) => JSON.stringify(e, (key, value) => (key === 'looked' ? undefined : value))).sort(),
  ]);

test('[REC-1] the same commands at the same times make the same steps and the same state', () => {
  fc.assert(
    fc.property(anyHistory, anyVariant, (moves, variant) => {
      const [one, two] = [played(moves, variant), played(moves, variant)];
      expect(two.steps).toEqual(one.steps);
      expect(two.core.hash()).toBe(one.core.hash());
    }),
    fuzz(25),
  );
});

test('[REC-2] the journal applied to an empty core, under any files, gives the same state', () => {
  fc.assert(
    fc.property(anyHistory, anyVariant, anyVariant, (moves, variant, other) => {
      const { core, steps } = played(moves, variant);
      const kept = JSON.parse(JSON.stringify(steps)) as Step[];
      expect(replayed(bureauOf(other), kept).hash()).toBe(core.hash());
    }),
    fuzz(25),
  );
});

test('[REC-3] checkpoints at any steps and the steps after the last give the same state', () => {
  fc.assert(
    fc.property(anyHistory, anyVariant, fc.array(fc.nat(150), { maxLength: 5 }), (moves, variant, cuts) => {
      const player = new Player(new Desk(bureauOf(variant)));
      const kept = new Kept();
      for (const [i, move] of moves.entries()) {
        player.move(move);
        if (cuts.includes(i)) kept.take(player.desk.core);
      }
      const { core, steps } = player.desk;
      expect(kept.restore(core.state.orders.files, steps).hash()).toBe(core.hash());
    }),
    fuzz(25),
  );
});

test('[REC-4] a restored core decides all that follows as the old one would have', () => {
  fc.assert(
    fc.property(anyHistory, anyHistory, anyVariant, fc.nat(20), (before, after, variant, tail) => {
      const old = new Player(new Desk(bureauOf(variant)));
      const kept = new Kept();
      for (const [i, move] of before.entries()) {
        if (i === before.length - tail) kept.take(old.desk.core);
        old.move(move);
      }
      if (old.late) old.move(['wait', 0, 0]);
      const { core, now, steps } = old.desk;
      const known = steps.length;
      const restored = new Player(new Desk(core.state.orders.files, now, kept.restore(core.state.orders.files, steps)));
      old.play(after);
      restored.play(after);
      expect(decisions(restored.desk.steps)).toEqual(decisions(old.desk.steps.slice(known)));
      expect(restored.desk.core.hash()).toBe(old.desk.core.hash());
    }),
    fuzz(25),
  );
});

test('[REC-5] after a crash at any step the journaled commands keep their answers and the others can be given again', () => {
  fc.assert(
    fc.property(anyHistory, anyVariant, fc.nat(60), fc.nat(100_000), (moves, variant, lost, downMs) => {
      const old = played(
        moves.filter(([kind]) => kind !== 'reload'),
        variant,
      );
      const bureau = bureauOf(variant);
      const journal = old.steps.slice(0, Math.max(1, old.steps.length - lost));
      const referee = new Referee(bureau, freshRules());
      for (const step of journal) referee.follow(step, false);
      const desk = new Desk(bureau, old.now + downMs, replayed(bureau, journal));
      desk.boot();
      const kept = new Set(journal.map((step) => step.id));
      for (const { command, at, answer } of old.given) {
        if (!('by' in command) || at <= desk.now - bureau.policy.remember) continue;
        const { answer: again, step } = desk.give(command);
        if (!kept.has(command.id)) continue;
        expect(again).toEqual(answer);
        expect(step).toBeNull();
      }
      for (const step of desk.steps) referee.follow(step, false);
      desk.pass(600_000);
      expect(desk.core.figures(desk.now).imbalance).toBe(0);
    }),
    fuzz(25),
  );
});

test('[REC-6] after a restart overdue deadlines fire at once, and none early', () => {
  const desk = new Desk();
  desk.open('north-s01');
  desk.open('south-s01');
  const soon = desk.call('north');
  desk.pass(10_000);
  const later = desk.call('south');
  const offeredUntil = desk.ticket(later).offerDeadline ?? 0;
  const restarted = new Desk(tinyBureau(), desk.now + 7_000, replayed(tinyBureau(), desk.steps));
  restarted.boot();
  restarted.pass(0);
  expect(restarted.last('offer.timedOut')).toMatchObject({ ticket: soon, at: desk.now + 7_000 });
  expect(restarted.state(later)).toBe('offered');
  restarted.pass(60_000);
  expect(restarted.of('offer.timedOut')).toContainEqual(expect.objectContaining({ ticket: later, at: offeredUntil }));
});

test('[REC-7] after a restart everybody gets the whole grace time to come back, also who was away before', () => {
  const desk = new Desk();
  desk.open('north-w01');
  desk.open('south-w01');
  const seen = desk.video('north');
  const unseen = desk.video('south');
  desk.presence(`ticket:${seen}`, true);
  desk.accept(seen);
  desk.presence('station:south-w01', false);
  const down = desk.now + 3_600_000;
  const restarted = new Desk(tinyBureau(), down, replayed(tinyBureau(), desk.steps));
  restarted.boot();
  restarted.pass(19_999);
  expect(restarted.state(seen)).toBe('serving');
  expect(restarted.seat('south-w01').graceUntil).toBe(down + 20_000);
  expect(restarted.ticket(seen).awayUntil).toBe(down + 30_000);
  expect(restarted.ticket(unseen).awayUntil).toBe(down + 30_000);
  restarted.pass(1);
  expect(restarted.state(seen)).toBe('waiting');
  restarted.pass(10_000);
  expect([restarted.state(seen), restarted.state(unseen)]).toEqual(['closed', 'closed']);
});

test('[REC-8] what a failed checkpoint held is held by the next one', () => {
  const desk = new Desk();
  const kept = new Kept();
  desk.open('north-s01');
  kept.take(desk.core);
  desk.serve(desk.call());
  desk.call();
  desk.core.checkpoint().failed();
  desk.call();
  kept.take(desk.core);
  const restored = kept.restore(tinyBureau(), []);
  expect(restored.hash()).toBe(desk.core.hash());
  for (const { command, answer } of desk.given) {
    if ('by' in command) expect(restored.handle(command, desk.now).answer).toEqual(answer);
  }
});
