import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import pc from 'picocolors';
import type { Bench, Figure } from './figure.ts';
import { core } from './figures/core.ts';
import { journal } from './figures/journal.ts';
import { latency } from './figures/latency.ts';
import { lives } from './figures/lives.ts';
import { recovery } from './figures/recovery.ts';
import { scrape } from './figures/scrape.ts';
import { waiting } from './figures/waiting.ts';
import { whatif } from './figures/whatif.ts';
import { machine } from './machine.ts';
import { jsonOf, lineOf, markdownOf } from './results.ts';

/** Groups of figures, in the order in which they run. */
const groups: Record<string, (bench: Bench) => Promise<Figure[]>> = {
  core,
  journal,
  latency,
  lives,
  waiting,
  recovery,
  scrape,
  whatif,
};

interface Options {
  quick?: boolean;
  json?: boolean;
  only?: string[];
  profile?: string;
}

const program = new Command('bench')
  .description('Measures Yunting beside its limits and peers; the full run writes bench/RESULTS.md.')
  .option('--quick', 'smaller numbers, under a minute; writes no results')
  .option('--json', 'print [{ name, value, unit, ratioTo, ratio }]')
  .option('--only <group...>', `only these groups: ${Object.keys(groups).join(', ')}; writes no results`)
  .option('--profile <folder>', 'write a .cpuprofile of each measured process there')
  .action(run);

async function run({ quick = false, json = false, only, profile }: Options): Promise<void> {
  const chosen = only ?? Object.keys(groups);
  const unknown = chosen.find((name) => groups[name] === undefined);
  if (unknown !== undefined) program.error(`there is no group ${unknown}; there are ${Object.keys(groups).join(', ')}`);
  const root = mkdtempSync(join(tmpdir(), 'yunting-bench-'));
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(0).padStart(4);
  const say = (text: string) => process.stderr.write(`${pc.dim(`${seconds()} s  ${text}`)}\n`);
  const folder = (name: string) => {
    const path = join(root, name);
    mkdirSync(path);
    return path;
  };
  const figures: Figure[] = [];
  try {
    for (const name of chosen) {
      const found = (await groups[name]?.({ quick, rounds: 5, profile: profile ?? null, say, folder })) ?? [];
      if (!json) for (const each of found) process.stdout.write(`${lineOf(each)}\n`);
      figures.push(...found);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  if (json) process.stdout.write(`${JSON.stringify(jsonOf(figures), null, 2)}\n`);
  if (quick || only !== undefined) return;
  writeFileSync(new URL('./RESULTS.md', import.meta.url), markdownOf(figures, machine('npm run bench')));
  say('written to bench/RESULTS.md');
}

await program.parseAsync();
