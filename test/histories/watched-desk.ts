import type { Command, Handled } from '../../src/bureau/commands.ts';
import { Desk } from '../unit/desk.ts';
import { held } from '../unit/referee.ts';
import { must } from './must.ts';

/** A desk at which no decision may fail, and every push is put into words. */
export class WatchedDesk extends Desk {
  override give(command: Command): Handled {
    const handled = super.give(command);
    held('[CNS-7]', () => {
      if (handled.fault !== undefined) throw handled.fault;
      const { answer, pushes } = handled;
      must(answer.ok || answer.code !== 'internal', 'a failure of its own', { command, answer });
      for (const { topic, body } of pushes) must(body.type !== undefined, 'a push without a word', topic);
    });
    return handled;
  }
}
