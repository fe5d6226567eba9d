import { IANAZone } from 'luxon';
import { type Modality, modalities } from '../protocol/modality.ts';
import { checkAnswered, checkStandards } from './check-standards.ts';
import type { Add, Issue } from './issues.ts';
import type { BureauFiles, Business, Days, Hours, Policy, RoutingStep } from './schema.ts';

/** What the shape of single values cannot tell: references between the files, values that must fit each other. */
export function checkFiles(files: BureauFiles): Issue[] {
  const issues: Issue[] = [];
  const add: Add = (path, message) => issues.push({ path, message });
  checkBureau(files, add);
  checkHalls(files, add);
  checkBusinesses(files, add);
  checkCodes(files, 'departments', add);
  checkStandards(files, add);
  return issues;
}

/**
 * Businesses that the catalogue offers though no station of the bureau could ever take them, and outcomes without an
 * answer. Asked of files that people write; a recorded day may well hold such work.
 */
export function checkServed(files: BureauFiles): Issue[] {
  const issues: Issue[] = [];
  const add: Add = (path, message) => issues.push({ path, message });
  const rows = files.halls.flatMap((hall) => hall.stations);
  const able = ({ skill }: Business, modality: Modality) =>
    rows.some((row) => row.capacity[modality] > 0 && row.skills[skill] !== undefined);
  for (const [b, business] of files.businesses.entries())
    for (const [code, modality] of Object.entries(business.channels))
      if (!able(business, modality))
        add(
          ['businesses', b, 'channels', code],
          `no station of the bureau has skill ${business.skill} for ${modality}`,
        );
  checkAnswered(files, add);
  return issues;
}

function checkBureau({ bureau }: BureauFiles, add: Add): void {
  if (!IANAZone.isValidZone(bureau.timezone))
    add(['bureau', 'timezone'], 'expected an IANA time zone such as Asia/Shanghai');
  for (const [code, { group }] of Object.entries(bureau.channels))
    checkKnown('group', bureau.groups, group, ['bureau', 'channels', code, 'group'], add);
  for (const [code, { modality }] of Object.entries(bureau.groups)) {
    const offered = Object.values(bureau.channels).flatMap(({ group, modalities }) =>
      group === code ? modalities : [],
    );
    if (modality !== undefined && !offered.includes(modality))
      add(['bureau', 'groups', code, 'modality'], `no channel of this group offers ${modality}`);
  }
  checkHours(bureau.hours, ['bureau', 'hours'], add);
  checkDays(bureau.days, add);
  checkAppointments(bureau.policy.appointments, add);
  checkWorking(bureau.policy, ['followUp'], ['bureau', 'policy'], add);
  for (const modality of modalities) {
    checkSteps(bureau.rules[modality].steps, ['bureau', 'rules', modality], add);
    checkWorking(bureau.rules[modality], ['limit', 'escalate'], ['bureau', 'rules', modality], add);
    if (bureau.policy.interrupts[modality].includes(modality))
      add(['bureau', 'policy', 'interrupts', modality], 'a modality does not interrupt itself');
  }
  for (const [priority, credit] of bureau.policy.credit.entries()) {
    const path = ['bureau', 'policy', 'credit', priority];
    if (priority === 0 && credit > 0) add(path, 'priority 0 is the ordinary one: expected 0s');
    if (credit < (bureau.policy.credit[priority - 1] ?? 0)) add(path, 'a higher priority must not have less credit');
  }
}

function checkHalls(files: BureauFiles, add: Add): void {
  checkCodes(files, 'halls', add);
  for (const [h, hall] of files.halls.entries()) {
    checkHours(hall.hours, ['halls', h, 'hours'], add);
    for (const [s, row] of hall.stations.entries()) {
      const path = ['halls', h, 'stations', s];
      const before = hall.stations.findIndex(({ prefix }) => prefix === row.prefix);
      if (before < s)
        add(
          [...path, 'prefix'],
          `two stations with one id: stations[${before}] already makes ${hall.code}-${row.prefix}01`,
        );
      const { document, video, voice } = row.capacity;
      if (row.kind === 'seat' && (voice === 0 || document + video > 0))
        add([...path, 'capacity'], 'a seat carries one caller and nothing else: expected voice 1 only');
      if (row.kind === 'window' && document + video === 0)
        add([...path, 'capacity'], 'a window carries documents or video: expected at least one of them');
      for (const skill of Object.keys(row.skills))
        checkKnown('skill', files.bureau.skills, skill, [...path, 'skills', skill], add);
    }
  }
}

function checkBusinesses(files: BureauFiles, add: Add): void {
  checkCodes(files, 'businesses', add);
  const { channels, skills } = files.bureau;
  const departments = Object.fromEntries(files.departments.map((department) => [department.code, department]));
  for (const [b, business] of files.businesses.entries()) {
    const path = ['businesses', b];
    checkKnown('skill', skills, business.skill, [...path, 'skill'], add);
    if (Object.keys(business.channels).length === 0) add([...path, 'channels'], 'expected at least one channel');
    for (const [code, modality] of Object.entries(business.channels)) {
      checkKnown('channel', channels, code, [...path, 'channels', code], add);
      const offered = channels[code]?.modalities ?? [modality];
      if (!offered.includes(modality))
        add(
          [...path, 'channels', code],
          `channel ${code} does not offer ${modality}: expected ${offered.join(' or ')}`,
        );
    }
    if (business.department !== undefined)
      checkKnown('department', departments, business.department, [...path, 'department'], add);
    if (business.materials !== undefined && Object.keys(business.materials).length === 0)
      add([...path, 'materials'], 'expected at least one, or no materials at all');
    checkSteps(business.rules?.steps, [...path, 'rules'], add);
    checkWorking(business.rules, ['limit', 'escalate'], [...path, 'rules'], add);
    for (const [code, rules] of Object.entries(business.channelRules ?? {})) {
      checkKnown('channel of this business', business.channels, code, [...path, 'channelRules', code], add);
      checkSteps(rules.steps, [...path, 'channelRules', code], add);
      checkWorking(rules, ['limit', 'escalate'], [...path, 'channelRules', code], add);
    }
  }
}

function checkKnown(what: string, table: object, code: string, path: PropertyKey[], add: Add): void {
  if (!Object.hasOwn(table, code)) add(path, `there is no ${what} ${code}; known: ${Object.keys(table).join(', ')}`);
}

function checkCodes(files: BureauFiles, part: 'halls' | 'businesses' | 'departments', add: Add): void {
  const codes = files[part].map(({ code }) => code);
  for (const [index, code] of codes.entries()) {
    const before = codes.indexOf(code);
    if (before < index) add([part, index, 'code'], `${code} is already the code of ${part}[${before}]`);
  }
}

function checkSteps(steps: RoutingStep[] = [], path: PropertyKey[], add: Add): void {
  for (const [index, step] of steps.entries()) {
    const last = index === steps.length - 1;
    if (last && step.for !== undefined)
      add([...path, 'steps', index, 'for'], 'the last step lasts to the end and has no for');
    if (!last && step.for === undefined)
      add([...path, 'steps', index, 'for'], 'is missing: every step but the last has one');
  }
}

function checkHours(hours: Hours | undefined, path: PropertyKey[], add: Add): void {
  if (hours === undefined) return;
  if (hours.open > hours.close)
    add([...path, 'close'], `expected a time later than open (${hours.open}), or the same for round the clock`);
  if (new Set(hours.days).size < hours.days.length) add([...path, 'days'], 'a weekday is named twice');
}

function checkDays(days: Days | undefined, add: Add): void {
  for (const list of ['holidays', 'workdays'] as const)
    for (const [index, date] of (days?.[list] ?? []).entries()) {
      const path = ['bureau', 'days', list, index];
      if (days?.[list].indexOf(date) !== index) add(path, `${date} is named twice`);
      if (list === 'workdays' && days?.holidays.includes(date))
        add(path, `${date} is a holiday too: expected one of both`);
    }
}

const minute = 60_000;
function checkAppointments(appointments: Policy['appointments'], add: Add): void {
  if (appointments === undefined) return;
  const path = ['bureau', 'policy', 'appointments'];
  if (appointments.slot < minute) add([...path, 'slot'], 'expected at least 1m');
  if (appointments.ahead < appointments.slot) add([...path, 'ahead'], 'expected at least one slot');
}

/** Working time is walked by days: a year of it is more than any promise, and far from what would hold the bureau up. */
const longest = 365 * 24 * 60 * minute;
function checkWorking<K extends string>(
  rules: { [k in K]?: number | undefined } = {},
  names: K[],
  path: PropertyKey[],
  add: Add,
): void {
  for (const name of names) if ((rules[name] ?? 0) > longest) add([...path, name], 'expected at most 365d');
}
