import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { answer, selfKnowledge } from './child.ts';

/**
 * The least that could hand work over: a ticket comes in as JSON, is parsed, goes out as JSON to the worker that has
 * waited longest. It journals nothing, checks nothing, and forgets a ticket at once; one for which nobody is ready
 * waits in memory (on a machine that stalls for longer than all workers are idle, none may be).
 */
const idle: WebSocket[] = [];
const waiting: object[] = [];
const hand = (worker: WebSocket, ticket: object) => worker.send(JSON.stringify({ type: 'offer', ticket }));
const wss = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
wss.on('connection', (ws) => {
  ws.on('message', (data) => {
    const message = JSON.parse(String(data)) as { type: string; id: string };
    const to = message.type === 'ready' ? ws : idle.shift();
    const ticket = message.type === 'ready' ? waiting.shift() : message;
    if (to === undefined) waiting.push(message);
    else if (ticket === undefined) idle.push(to);
    else hand(to, ticket);
  });
});

answer({
  ...selfKnowledge,
  start: () => {},
  at: () => `ws://127.0.0.1:${(wss.address() as AddressInfo).port}`,
  stop: () => wss.close(),
});
