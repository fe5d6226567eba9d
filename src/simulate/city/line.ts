import { WebSocket } from 'ws';
import { connect } from '../../client/connect.ts';
import type { Clock } from '../../clock.ts';
import { Timers } from './timers.ts';
import type { Lines, Session } from './world.ts';

/** Opens sessions of the client library at `url` whose lines can be cut. */
export function sessionsAt(url: string, clock: Clock): Pick<Lines, 'connect'> & { close(): void } {
  const timers = new Timers(clock);
  const sessions = new Set<Session>();
  return {
    connect(token, hear) {
      const line = cuttable();
      const client = connect({ ...hear, url, token, WebSocket: line.WebSocket });
      const session: Session = {
        command: client.command,
        ask: client.ask,
        cut(ms) {
          line.cut();
          timers.in(ms, line.mend);
        },
        close() {
          sessions.delete(session);
          client.close();
        },
      };
      sessions.add(session);
      return session;
    },
    close() {
      timers.stop();
      for (const session of sessions) session.close();
    },
  };
}

/** A WebSocket whose cable can be pulled out: nothing connects until it is put in again. */
function cuttable() {
  let down = false;
  let last: WebSocket | undefined;
  class Cable extends WebSocket {
    constructor(url: string) {
      if (down) throw new Error('no line');
      super(url, { perMessageDeflate: false });
      last = this;
    }
  }
  return {
    WebSocket: Cable,
    cut() {
      down = true;
      last?.terminate();
    },
    mend() {
      down = false;
    },
  };
}
