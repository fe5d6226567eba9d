import fc from 'fast-check';
import { test } from 'vitest';
import { Desk } from './desk.ts';
import { bureauOf, histories, Player, variants } from './history.ts';
import { Referee } from './invariants.ts';

test('x', () => {
  fc.assert(
    fc.property(histories(150), fc.nat(variants.length - 1), (moves, variant) => {
      const bureau = bureauOf(variant);
      const referee = new Referee(bureau);
      const player = new Player(
        new Desk(bureau),
        (step, settled) => referee.follow(step, settled),
        (b) => referee.use(b),
      );
      for (const move of moves) {
        player.move(move);
        if (move[0] !== 'late') referee.nothingOverdue(player.desk.now);
      }
    }),
    { numRuns: 200 },
  );
});
