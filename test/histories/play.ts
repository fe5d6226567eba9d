import { Broken, held, Referee } from '../unit/referee.ts';
import { finish } from './finish.ts';
import type { History } from './history.ts';
import { Player } from './player.ts';
import { freshRules } from './rules.ts';
import { bureauOf } from './variants.ts';
import { WatchedDesk } from './watched-desk.ts';

/**
 * Plays a history under all rules and works it to its end. Answers the rule that it breaks, or null.
 * Slow rules are asked at one of `every` steps. `done` is given the desk of a history that breaks none.
 */
export function breach(
  { variant, moves }: History,
  every: number,
  done: (desk: WatchedDesk) => void = () => {},
): Broken | null {
  try {
    const bureau = bureauOf(variant);
    const referee = new Referee(bureau, freshRules(), every);
    const desk = new WatchedDesk(bureau);
    const player = new Player(
      desk,
      (step, settled) => referee.follow(step, settled),
      (files) => referee.use(files),
    );
    for (const move of moves) {
      held('[REC-9]', () => player.move(move));
      if (!player.late) referee.passed(desk.now);
    }
    held('[CNS-5]', () => finish(player));
    done(desk);
    return null;
  } catch (error) {
    return error instanceof Broken ? error : new Broken('[CNS-7]', error);
  }
}
