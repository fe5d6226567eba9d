import { IANAZone } from 'luxon';
import { type Modality, modalities } from '../protocol/modality.ts';
import type { Issue } from './issues.ts';
import type { BureauFiles, Business, Hours, RoutingStep } from './schema.ts';

/** Notes an issue at a path into `BureauFiles`; the path's first part names the file. */
type Add = (path: PropertyKey[], message: string) => void;

/** What the shape of single values cannot tell: references between the files, values that must fit each other. */
export function checkFiles(files: BureauFiles): Issue[] {
  const issues: Issue[] = [];
  const add: Add = (path, message) => issues.push({ path, message });
  checkBureau(files, add);
  checkHalls(files, add);
  checkBusinesses(files, add);
  checkCodes(files, 'departments', add);
  return issues;
}

/**
 * Businesses that the catalogue offers though no station of the bureau could ever take them. Asked of files that
 * people write; a recorded day may well hold such work.
 */
export function checkServed({ halls, businesses }: BureauFiles): Issue[] {
  const rows = halls.flatMap((hall) => hall.stations);
  const able = ({ skill }: Business, modality: Modality) =>
    rows.some((row) => row.capacity[modality] > 0 && row.skills[skill] !== undefined);
  return businesses.flatMap((business, b) =>
    Object.entries(business.channels)
      .filter(([, modality]) => !able(business, modality))
      .map(([code, modality]) => ({
        path: ['businesses', b, 'channels', code],
        message: `no station of the bureau has skill ${business.skill} for ${modality}`,
      })),
  );
}

function checkBureau({ bureau }: BureauFiles, add: Add): void {
  if (!IANAZone.isValidZone(bureau.timezone))
    add(['bureau', 'timezone'], 'expected an IANA time zone such as Asia/Shanghai');
  for (const [code, { group }] of Object.entries(bureau.channels))
    checkKnown('group', bureau.groups, group, ['bureau', 'channels', code, 'group'], add);
  checkHours(bureau.hours, ['bureau', 'hours'], add);
  for (const modality of modalities) {
    checkSteps(bureau.rules[modality].steps, ['bureau', 'rules', modality], add);
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
      if (row.kind === 'seat' && voice === 0) add([...path, 'capacity'], 'a seat carries voice: expected voice 1');
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
    checkSteps(business.rules?.steps, [...path, 'rules'], add);
    for (const [code, { steps }] of Object.entries(business.channelRules ?? {})) {
      checkKnown('channel of this business', business.channels, code, [...path, 'channelRules', code], add);
      checkSteps(steps, [...path, 'channelRules', code], add);
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
