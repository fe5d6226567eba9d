import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { answer, selfKnowledge } from './child.ts';

/**
 * The least that could hand work over: a ticket comes in as JSON, is parsed, goes out as JSON to the worker that has
 * waited longest. It keeps nothing, checks nothing, and forgets a ticket at once.
 */
const idle: WebSocket[] = [];
const wss = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
wss.on('connection', (ws) => {
  ws.on('message', (data) => {
    const message = JSON.parse(String(data)) as { type: string; id: string };
    if (message.type === 'ready') idle.push(ws);
    else idle.shift()?.send(JSON.stringify({ type: 'offer', ticket: message }));
  });
});

answer({
  ...selfKnowledge,
  start: () => {},
  at: () => `ws://127.0.0.1:${(wss.address() as AddressInfo).port}`,
  stop: () => wss.close(),
});
