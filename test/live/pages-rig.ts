import { type IncomingHttpHeaders, request } from 'node:http';
import type { Principal } from '../../src/protocol/principal.ts';
import type { WrittenFiles } from '../unit/tiny-bureau.ts';
import { Home } from './support/home.ts';
import { Speaker } from './support/speaker.ts';

/** A bureau with pages: three channels are open to taxpayers, `east` is closed, one business has a list of materials. */
export function withPages({ bureau, halls, businesses }: WrittenFiles): void {
  for (const channel of ['etax', 'vtax', 'phone']) Object.assign(bureau.channels[channel]!, { selfService: true });
  bureau.policy.appointments = { slot: '30m', ahead: '14d', share: 0.5, early: '15m', late: '10m' };
  bureau.policy.pace = '0s';
  const east = halls.find(({ code }) => code === 'east')!;
  east.hours = { open: '01:00', close: '02:00', days: [1, 2, 3, 4, 5, 6, 7], drain: '1m' };
  const vat = businesses.find(({ code }) => code === 'vat-return')!;
  vat.words = ['报税'];
  vat.materials = { form: { name: '申报表', en: 'Return' }, proof: { name: '证明', en: 'Proof' } };
}

export const pagesHome = () => Home.make(withPages, { YUNTING_LOG_LEVEL: 'debug' });

export interface Asked {
  method?: string;
  token?: string;
  json?: unknown;
  body?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

/** Asks as a page would. `body`: what JSON said, or the text. */
export async function ask(url: string, path: string, { method, token, json, body, headers }: Asked = {}) {
  const answer = await fetch(`${url}${path}`, {
    method: method ?? (json === undefined ? 'GET' : 'POST'),
    headers: {
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(body !== undefined && { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true && bytes.length > 0;
  return {
    status: answer.status,
    headers: answer.headers,
    bytes,
    body: isJson ? JSON.parse(String(bytes)) : String(bytes),
  };
}

/** Asks for a path as it is written, which `fetch` would tidy up first. */
export const askRaw = (url: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; text: string; headers: IncomingHttpHeaders }>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      const { statusCode = 0, headers: told } = answer;
      resolve({ status: statusCode, text: String(Buffer.concat(chunks)), headers: told });
    })
      .on('error', reject)
      .end();
  });

/** Signed in with a token that the server gave. */
export const enterWith = (home: Home, token: string): Promise<Speaker> =>
  Speaker.enter({ wsUrl: home.wsUrl, token: async () => token }, { role: 'reader', sub: 'whoever', halls: '*' });

/** A number as the page takes it. */
export const walkIn = (over: Record<string, unknown> = {}) => ({
  id: crypto.randomUUID(),
  business: 'vat-return',
  channel: 'etax',
  hall: 'north',
  ...over,
});

export async function takeNumber(home: Home, over: Record<string, unknown> = {}) {
  const { status, body } = await ask(home.url, '/api/tickets', { json: walkIn(over) });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body as { ticket: string; token: string; expiresAt: number };
}

export const supervisorOf = (...halls: string[]): Principal => ({ role: 'supervisor', sub: 'lead', halls });
