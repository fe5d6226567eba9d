import { whatIf } from '../../src/capacity/whatif/whatif.ts';
import { loadBureau } from '../../src/config/load.ts';
import { largerCity } from '../../src/simulate/past/city.ts';
import { type Bench, compared, type Figure, figure } from '../figure.ts';
import { guangzhouDir } from '../town.ts';

/** A city's day before and after may take so long, s. */
const LIMIT_S = 60;
const tickets = 50_000;
/** A city with so many times the stations of Guangzhou has that many on a day. */
const larger = 2;

/** `yunting whatif` on a city's day: both worlds of one seed, drawn, played and compared. */
export async function whatif(bench: Bench): Promise<Figure[]> {
  const part = bench.quick ? 10 : 1;
  const { files } = await loadBureau(guangzhouDir);
  const source = { kind: 'city', tickets: tickets / part, files: largerCity(files, larger) } as const;
  const runs: number[] = [];
  for (let round = 0; round < bench.rounds; round++) {
    bench.say(`what-if of ${source.tickets.toLocaleString('en-GB')} tickets: run ${round + 1} of ${bench.rounds}`);
    const { wallMs, imbalance } = await whatIf({ source, sets: ['huangpu.phone=+2', 'policy.lend=off'], seeds: 1 });
    if (imbalance !== 0) throw new Error(`${imbalance} tickets were lost or doubled`);
    runs.push(wallMs / 1000);
  }
  const about = `a day of ${source.tickets.toLocaleString('en-GB')} tickets before and after, 900 stations, one seed`;
  const limit = runs.map(() => LIMIT_S / part);
  return [compared(figure('whatif.day', about, 's', runs), `the limit, ${LIMIT_S / part} s`, limit, { atMost: 1 })];
}
