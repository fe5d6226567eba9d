import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bureau, StationConfig } from '../config/schema.ts';
import type { Principal } from '../protocol/principal.ts';
import type { Server } from '../server.ts';
import { strained } from '../simulate/city/visit.ts';
import { freePort, tokenLife } from './parts.ts';
import type { Stage } from './stage.ts';

/** A page that somebody can take over by hand, and as whom. */
export interface Link {
  name: string;
  url: string;
  who: string;
}

const usualPort = 8088;

/** The station that is left to people: a window for documents and video that serves most kinds of matters, in a busy hall. */
export function freeStation({ halls, stations }: Bureau): StationConfig {
  const busy = Object.keys(strained).find((hall) => halls.has(hall));
  const skills = (station: StationConfig) => Object.keys(station.skills).length;
  const windows = [...stations.values()].filter(({ capacity: c }) => c.document > 0 && c.video > 0);
  const there = windows.filter(({ hall }) => hall === busy);
  const best = (there.length > 0 ? there : windows).sort((a, b) => skills(a) - skills(b)).at(-1);
  if (best === undefined) throw new Error('the bureau has no window for documents and video');
  return best;
}

/** The department that is asked about most kinds of matters. */
function askedMost({ departments, businesses }: Bureau): string {
  const asked = (code: string) => [...businesses.values()].filter(({ department }) => department === code).length;
  const [most] = [...departments.keys()].sort((a, b) => asked(b) - asked(a));
  if (most === undefined) throw new Error('the bureau has no department');
  return most;
}

/**
 * Short links to signed-in pages, on this machine: each leads on to one with a fresh token, which would fill lines of
 * the terminal.
 */
export async function openDoor(stage: Stage, server: Server, bureau: Bureau, free: StationConfig): Promise<Link[]> {
  const { id: station, hall } = free;
  const department = askedMost(bureau);
  const who: Record<string, Principal> = {
    desk: { role: 'station', sub: 'by-hand', hall, station },
    board: { role: 'supervisor', sub: 'by-hand', halls: '*' },
    department: { role: 'department', sub: 'by-hand', department },
  };
  const door = createServer(async ({ url = '/' }, response) => {
    const page = url.slice(1);
    const by = who[page];
    if (by === undefined) return response.writeHead(302, { location: server.url }).end();
    const token = await server.tokens.sign(by, tokenLife);
    response.writeHead(302, { location: `${server.url}/${page}/#token=${token}`, 'cache-control': 'no-store' }).end();
  });
  const port = Number(await freePort(usualPort));
  // Somebody may have taken it since.
  door.once('error', () => door.listen(0, '127.0.0.1'));
  await new Promise<void>((resolve) => door.once('listening', resolve).listen(port, '127.0.0.1'));
  stage.undo(() => {
    door.close();
    door.closeAllConnections();
  });
  const at = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  return [
    { name: '窗口 desk', url: `${at}/desk`, who: `${bureau.halls.get(hall)?.short} ${station}` },
    { name: '纳税人 taxpayer', url: `${server.url}/my/`, who: '取的号派到上面的窗口 your number comes to that desk' },
    { name: '值班长 board', url: `${at}/board`, who: '全市 all halls' },
    { name: '部门 department', url: `${at}/department`, who: bureau.departments.get(department)?.name ?? '' },
  ];
}
