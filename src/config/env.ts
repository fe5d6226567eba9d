import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { iceServer } from '../protocol/catalogue.ts';
import { CodedError } from '../protocol/codes.ts';
import { issuesOf, pathText, wording } from './issues.ts';
import { duration } from './schema.ts';

interface About {
  variable: string;
  meaning: string;
  /** As it would be written; empty: none. */
  fallback: string;
}
const about = new Map<z.ZodType, About>();

const setting = <S extends z.ZodType>(variable: string, schema: S, fallback: z.input<S> & string, meaning: string) => {
  const row = z.prefault(schema, fallback);
  about.set(row, { variable, meaning, fallback });
  return row;
};
const optional = <S extends z.ZodType>(variable: string, schema: S, meaning: string) => {
  const row = z.optional(schema);
  about.set(row, { variable, meaning, fallback: '' });
  return row;
};

const text = z.string();
const host = text.regex(/^[\w.:%-]+$/, 'expected a host name or an IP address');
const port = text
  .regex(/^\d{1,5}$/, 'expected a port: a number from 0 to 65535')
  .transform(Number)
  .refine((value) => value < 2 ** 16, 'expected a port: a number from 0 to 65535');
const interval = duration.refine((value) => value > 0, 'expected a duration longer than 0s');
const address = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `expected an address such as ${example}` });
const list = (entry: z.ZodType<string, string>) =>
  text
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(entry));

const origin = text.refine(
  (value) => URL.canParse(value) && new URL(value).origin === value,
  'expected an origin such as https://tax.example.cn, with no path',
);
const endpoint = text.regex(/^([a-z0-9.-]+|\[[0-9a-f:.]+\]):\d{1,5}$/i, 'expected host:port');
const network = text.refine(
  (value) => ipaddr.isValid(value) || ipaddr.isValidCIDR(value),
  'expected an address such as 10.0.0.2 or a network such as 10.0.0.0/8',
);
const json = text.transform((value, ctx): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    ctx.addIssue({ code: 'custom', message: 'expected JSON' });
    return z.NEVER;
  }
});
const iceServers = json.pipe(
  z.array(iceServer, { error: 'expected an array such as [{"urls":"stun:stun.example.cn:3478"}]' }),
);
const channelSecret = text.regex(
  /^[a-z][a-z0-9-]{0,39}=whsec_[A-Za-z0-9+/]{32,}={0,2}$/,
  'expected channel=whsec_ and at least 24 bytes in base64',
);
const channelSecrets = list(channelSecret).transform((entries, ctx): ReadonlyMap<string, string> => {
  const secrets = new Map<string, string>();
  for (const entry of entries) {
    const channel = entry.slice(0, entry.indexOf('='));
    if (secrets.has(channel)) ctx.addIssue({ code: 'custom', message: `channel ${channel} is named twice` });
    secrets.set(channel, entry.slice(channel.length + 1));
  }
  return secrets;
});

const settings = z.object({
  bureauDir: setting('YUNTING_BUREAU_DIR', text, 'config/guangzhou', 'folder of the bureau files'),
  dataDir: setting('YUNTING_DATA_DIR', text, './data', 'folder of the embedded Redis and of secrets made here'),
  host: setting('YUNTING_HOST', host, '127.0.0.1', 'address to listen on'),
  port: setting('YUNTING_PORT', port, '8080', 'port of WebSocket, webhooks and pages; 0: a free one'),
  publicUrl: optional(
    'YUNTING_PUBLIC_URL',
    address(/^https?$/, 'https://hall.example.cn').transform((value) => value.replace(/\/+$/, '')),
    'where taxpayers reach this server, for the links in letters; without it its own address',
  ),
  pagesDir: setting('YUNTING_PAGES_DIR', text, 'dist/web', 'folder of the built pages (npm run build)'),
  trustedProxies: setting(
    'YUNTING_TRUSTED_PROXIES',
    list(network),
    '',
    'addresses or networks by commas: proxies whose X-Forwarded-For is believed, so that limits hold for each client',
  ),
  materialsKeep: setting(
    'YUNTING_MATERIALS_KEEP',
    interval,
    '90d',
    'how long files of taxpayers are kept after the last of a ticket came, once it is closed',
  ),
  metricsHost: setting('YUNTING_METRICS_HOST', host, '127.0.0.1', 'address of /metrics'),
  metricsPort: setting('YUNTING_METRICS_PORT', port, '9464', 'port of /metrics; 0: a free one'),
  redisUrl: optional(
    'REDIS_URL',
    address(/^rediss?$/, 'redis://host:6379'),
    'a Redis of your own; without it a private one is started in the data folder',
  ),
  fsync: setting(
    'YUNTING_FSYNC',
    z.enum(['always', 'everysec']),
    'always',
    'when the embedded Redis writes to disk; everysec may lose the last second if the machine fails',
  ),
  jwksUrl: optional(
    'YUNTING_JWKS_URL',
    address(/^https?$/, 'https://host/jwks.json'),
    'public keys that tokens are checked with',
  ),
  tokenSecret: optional(
    'YUNTING_TOKEN_SECRET',
    text.min(32),
    'shared secret that tokens are checked with, 32 characters or more',
  ),
  tokenIssuer: setting('YUNTING_TOKEN_ISSUER', text, 'yunting', 'issuer that tokens must name'),
  tokenAudience: setting('YUNTING_TOKEN_AUDIENCE', text, 'yunting', 'audience that tokens must name'),
  allowedOrigins: setting(
    'YUNTING_ALLOWED_ORIGINS',
    list(origin),
    '',
    'origins of pages that may connect, by commas; without it only the own one',
  ),
  webhookSecrets: setting(
    'YUNTING_WEBHOOK_SECRETS',
    channelSecrets,
    '',
    'secrets of intake webhooks by channel: etax=whsec_…,vtax=whsec_…',
  ),
  iceServers: setting(
    'YUNTING_ICE_SERVERS',
    iceServers,
    '[]',
    'STUN and TURN servers of video calls, as JSON: [{"urls":"turn:…","username":"…","credential":"…"}]',
  ),
  grafanaUrl: optional(
    'YUNTING_GRAFANA_URL',
    address(/^https?$/, 'https://walls.example.cn').transform((value) => value.replace(/\/+$/, '')),
    'where supervisors reach Grafana, for links from the board to the walls; without it there are none',
  ),
  callbackAllow: setting(
    'YUNTING_CALLBACK_ALLOW',
    list(endpoint),
    '',
    'host:port by commas: private addresses that results may be delivered to',
  ),
  logLevel: setting(
    'YUNTING_LOG_LEVEL',
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    'info',
    'least weight of a line that is logged',
  ),
  checkpointEvery: setting('YUNTING_CHECKPOINT_EVERY', interval, '10s', 'time between checkpoints'),
  journalKeep: setting('YUNTING_JOURNAL_KEEP', interval, '7d', 'how long steps older than the checkpoint are kept'),
});

/** The server's settings; durations in ms, lists split, what is not set and has no default absent. */
export type Settings = z.output<typeof settings>;

/** Every variable with its default and meaning, for `--help` and the docs. */
export const settingsHelp: readonly About[] = [...about.values()];

/**
 * Reads the settings from an environment; an empty variable counts as not set. Throws `bad-config` with one line for
 * each faulty variable, which says what is expected and never what was found: it may be a secret.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const written: Record<string, string> = {};
  const variables = new Map<PropertyKey, string>();
  for (const [field, schema] of Object.entries(settings.shape)) {
    const { variable } = about.get(schema)!;
    const value = env[variable]?.trim();
    variables.set(field, variable);
    if (value) written[field] = value;
  }
  const result = settings.superRefine(checkTogether).safeParse(written, { error: wording });
  if (result.success) return result.data;
  const lines = issuesOf(result.error).map(
    ({ path: [field = '', ...path], message }) => `${pathText([variables.get(field) ?? field, ...path])}: ${message}`,
  );
  throw new CodedError('bad-config', lines.join('\n'));
}

function checkTogether({ host, jwksUrl, tokenSecret, port, metricsPort }: Settings, ctx: z.RefinementCtx): void {
  const add = (field: keyof Settings, message: string) => ctx.addIssue({ code: 'custom', path: [field], message });
  // Without keys the server makes its own secret and prints sign-in links: nobody else may reach it then.
  if (jwksUrl === undefined && tokenSecret === undefined && !isLoopback(host))
    add('host', 'set YUNTING_JWKS_URL or YUNTING_TOKEN_SECRET to listen beyond this machine; else expected 127.0.0.1');
  if (port !== 0 && port === metricsPort) add('metricsPort', 'expected another port than YUNTING_PORT');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || (ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback');
}
