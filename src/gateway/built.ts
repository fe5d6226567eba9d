import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};
const pressed = /^(text|application)\/|svg/;
/** Of 11: the last two cost seconds of a core for a few percent. */
const brotliQuality = 9;
/** Smaller ones do not become smaller on the wire. */
const leastBytes = 1_000;

type Encoding = 'br' | 'gzip' | 'identity';

/** A file of the build, as it goes out. */
export class Built {
  readonly type: string;
  readonly etag: string;
  readonly #content: Buffer;
  readonly #bodies = new Map<Encoding, Promise<Buffer> | Buffer>();

  constructor(name: string, content: Buffer) {
    this.type = types[extname(name)] ?? 'application/octet-stream';
    this.etag = `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
    this.#bodies.set('identity', content);
    this.#content = content;
  }

  /** In the best encoding that the other side takes; each is made once. */
  async as(accepted: string | undefined): Promise<{ encoding: Encoding; body: Buffer }> {
    const encoding = this.#choose(accepted ?? '');
    const body = this.#bodies.get(encoding) ?? press(encoding, this.#content);
    this.#bodies.set(encoding, body);
    return { encoding, body: await body };
  }

  #choose(accepted: string): Encoding {
    if (this.#content.length < leastBytes || !pressed.test(this.type)) return 'identity';
    const taken = new Map(accepted.split(',').map((each) => weighed(each)));
    const takes = (name: string) => (taken.get(name) ?? taken.get('*') ?? 0) > 0;
    if (takes('br')) return 'br';
    return takes('gzip') ? 'gzip' : 'identity';
  }
}

/** `gzip;q=0.5` → gzip and its weight. */
function weighed(text: string): [string, number] {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((each) => each.startsWith('q='));
  return [name, weight === undefined ? 1 : Number(weight.slice(2))];
}

const press = (encoding: Encoding, content: Buffer): Promise<Buffer> =>
  encoding === 'br'
    ? promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } })
    : promisify(gzip)(content);

/** Files kept in memory; a build has far fewer, and this is what several builds under one server may leave. */
const mostFiles = 1_000;

/**
 * The built pages. Files whose names hold their hash are read once, and stay as long as the server runs: a page that was
 * opened before a new build still finds its parts. Any other is read again when it has changed.
 */
export function builtPages(dir: string): (name: string, hashed: boolean) => Promise<Built | null> {
  const known = new Map<string, { built: Built; stamp: string }>();
  return async (name, hashed) => {
    const found = known.get(name);
    if (hashed && found !== undefined) return found.built;
    try {
      const path = join(dir, name);
      const { mtimeMs, size, ino } = await stat(path);
      const stamp = `${mtimeMs} ${size} ${ino}`;
      if (found?.stamp === stamp) return found.built;
      const built = new Built(name, await readFile(path));
      known.set(name, { built, stamp });
      const [oldest] = known.keys();
      if (known.size > mostFiles && oldest !== undefined) known.delete(oldest);
      return built;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
      throw error;
    }
  };
}
