#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import ms from 'ms';
import { grammar } from './capacity/whatif/grammar.ts';
import { settingsHelp } from './config/env.ts';
import { CodedError } from './protocol/codes.ts';
import { roles } from './protocol/principal.ts';

const program = new Command('yunting')
  .description('Yunting 云厅: the dispatch server of a cloud tax hall')
  .showHelpAfterError('(add --help for what can be said)')
  .configureHelp({ sortSubcommands: false });

const number = (text: string) => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('Expected a number above 0.');
  return value;
};
const count = (text: string) => {
  const value = number(text);
  if (!Number.isInteger(value) || value > 100) throw new InvalidArgumentError('Expected a whole number, 1 to 100.');
  return value;
};
const span = (text: string) => {
  const value = /^\d+(\.\d+)?(ms|s|m|h)$/.test(text) ? ms(text as ms.StringValue) : Number.NaN;
  if (!(value > 0)) throw new InvalidArgumentError('Expected a duration such as 30s or 5m.');
  return value;
};
const environment = [
  '',
  'Settings come from the environment:',
  ...settingsHelp.map(
    (s) => `  ${s.variable.padEnd(26)} ${s.meaning}${s.fallback === '' ? '' : ` (default ${s.fallback})`}`,
  ),
].join('\n');
const changes = ['', 'Changes:', ...grammar.map(([form, about]) => `  ${form.padEnd(34)} ${about}`)].join('\n');

// Each command loads what it needs when it is called: `--help` answers at once.
program
  .command('serve')
  .description('run the server (npm start)')
  .addHelpText('after', environment)
  .action(async () => (await import('./cli/serve.ts')).serve());

program
  .command('demo')
  .description('a simulated city at work, on a fast clock (npm run demo)')
  .option('--speed <n>', 'how many times as fast as the wall clock', number, 60)
  .option('--for <duration>', 'end by itself after this long, e.g. 30s', span)
  .option('--seed <n>', 'of all that is drawn', number, 1)
  .option('--json', 'print the summary as JSON')
  .option('--data <folder>', 'keep the data in this new or empty folder')
  .option('--story', 'tell one ticket’s whole life instead, and end')
  .addOption(new Option('--lang <language>', 'of the story').choices(['zh', 'en']).default('zh'))
  .action(async (options) => {
    if (options.story) {
      const { runStory } = await import('./demo/story.ts');
      process.exit(await runStory({ ...options, language: options.lang }));
    }
    const { runDemo } = await import('./demo.ts');
    process.exit(await runDemo({ ...options, forMs: options.for }));
  });

program
  .command('walls')
  .description('Prometheus with our rules on a demo or server at work; says where to point a Grafana (npm run walls)')
  .option('--metrics <url>', 'metrics of the server', 'http://127.0.0.1:9464/metrics')
  .option('--port <n>', 'of Prometheus, on this machine', number, 9090)
  .option('--data <folder>', 'keep its data there; default: a folder that is gone at the end')
  .addOption(new Option('--every <duration>', 'between scrapes').argParser(span).default(5_000, '5s'))
  .option('--for <duration>', 'end by itself after this long, e.g. 30s', span)
  .option('--json', 'one line of JSON when all is up')
  .action(async ({ every, for: forMs, ...options }) => {
    const { walls } = await import('./cli/walls.ts');
    process.exit(await walls({ ...options, everyMs: every, forMs }));
  });

program
  .command('replay')
  .description('apply the journal again and compare the state with the recovered one')
  .option('--json', 'print figures as JSON')
  .addHelpText('after', environment)
  .action(async (options) => (await import('./cli/replay.ts')).replay(options));

program
  .command('replay-calls')
  .description('play a recording of real calls through the core (or a live server) and compare')
  .argument('<csv>', 'the recording, plain or gzipped')
  .option('--day <date>', 'one day of it, e.g. 1999-08-01')
  .option('--seed <n>', 'of all that is drawn', number, 1)
  .option('--live', 'through a server and real sockets, on a fast clock')
  .option('--speed <n>', 'of the clock with --live', number, 60)
  .option('--json', 'print figures as JSON')
  .action(async (csv, options) => (await import('./cli/replay-calls.ts')).replayCallsCommand(csv, options));

program
  .command('whatif')
  .description('a day again with some things otherwise, beside the day as it was')
  .argument('<day of>', 'data folder of a server, csv of recorded calls, or city[:requests], the simulated one')
  .option('--set <change>', 'what is otherwise, again and again', (text, all: string[] = []) => [...all, text])
  .option('--day <date>', 'of the bureau, e.g. 2026-11-23; default: the last one')
  .option('--seeds <n>', 'how often what is not recorded is drawn', count, 5)
  .option('--html <file>', 'write the report there')
  .option('--compare', 'recorded calls as they were, beside what happened, Erlang A and the forecast')
  .option('--json', 'print figures as JSON')
  .addOption(new Option('--lang <language>', 'of table and report').choices(['zh', 'en']).default('zh'))
  .addHelpText('after', changes)
  .addHelpText('after', environment)
  .action(async (from, options) => (await import('./cli/whatif.ts')).whatIfCommand(from, options));

program
  .command('token')
  .description('sign a token for somebody, with the keys of this machine’s settings')
  .addArgument(program.createArgument('<role>', 'who it is for').choices([...roles, 'officer']))
  .requiredOption('--sub <name>', 'the person or system, as an opaque name')
  .option('--station <id>', 'station: where it sits, e.g. huangpu-w01')
  .option('--hall <code>', 'taxpayer, officer: of which hall')
  .option('--halls <codes>', 'supervisor, reader, channel: a comma list, or * for all (the default)')
  .option('--channel <code>', 'channel: which one')
  .option('--department <code>', 'department: which one')
  .option('--ticket <id>', 'taxpayer: only this ticket')
  .option('--hours <n>', 'how long it is valid', number, 12)
  .action(async (role, options) => (await import('./cli/token.ts')).token(role, options));

program
  .command('doctor')
  .description('check runtime, Redis, data folder, ports and configuration, and say what to do')
  .option('--json', 'print findings as JSON')
  .action(async (options) => (await import('./cli/doctor.ts')).doctor(options));

program
  .command('sheet')
  .description('performance of a day by person, group or hall')
  .argument('<day>', 'of the bureau, e.g. 2026-11-23')
  .addOption(new Option('--per <whom>', 'a row each').choices(['officer', 'group', 'hall']).default('hall'))
  .option('--csv', 'as CSV')
  .option('--json', 'as JSON')
  .option('--dir <folder>', 'of the archive; default: in the data folder')
  .addHelpText('after', environment)
  .action(async (day, options) => (await import('./cli/sheet.ts')).sheetCommand(day, options));

program
  .command('archive')
  .description('write the days that are over to the archive now (the server does it every night)')
  .option('--keep-days <n>', 'delete files of older days; at least 184', number)
  .option('--dir <folder>', 'of the archive; default: in the data folder')
  .option('--json', 'print figures as JSON')
  .addHelpText('after', environment)
  .action(async (options) => (await import('./cli/archive.ts')).archiveCommand(options));

program
  .command('audit')
  .description('who did what to whom, when, from where, with which result; newest first')
  .option('--from <time>', 'not before, e.g. 2026-11-23 or 2026-11-23T09:00')
  .option('--to <time>', 'before')
  .option('--by <who>', 'role and subject, e.g. station:officer-7, or the subject')
  .option('--ticket <id>', 'of one ticket')
  .option('--limit <n>', 'so many at most', number, 100)
  .option('--csv', 'as CSV')
  .option('--json', 'as NDJSON')
  .option('--dir <folder>', 'of the archive; default: in the data folder')
  .addHelpText('after', environment)
  .action(async (options) => (await import('./cli/audit.ts')).auditCommand(options));

program
  .command('erlang')
  .description('what a queueing formula says: of so many servers, or the fewest that meet a target')
  .addArgument(
    program
      .createArgument('<formula>', 'b: who finds all busy is turned away; c: waits; a: waits, and may give up')
      .choices(['b', 'c', 'a']),
  )
  .requiredOption('--arrivals <n>', 'in each interval', number)
  .addOption(new Option('--interval <duration>', 'of the arrivals').argParser(span).default(1_800_000, '30m'))
  .requiredOption('--aht <duration>', 'mean time that one takes, with wrap-up', span)
  .option('--patience <duration>', 'a: mean time before one gives up', span)
  .option('--within <duration>', 'c, a: an answer by then is in time', span)
  .option('--servers <n>', 'how many there are', number)
  .option('--target <share>', 'c, a: least share answered in time; b: greatest share turned away', number)
  .option('--json', 'print figures as JSON')
  .action(async (formula, options) => (await import('./cli/erlang.ts')).erlangCommand(formula, options));

program
  .command('plan')
  .description('stations needed on a day by hall, group and half hour, against those there')
  .argument('[day]', 'a date such as 2026-11-23, today or tomorrow')
  .option('--from <path>', 'a data folder, or a CSV file of recorded calls; default: the data folder of the settings')
  .option('--dir <folder>', 'of the archive; default: in the data folder')
  .option('--days <n>', 'of history, at most', number, 56)
  .option('--check', 'instead: the forecast of each day from those before it, against what came')
  .option('--roster <file>', 'who is there, as CSV or YAML; default: who was signed in, then the configuration')
  .option('--hall <code>', 'only this one, by half hour')
  .option('--group <code>', 'only this one')
  .option('--csv', 'as CSV')
  .option('--json', 'as JSON')
  .option('--svg <file>', 'write a picture too')
  .addOption(new Option('--lang <language>', 'of the text').choices(['zh', 'en']).default('zh'))
  .addHelpText('after', environment)
  .action(async (day, options) => (await import('./cli/plan.ts')).planCommand(day, options));

program
  .command('machines')
  .description('write docs/machines from the state machines')
  .addOption(new Option('--check', 'only say whether they are up to date'))
  .action(async (options) => (await import('./cli/machines.ts')).machines(options));

program
  .command('asyncapi')
  .description('write docs/asyncapi.json from the schemas')
  .addOption(new Option('--check', 'only say whether it is up to date'))
  .action(async (options) => (await import('./cli/asyncapi.ts')).asyncapi(options));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CodedError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  // What had begun before it failed may still hold the process.
  process.exit(1);
}
