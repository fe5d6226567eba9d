import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, compared, type Figure, figure, median } from '../figure.ts';
import { relaySide, type Side, serverSide } from '../sides.ts';

/** What the server is granted over the relay: it checks, matches and journals before it hands over. */
const limits = { everysec: 2.5, always: 3.5 } as const;
type Name = 'relay' | keyof typeof limits;
type Times = Record<Name, number[]>;

/** Quiet time before each ticket, ms: a moderate rate, the same for all. */
const paceMs = 4;
/** Tickets of one side before it is the next one's turn: it has the machine to itself, and noise hits all alike. */
const turn = 20;
/** Tickets a second of a very large city's busiest hour, on the same sockets. */
const busy = 1_000;

/** Submit to offer: from the channel's socket being written to the station's being read. */
export async function latency(bench: Bench): Promise<Figure[]> {
  bench.say('latency: a relay and two servers take turns');
  const sides: Record<Name, Side> = {
    relay: await relaySide(bench),
    everysec: await serverSide(bench, 'everysec'),
    always: await serverSide(bench, 'always'),
  };
  const names = Object.keys(sides) as Name[];
  const inTurn = async (rounds: number, hand: (side: Side) => Promise<number[]>): Promise<Times> => {
    const times: Times = { relay: [], everysec: [], always: [] };
    for (let round = 0; round < rounds; round++)
      for (const name of names) times[name].push(...(await hand(sides[name])));
    return times;
  };
  const oneByOne = async (side: Side) => {
    const times: number[] = [];
    for (let i = 0; i < turn; i++) {
      await sleep(paceMs);
      times.push(await side.hand());
    }
    return times;
  };
  const atRate = (side: Side) => side.handAtRate(busy, bench.quick ? 200 : 500);

  await inTurn(bench.quick ? 1 : 2, (side) => side.handAtRate(busy, 500));
  await inTurn(2, oneByOne);
  const quiet: Times = { relay: [], everysec: [], always: [] };
  const loaded: Times = { relay: [], everysec: [], always: [] };
  for (let round = 0; round < bench.rounds; round++) {
    bench.say(`latency: run ${round + 1} of ${bench.rounds}`);
    const one = await inTurn(bench.quick ? 2 : 15, oneByOne);
    const many = await inTurn(1, atRate);
    for (const name of names) quiet[name].push(1000 * median(one[name]));
    for (const name of names) loaded[name].push(1000 * median(many[name]));
  }
  await Promise.all(names.map((name) => sides[name].stop()));

  const what = 'submit written by the channel’s socket to offer read by the station’s, journaled in between, p50';
  const rate = `${busy.toLocaleString('en-GB')} tickets/s`;
  return [
    figure('latency.relay', 'the peer: a JSON relay over ws that keeps and checks nothing, p50', 'µs', quiet.relay),
    ...(['everysec', 'always'] as const).flatMap((fsync) => [
      compared(
        figure(`latency.${fsync}`, `${what}, one in flight`, 'µs', quiet[fsync]),
        'bare JSON relay',
        quiet.relay,
        {
          atMost: limits[fsync],
        },
      ),
      compared(
        figure(`latency.${fsync}.busy`, `the same at ${rate}`, 'µs', loaded[fsync]),
        'relay at that rate',
        loaded.relay,
        null,
      ),
    ]),
    figure('latency.relay.busy', `the peer at ${rate}`, 'µs', loaded.relay),
  ];
}
