import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { errorCodes } from '../protocol/codes.ts';
import type { Principal } from '../protocol/principal.ts';
import { corker } from './cork.ts';
import { errorMessage } from './errors.ts';
import { Session, type SessionDeps } from './session.ts';
import type { Visits } from './visits.ts';

export interface SocketSettings extends Omit<SessionDeps, 'opened' | 'from'> {
  /** Only pages of these origins may connect. A client that is no browser names none. */
  origins(): readonly string[];
  visits?: Visits | undefined;
}

export interface Sockets {
  count(): number;
  /** Refuses newcomers, lets each session answer what is under way, then closes it; after `ms` cuts it. */
  drain(ms: number): Promise<void>;
  close(): void;
}

const maxFrameBytes = 16 * 1024;
/** How long the other side has to answer a close frame. */
const closeTimeoutMs = 3_000;
/** RFC 6455, 7.1.5: no close frame came. */
const WITHOUT_A_WORD = 1006;

/** Serves sessions on `/ws` of an HTTP server. */
export function serveSockets(server: Server, settings: SocketSettings): Sockets {
  const options = { noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false, closeTimeout: closeTimeoutMs };
  const wss = new WebSocketServer(options);
  const sessions = new Map<Session, WebSocket>();
  const stations = new Map<string, Session>();
  const cork = corker();
  let draining = false;

  const serve = (ws: WebSocket, socket: Duplex, from: string, isPage: boolean) => {
    let station: string | undefined;
    let left = () => {};
    /** An officer who comes from elsewhere, or again before the old line was known dead, goes on in the new one. */
    const opened = (by: Principal) => {
      if (isPage) left = settings.visits?.opened(by) ?? left;
      if (by.role !== 'station') return;
      station = `${by.station} ${by.sub}`;
      stations.get(station)?.end('replaced');
      stations.set(station, session);
    };
    const wire = {
      send(text: string) {
        cork(socket);
        ws.send(text);
      },
      close: (code: number, reason: string) => ws.close(code, reason),
      terminate: () => ws.terminate(),
      get bufferedAmount() {
        return ws.bufferedAmount;
      },
    };
    const session = new Session(wire, { ...settings, opened, from });
    sessions.set(session, ws);

    let alive = true;
    const ping = setInterval(() => {
      if (!alive) return session.end('silent');
      alive = false;
      ws.ping();
    }, settings.limits.pingMs);
    ws.on('pong', () => {
      alive = true;
    });
    // No message is binary: an empty text is refused as a bad frame.
    ws.on('message', (data, binary) => session.receive(binary ? '' : String(data)));
    // Without a listener one oversize frame would end the process; ws itself closes the socket.
    ws.on('error', (error: NodeJS.ErrnoException) => {
      settings.log.debug({ error: error.name }, 'socket error');
      if (error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') session.gone('tooLarge');
    });
    ws.on('close', (code) => {
      clearInterval(ping);
      left();
      session.gone(code === WITHOUT_A_WORD ? 'lost' : 'left');
      sessions.delete(session);
      if (station !== undefined && stations.get(station) === session) stations.delete(station);
    });
  };

  const refuse = (socket: Duplex, code: Refusal, detail?: string) => {
    settings.tally?.refused(code);
    sendAway(socket, code, detail);
  };
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (draining) refuse(socket, 'stopping');
    else if (request.url?.split('?')[0] !== '/ws') refuse(socket, 'not-found');
    else if (!mayConnect(request, settings.origins())) refuse(socket, 'forbidden', 'this origin may not connect');
    else
      wss.handleUpgrade(request, socket, head, (ws) => {
        // Only browsers say of what origin they are.
        serve(ws, socket, request.socket.remoteAddress ?? '', request.headers.origin !== undefined);
      });
  });

  const close = () => {
    for (const ws of sessions.values()) ws.terminate();
  };
  return {
    count: () => sessions.size,
    close,
    async drain(ms) {
      draining = true;
      const closed = [...sessions.values()].map((ws) => new Promise((resolve) => ws.once('close', resolve)));
      for (const session of [...sessions.keys()]) session.drain();
      await Promise.race([Promise.all(closed), sleep(ms, undefined, { ref: false })]);
      close();
    },
  };
}

type Refusal = 'stopping' | 'not-found' | 'forbidden';

const mayConnect = ({ headers }: IncomingMessage, origins: readonly string[]) =>
  headers.origin === undefined || origins.includes(headers.origin);

function sendAway(socket: Duplex, code: Refusal, detail?: string): void {
  const body = JSON.stringify(errorMessage({ code, detail }));
  const head = [`HTTP/1.1 ${errorCodes[code].http} Refused`, 'Connection: close', 'Content-Type: application/json'];
  // The HTTP server has let go of it: nobody else would close our side if the other never does.
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
