import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { type History, historyOf } from '../history.ts';
import { breach } from '../play.ts';
import { keep, regressions } from '../regressions.ts';
import { shrink } from '../shrink.ts';
import { playAll } from './crew.ts';
import { Progress } from './progress.ts';
import { Report } from './report.ts';

/** How long a failure is made shorter, ms. */
const SHRINK = 30_000;

interface Options {
  histories: number;
  seed: number;
  length: number;
  every: number;
  workers: number;
  from?: number;
  state?: string;
  json?: boolean;
}

const whole = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('Expected a whole number.');
  return value;
};
const some = (text: string): number => {
  const value = whole(text);
  if (value === 0) throw new InvalidArgumentError('Expected a number above 0.');
  return value;
};

/** Plays seeded histories under all rules. Answers the exit status: 1 when one breaks a rule, 130 when interrupted. */
async function sim(options: Options): Promise<number> {
  const { histories, seed, length, every, workers } = options;
  const report = new Report(histories, options.json === true);
  for (const { seed: of, rule, ...history } of regressions()) {
    const broken = breach(history, 1);
    if (broken !== null)
      return report.failed({ seed: of, rule: broken.rule, says: broken.message, was: rule }, history);
  }
  const progress = new Progress({ seed, length }, options.state);
  const from = options.from ?? progress.next;
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const onward = (next: number, played: number) => {
    progress.save(next);
    report.at(next, played);
  };
  report.begins(from);
  const found = await playAll({ seed, length, every, workers, from, to: histories }, onward, stop.signal);
  if (found !== null) {
    progress.save(found.n);
    const name = `${seed}/${found.n}`;
    report.shrinking(name, found.says);
    const fails = (h: History) => breach(h, 1)?.rule === found.rule;
    const short = shrink(historyOf(seed, found.n, length), fails, SHRINK);
    const says = breach(short, 1)?.message ?? found.says;
    keep({ seed: name, rule: found.rule, ...short });
    return report.failed({ seed: name, rule: found.rule, says }, short);
  }
  if (stop.signal.aborted) return report.interrupted(progress.next);
  progress.end();
  return report.held();
}

const options = new Command('sim')
  .description('Plays seeded histories of all commands, with kills in between, under the rules of test/SPEC.md')
  .option('--histories <n>', 'so many, counted from 0', some, 2_000)
  .option('--seed <n>', 'of all that is drawn; the n-th history of a seed is always the same', whole, 1)
  .option(
    '--from <n>',
    'the first history; without it, where the last run with this seed and length has come to',
    whole,
  )
  .option('--length <n>', 'moves a history', some, 200)
  .option('--every <n>', 'slow rules are asked at one of so many steps', some, 1)
  .option('--workers <n>', 'threads', some, availableParallelism())
  .option('--state <file>', 'where it is written how far it has come')
  .option('--json', 'print the result as JSON')
  .parse()
  .opts<Options>();
process.exitCode = await sim(options);
