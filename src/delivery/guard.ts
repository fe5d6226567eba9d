import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { CodedError } from '../protocol/codes.ts';

/** Keeps the server from being made to call its own network (SSRF): see {@link createGuard}. */
export interface Guard {
  /**
   * The address as a URL, when it may be called as far as can be seen without asking for its name.
   * Throws `CodedError('address-refused')` with the reason.
   */
  check(address: string): URL;
  /** Undici's connector: looks at the very address that the socket will be opened to. */
  readonly connect: buildConnector.connector;
}

export interface GuardOptions {
  /** `host:port` pairs of the operator: called whatever their port and wherever their name points to. */
  allow: readonly string[];
  /** Milliseconds to a connection, the TLS handshake included. */
  connectTimeoutMs: number;
  /** Asks for a name's addresses; the system's resolver unless a test brings its own. */
  lookup?: (name: string, options: LookupOptions & { all: true }, done: Resolved) => void;
}
type Resolved = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;

const publicPorts: ReadonlySet<number> = new Set([80, 443, 8080, 8443]);
/** All of IPv6 that is given out as global unicast; the rest of `unicast` is merely unassigned. */
const globalV6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** Addresses in public ranges that mean the machine's own host: Azure's platform service. */
const hostServices: ReadonlySet<string> = new Set(['168.63.129.16']);

/** Why an IP address may not be called, or null when it is public. A v4 address inside a v6 one is refused, too. */
export function refusal(address: string): string | null {
  const ip = ipaddr.parse(address);
  const range = ip.range();
  if (range !== 'unicast') return `${address} is not public: ${range}`;
  if (ip.kind() === 'ipv6' && !ip.match(globalV6)) return `${address} is not public: unassigned`;
  return hostServices.has(ip.toString()) ? `${address} is not public: hostService` : null;
}

const bare = (host: string) => host.replace(/^\[(.*)\]$/, '$1');

/** `host:port` in the one spelling that a URL gives it: 0x7f.1 is 127.0.0.1, capitals are small. */
function spelled(entry: string): string {
  const [, host, port] = /^([^:]+|\[[^\]]+\]):(\d{1,5})$/.exec(entry) ?? [];
  const url = host === undefined || !URL.canParse(`http://${host}`) ? null : new URL(`http://${host}`);
  if (url === null || url.href !== `http://${url.hostname}/` || Number(port) > 65_535)
    throw new CodedError('bad-config', `"${entry}" in the list of allowed addresses is not host:port`);
  return `${bare(url.hostname)}:${Number(port)}`;
}

/**
 * Lets out only http and https, to public addresses, on the usual ports, without credentials in the URL; beyond
 * that only what the operator allows. Names are judged by the addresses that the socket is about to connect to,
 * not earlier: a name that changes its address in between (DNS rebinding) gains nothing. One address that is not
 * public refuses the name. Throws `CodedError('bad-config')` for an entry of `allow` that is not `host:port`.
 */
export function createGuard({ allow, connectTimeoutMs, lookup = dnsLookup }: GuardOptions): Guard {
  const allowed = new Set(allow.map(spelled));

  /** `host` without brackets; null when nothing is known against it yet. */
  const judge = (host: string, port: number): string | null => {
    if (allowed.has(`${host}:${port}`)) return null;
    if (!publicPorts.has(port)) return `port ${port} is not one of ${[...publicPorts].join(', ')}`;
    return isIP(host) === 0 ? null : refusal(host);
  };

  const publicOnly: LookupFunction = (name, options, done) =>
    lookup(name, { ...options, all: true }, (error, addresses) => {
      const first = addresses?.[0];
      if (error !== null || first === undefined)
        return done(error ?? Object.assign(new Error(`no address for ${name}`), { code: 'ENOTFOUND' }), '');
      const reason = addresses.map((entry) => refusal(entry.address)).find((entry) => entry !== null);
      if (reason !== undefined) return done(new CodedError('address-refused', `${name}: ${reason}`), '');
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });

  const anywhere = buildConnector({ timeout: connectTimeoutMs });
  const outside = buildConnector({ timeout: connectTimeoutMs, lookup: publicOnly });
  const portOf = (port: string, protocol: string) => Number(port || (protocol === 'https:' ? 443 : 80));

  return {
    check(address) {
      const url = URL.canParse(address) ? new URL(address) : null;
      if (url === null) throw new CodedError('address-refused', 'not a URL');
      if (url.protocol !== 'http:' && url.protocol !== 'https:')
        throw new CodedError('address-refused', `${url.protocol} is neither http: nor https:`);
      if (url.username !== '' || url.password !== '')
        throw new CodedError('address-refused', 'credentials in the URL; the signature shows who calls');
      const reason = judge(bare(url.hostname), portOf(url.port, url.protocol));
      if (reason !== null) throw new CodedError('address-refused', reason);
      return url;
    },
    connect(options, done) {
      const host = bare(options.hostname);
      const port = portOf(options.port, options.protocol);
      // A literal address is never looked up, so it is judged here.
      const reason = judge(host, port);
      if (reason !== null) return done(new CodedError('address-refused', reason), null);
      return (allowed.has(`${host}:${port}`) ? anywhere : outside)(options, done);
    },
  };
}
