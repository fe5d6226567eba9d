import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, compared, type Figure, figure, median } from '../figure.ts';
import { relaySide, type Side, serverSide } from '../sides.ts';

/** What the server is granted over the relay: it checks, matches and journals before it hands over. */
const limits = { everysec: 2.5, always: 3.5 } as const;
/** Quiet time before each ticket, ms: a moderate rate, the same for all. */
const paceMs = 4;
/** Tickets of one side before it is the next one's turn: it has the machine to itself, and noise hits all alike. */
const turn = 20;
type Name = 'relay' | keyof typeof limits;

/** Submit to offer: from the channel's socket being written to the station's being read, one ticket at a time. */
export async function latency(bench: Bench): Promise<Figure[]> {
  bench.say('latency: a relay and two servers take turns, one ticket at a time');
  const sides: Record<Name, Side> = {
    relay: await relaySide(bench),
    everysec: await serverSide(bench, 'everysec'),
    always: await serverSide(bench, 'always'),
  };
  const names = Object.keys(sides) as Name[];
  const handInTurn = async (count: number) => {
    const times: Record<Name, number[]> = { relay: [], everysec: [], always: [] };
    for (let left = count; left > 0; left -= turn) {
      for (const name of names) {
        for (let i = 0; i < turn; i++) {
          await sleep(paceMs);
          times[name].push(await sides[name].hand());
        }
      }
    }
    return times;
  };
  await handInTurn(bench.quick ? 100 : 500);
  const runs: Record<Name, number[]> = { relay: [], everysec: [], always: [] };
  for (let round = 0; round < bench.rounds; round++) {
    const times = await handInTurn(bench.quick ? 60 : 300);
    for (const name of names) runs[name].push(1000 * median(times[name]));
  }
  await Promise.all(names.map((name) => sides[name].stop()));
  const what = 'submit written by the channel’s socket to offer read by the station’s, journaled in between, p50';
  return [
    figure('latency.relay', 'the peer: a JSON relay over ws that keeps and checks nothing, p50', 'µs', runs.relay),
    ...(['everysec', 'always'] as const).map((fsync) =>
      compared(figure(`latency.${fsync}`, what, 'µs', runs[fsync]), 'bare JSON relay', runs.relay, {
        atMost: limits[fsync],
      }),
    ),
  ];
}
