import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Command, Handled, Push, Step } from '../../src/bureau/commands.ts';
import { historyOf } from '../histories/history.ts';
import { Player } from '../histories/player.ts';
import { bureauOf } from '../histories/variants.ts';
import { Desk } from './desk.ts';

export interface Ran {
  step: Step;
  pushes: Push[];
}

/** What a bureau did, and the core at its end. */
export interface Life {
  history: Ran[];
  core: BureauCore;
  end: number;
}

const pushesOf = new WeakMap<Step, Push[]>();

/** Steps with their pushes, where those were heard. */
export const ran = (steps: readonly Step[]): Ran[] => steps.map((step) => ({ step, pushes: pushesOf.get(step) ?? [] }));

class HeardDesk extends Desk {
  override give(command: Command): Handled {
    const handled = super.give(command);
    if (handled.step !== null) pushesOf.set(handled.step, handled.pushes);
    return handled;
  }
}

/** Some of the histories in which all commands occur together, with new files, late timers and new processes. */
export const lives: Life[] = Array.from({ length: 36 }, (_, n) => {
  const { variant, moves } = historyOf(5, n, 600);
  const desk = new HeardDesk(bureauOf(variant));
  new Player(desk).play(moves);
  return { history: ran(desk.steps), core: desk.core, end: desk.now };
});

/** The bureau as a process would recover it from these steps. */
export function recovered(history: Ran[], { core }: Life): BureauCore {
  const again = new BureauCore(core.state.orders.files);
  for (const { step } of history) again.apply(step);
  return again;
}

/** Every id that occurs anywhere in a history: of tickets, offers, stations, people, commands. */
export function idsOf(history: Ran[]): Set<string> {
  const ids = new Set<string>();
  for (const { step, pushes } of history) {
    for (const id of [step.id, step.by, step.print]) if (id) ids.add(id);
    for (const event of step.events) {
      if ('ticket' in event) ids.add(event.ticket);
      if ('offer' in event) ids.add(event.offer);
      if ('station' in event && event.station) ids.add(event.station);
      if (event.type === 'station.signedIn') ids.add(event.officer);
      if (event.type === 'ticket.submitted')
        for (const id of [event.data.taxpayer, event.data.ref]) if (id) ids.add(id);
    }
    for (const { topic } of pushes) ids.add(topic);
  }
  return ids;
}
