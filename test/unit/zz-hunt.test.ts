import fc from 'fast-check';
import { test } from 'vitest';
import { Desk } from './desk.ts';
import { bureauOf, histories, Player, variants } from './history.ts';
import { Referee } from './invariants.ts';

test('hunt', { timeout: 500_000 }, () => {
  const counts: Record<string, number> = {};
  fc.assert(
    fc.property(histories(300), fc.nat(variants.length - 1), (moves, variant) => {
      const bureau = bureauOf(variant);
      const referee = new Referee(bureau);
      const player = new Player(
        new Desk(bureau),
        (step, settled) => {
          for (const e of step.events) {
            const k = e.type === 'offer.made' ? `${e.type} ${e.why.side} ${e.loan !== null}` : e.type;
            counts[k] = (counts[k] ?? 0) + 1;
          }
          referee.follow(step, settled);
        },
        (b) => referee.use(b),
      );
      for (const move of moves) {
        player.move(move);
        if (move[0] !== 'late') referee.nothingOverdue(player.desk.now);
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 1500) },
  );
  console.log(counts);
});
