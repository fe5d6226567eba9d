import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conservationRules } from './conservation-rules.ts';
import { Desk } from './desk.ts';
import { bureauOf, fuzz, histories, type Move, Player, variants } from './history.ts';
import { orderRules } from './order-rules.ts';
import { Referee, type Rule } from './referee.ts';

function play(moves: Move[], variant: number, rule: Rule): Player {
  const bureau = bureauOf(variant);
  const referee = new Referee(bureau, rule);
  const player = new Player(
    new Desk(bureau),
    (step, settled) => referee.follow(step, settled),
    (changed) => referee.use(changed),
  );
  for (const move of moves) {
    player.move(move);
    if (move[0] !== 'late') referee.passed(player.desk.now);
  }
  return player;
}

const rules = Object.entries({ ...orderRules, ...conservationRules });
for (const [id, rule] of rules) {
  test(`${id} ${rule().says}`, { timeout: 1_000_000 }, () => {
    fc.assert(
      fc.property(histories(200), fc.nat(variants.length - 1), (moves, variant) => {
        play(moves, variant, rule());
      }),
      fuzz(40),
    );
  });
}

test('[CNS-5] every history can be worked to its end: no ticket stays behind but the quarantined', {
  timeout: 1_000_000,
}, () => {
  fc.assert(
    fc.property(histories(200), fc.nat(variants.length - 1), (moves, variant) => {
      const { desk } = play(moves, variant, { says: 'nothing' });
      desk.use(bureauOf(0));
      const { state } = desk.core;
      const open = () => [...state.tickets()].filter((t) => t.value !== 'quarantined');
      for (let round = 0; round < 200 && open().length > 0; round++) {
        for (const station of state.bureau.stations.keys()) {
          desk.open(station);
          desk.presence(`station:${station}`, true);
        }
        for (const { value, context: t } of open()) {
          if (value === 'offered') desk.accept(t.id);
          if (value === 'serving') desk.complete(t.id);
        }
        desk.pass(1_000);
      }
      expect(open().map((t) => t.context.id)).toEqual([]);
    }),
    fuzz(40),
  );
});
