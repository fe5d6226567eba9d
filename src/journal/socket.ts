import { createHash } from 'node:crypto';
import { lstatSync, readlinkSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CodedError } from '../protocol/codes.ts';

const NAME = 'redis.sock';
/** The kernel keeps 108 bytes for a socket's path (104 on macOS), with the closing zero. */
const LONGEST = 103;

/** Path of the folder's socket: through a link in the temporary folder where the plain one is too long. */
export function shortSocketPath(dataDir: string): string {
  const plain = join(dataDir, NAME);
  if (Buffer.byteLength(plain) <= LONGEST) return plain;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const link = join(tmpdir(), `yunting-${process.getuid?.() ?? 0}-${name}`);
  const there = lstatSync(link, { throwIfNoEntry: false });
  if (!there) symlinkSync(dataDir, link);
  // In a folder that all may write to, a link that somebody else laid could lead anywhere.
  else if (!there.isSymbolicLink() || there.uid !== process.getuid?.() || readlinkSync(link) !== dataDir)
    throw new CodedError('no-redis', `${link} stands in the way: remove it, or choose a data folder of a shorter path`);
  return join(link, NAME);
}

/** Process id of the server that answers on the socket; null when none does yet, or while it loads its data. */
export async function serverPid(socketPath: string): Promise<number | null> {
  const socket = connect(socketPath);
  socket.end('INFO server\r\nPING\r\n');
  const reply = await text(socket).catch(() => '');
  const pid = /^process_id:(\d+)\r$/m.exec(reply)?.[1];
  return pid && reply.includes('+PONG') ? Number(pid) : null;
}
