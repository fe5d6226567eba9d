#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import ms from 'ms';
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
  .command('token')
  .description('sign a token for somebody, with the keys of this machine’s settings')
  .addArgument(program.createArgument('<role>', 'who it is for').choices([...roles]))
  .requiredOption('--sub <name>', 'the person or system, as an opaque name')
  .option('--station <id>', 'station: where it sits, e.g. huangpu-w01')
  .option('--hall <code>', 'taxpayer: whose taxpayer it is')
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
  process.exitCode = 1;
}
