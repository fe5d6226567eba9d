import { isDeepStrictEqual } from 'node:util';
import { must } from '../must.ts';
import type { Scene } from '../scene.ts';
import { bureauOf } from '../variants.ts';

/** What befalls the bureau itself. Time, late timers and new processes are the player's. */
export const world = {
  /** A client has not heard the answer, and sends the same once more. */
  again: [
    2,
    (s: Scene) => {
      const { given } = s.desk;
      const asked = given.filter(({ command }) => 'by' in command).slice(-30);
      const last = asked[s.draw(Math.max(1, asked.length))];
      if (last === undefined || last.at <= s.desk.now - s.state.bureau.policy.remember) return;
      const { answer, step } = s.desk.give(last.command);
      must(isDeepStrictEqual(answer, last.answer) && step === null, 'the same command did something again', last);
    },
  ],
  boot: [1, (s: Scene) => (s.draw(4) === 0 ? s.desk.boot() : undefined)],
  reload: [1, (s: Scene) => (s.draw(3) === 0 ? s.desk.use(bureauOf(s.draw(99))) : undefined)],
  quarantine: [
    1,
    (s: Scene) => {
      if (s.draw(3) > 0) return;
      const ticket = s.id(() => true);
      const at = s.state.ticket(ticket)?.context.station ?? null;
      const station = s.one(null, at);
      return s.desk.give({
        type: 'quarantine',
        id: `quarantine-${s.state.meta.seq}`,
        ticket,
        station,
        error: 'by a history',
      });
    },
  ],
} as const;
