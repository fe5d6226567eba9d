import { writeFile } from 'node:fs/promises';
import pc from 'picocolors';
import { check } from '../capacity/forecast/check.ts';
import { halfHours } from '../capacity/forecast/half-hours.ts';
import { type DayPlan, Planner } from '../capacity/plan/plan.ts';
import { hoursThatMatter, rowsOf } from '../capacity/plan/rows.ts';
import { type Language, words } from '../capacity/plan/words.ts';
import type { Bureau } from '../config/schema.ts';
import { CodedError } from '../protocol/codes.ts';
import { checkFigures, checkText } from './plan/check.ts';
import { planCsv, told } from './plan/csv.ts';
import { dayName, dayOf, isDate } from './plan/day.ts';
import { panelsOf } from './plan/panels.ts';
import { type Roster, rosterOf } from './plan/roster.ts';
import { type Source, type Wanted, withPast } from './plan/source.ts';
import { ofHall, overview } from './plan/text.ts';

export interface PlanArgs extends Wanted {
  check?: boolean;
  /** A file of who is on duty. */
  roster?: string;
  hall?: string;
  group?: string;
  csv?: boolean;
  json?: boolean;
  /** A file to write the picture to. */
  svg?: string;
  lang: Language;
}

/** Stations needed on a day (a date, `today`, `tomorrow`) against those there; or how good the forecast is. */
export async function planCommand(asked: string | undefined, args: PlanArgs): Promise<void> {
  if (args.check) return withPast(args, undefined, async (source) => print(checked(source, args)));
  if (asked === undefined) throw new CodedError('bad-message', 'name a day: a date, today or tomorrow');
  await withPast(args, isDate(asked) ? asked : undefined, (source) => plan(source, asked, args));
}

const print = (text: string) => void process.stdout.write(text);

function checked({ bureau, halfHours, history, now }: Source, { json, lang }: PlanArgs): string {
  const { forecaster } = new Planner(bureau, halfHours, history);
  const found = check(history, halfHours, forecaster, now);
  return json ? `${JSON.stringify(checkFigures(found))}\n` : checkText(found, lang);
}

async function plan(source: Source, asked: string, args: PlanArgs): Promise<void> {
  const { bureau, halfHours, history, now } = source;
  for (const [kind, known] of [['hall', bureau.halls] as const, ['group', bureau.groups] as const]) {
    const name = args[kind];
    if (name !== undefined && !known.has(name))
      throw new CodedError('not-found', `${kind} ${name}; known: ${[...known.keys()].join(', ')}`);
  }
  const day = dayOf(asked, halfHours, now);
  const roster = await rosterOf(source, day, args.roster);
  const { from, to } = halfHours.of(day);
  const planner = new Planner(bureau, halfHours, history);
  // A day that is over is planned as it was on the evening before; by what came, where nothing was known then.
  const before = planner.day(day, to <= now ? from : now, roster.pools);
  const hindsight = to <= now && before.lines.every(({ basis }) => basis === 'none');
  const whole = hindsight ? planner.day(day, to, roster.pools) : before;
  const lines = whole.lines.filter(
    ({ hall, group }) => (args.hall ?? hall) === hall && (args.group ?? group) === group,
  );
  const made = { ...whole, lines };
  const rows = rowsOf(made, from, now);
  if (args.csv) print(planCsv(rows, bureau.timezone));
  else if (args.json) {
    const of = lines.map(({ hall, group, basis, days }) => ({ hall, group, basis, days }));
    const { until: signedInUntil, rest } = roster;
    const half = rows.map((row) => told(row, bureau.timezone));
    print(`${JSON.stringify({ day, roster: { signedInUntil, rest }, lines: of, rows: half })}\n`);
  } else print(text(made, bureau, roster, args, { began: now > from, hindsight }));
  if (args.svg !== undefined) await writeFile(args.svg, await picture(made, bureau, args));
}

/** How the day stands to the plan: it has begun; it is over and planned by what came. */
interface Seen {
  began: boolean;
  hindsight: boolean;
}

function text(made: DayPlan, bureau: Bureau, roster: Roster, { lang, hall }: PlanArgs, seen: Seen): string {
  const names = { bureau, language: lang };
  const body = hall === undefined ? overview(made, names, seen.began) : ofHall(made.lines, names);
  return `${pc.bold(title(made, lang))}\n${seen.hindsight ? words[lang].hindsight : basisText(made, lang)}; ${rosterText(roster, lang)}\n\n${body}`;
}

const title = ({ day }: DayPlan, language: Language) => `${words[language].title} ${dayName(day, language)}`;

function basisText({ lines: [first] }: DayPlan, language: Language): string {
  const w = words[language];
  if (first === undefined) return w.unknown;
  if (first.basis === 'today') return w.madeFromToday;
  return `${w.madeFrom(first.days)}${first.days < 10 ? ` (${w.little})` : ''}`;
}

function rosterText({ until, rest }: Roster, language: Language): string {
  const w = words[language];
  if (until === 0) return w.roster[rest];
  return until === halfHours ? w.roster.signedIn : `${w.roster.mixed}${w.rest[rest]}`;
}

async function picture(made: DayPlan, bureau: Bureau, { lang, hall, group }: PlanArgs): Promise<string> {
  // Only who wants a picture waits for what draws it.
  const { planPicture } = await import('../capacity/plan/picture.ts');
  const span = hoursThatMatter(made.lines);
  if (span === null) throw new CodedError('not-found', 'nobody needs a station on that day: there is nothing to draw');
  const slots = Array.from({ length: span[1] - span[0] + 1 }, (_, i) => span[0] + i);
  const one = hall !== undefined || group !== undefined;
  return planPicture(title(made, lang), panelsOf(made, { bureau, language: lang }, one), slots, lang);
}
