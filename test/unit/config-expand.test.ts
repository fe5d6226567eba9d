import { describe, expect, test } from 'vitest';
import { expandBureau } from '../../src/config/expand.ts';
import { bureauFiles } from '../../src/config/schema.ts';
import { CodedError } from '../../src/protocol/codes.ts';
import { tinyBureau, tinyFiles, type WrittenFiles } from './tiny-bureau.ts';

describe('a bureau expanded', () => {
  test('[CFG-7] stations are numbered by hall and row and carry their row', () => {
    const { stations } = tinyBureau();
    expect([...stations.keys()]).toEqual([
      'north-s01',
      'north-s02',
      'north-w01',
      'north-w02',
      'south-s01',
      'south-w01',
      'east-s01',
    ]);
    expect(stations.get('south-w01')).toEqual({
      id: 'south-w01',
      hall: 'south',
      kind: 'window',
      capacity: { document: 3, video: 1, voice: 0 },
      skills: { invoice: 2, declare: 3, social: 4 },
    });
  });

  test('[CFG-8] a hall takes hours and reserve from the bureau unless it has its own', () => {
    const late = { open: '10:00', close: '20:00', days: [1], drain: '5m' };
    const { halls } = tinyBureau((files) => {
      Object.assign(files.halls[1]!, { hours: late, lend: { reserve: 4 } });
      files.halls[2]!.lend = 'off';
    });
    expect(halls.get('north')).toMatchObject({
      officialName: '小市税务局纳税服务运营中心(北区)(云税厅)',
      hours: { open: '00:00' },
      reserve: 1,
    });
    expect(halls.get('south')).toMatchObject({ hours: { ...late, drain: 300_000 }, reserve: 4 });
    expect(halls.get('east')!.reserve).toBe(Number.POSITIVE_INFINITY);
  });

  test('[CFG-9] rules are those of the modality, then of the business, then of its channel, field by field', () => {
    const { rulesOf } = tinyBureau(({ businesses }) => {
      businesses[0]!.rules = { wrapUp: '3m', goal: 0.5 };
      businesses[0]!.channelRules = { booth: { goal: 0.9, target: '45s' } };
    });
    const plain = rulesOf('vat-return', 'vtax', 'video');
    expect(plain).toMatchObject({ target: 60_000, goal: 0.8, wrapUp: 60_000 });
    expect(rulesOf('invoice-claim', 'vtax', 'video')).toEqual({ ...plain, wrapUp: 180_000, goal: 0.5 });
    expect(rulesOf('invoice-claim', 'booth', 'video')).toEqual({
      ...plain,
      wrapUp: 180_000,
      goal: 0.9,
      target: 45_000,
    });
    expect(rulesOf('invoice-claim', 'phone', 'voice')).toMatchObject({ target: 20_000, wrapUp: 180_000 });
  });

  test('[CFG-8] a hall may close at midnight', () => {
    const { halls } = tinyBureau((files) => Object.assign(files.bureau.hours, { open: '00:00', close: '24:00' }));
    expect(halls.get('north')!.hours).toMatchObject({ open: '00:00', close: '24:00' });
  });

  test('[CFG-9] a business that left the catalogue keeps the rules of its modality', () => {
    const { rulesOf } = tinyBureau();
    expect(rulesOf('gone', 'phone', 'voice')).toEqual(rulesOf('vat-return', 'phone', 'voice'));
  });

  test('[CFG-10] equal content has an equal version, whatever the order of its keys; other content another', () => {
    const written = tinyFiles();
    const { departments, businesses, halls, bureau } = written;
    const turned = { departments, businesses, halls, bureau: Object.fromEntries(Object.entries(bureau).reverse()) };
    const version = tinyBureau().version;
    expect(version).toMatch(/^[0-9a-f]{12}$/);
    expect(expandBureau(bureauFiles.parse(turned)).version).toBe(version);
    expect(tinyBureau((files) => files.halls.reverse()).version).not.toBe(version);
    expect(tinyBureau((files) => Object.assign(files.bureau.policy, { pace: '6s' })).version).not.toBe(version);
  });
});

const hallStep = { scope: 'hall' } as const;
const appointments = { slot: '30m', ahead: '14d', share: 0.3, early: '15m', late: '10m' };
const contradictions: [string, (files: WrittenFiles) => unknown, string][] = [
  [
    'two stations with one id',
    ({ halls }) => halls[1]!.stations.push({ ...halls[1]!.stations[0]!, count: 3 }),
    'halls[1].stations[2].prefix: two stations with one id: stations[0] already makes south-s01',
  ],
  ['two halls', ({ halls }) => halls.push({ ...halls[0]! }), 'halls[3].code: north is already the code of halls[0]'],
  [
    'two businesses',
    ({ businesses }) => businesses.push({ ...businesses[1]! }),
    'businesses[3].code: vat-return is already the code of businesses[1]',
  ],
  [
    'two departments',
    ({ departments }) => departments.push({ ...departments[0]! }),
    'departments[1].code: goods is already the code of departments[0]',
  ],
  [
    'an unknown group',
    ({ bureau }) => Object.assign(bureau.channels.booth!, { group: 'booth' }),
    'bureau.channels.booth.group: there is no group booth; known: etax, vtax, phone',
  ],
  [
    'an unknown skill of a business',
    ({ businesses }) => Object.assign(businesses[0]!, { skill: 'magic' }),
    'businesses[0].skill: there is no skill magic; known: invoice, declare, social',
  ],
  [
    'an unknown skill of a station',
    ({ halls }) => Object.assign(halls[0]!.stations[1]!.skills, { magic: 5 }),
    'halls[0].stations[1].skills.magic: there is no skill magic; known: invoice, declare, social',
  ],
  [
    'an unknown channel',
    ({ businesses }) => Object.assign(businesses[0]!.channels, { fax: 'document' }),
    'businesses[0].channels.fax: there is no channel fax; known: etax, vtax, booth, phone',
  ],
  [
    'rules for a channel that the business does not have',
    ({ businesses }) => Object.assign(businesses[0]!, { channels: { phone: 'voice' }, channelRules: { etax: {} } }),
    'businesses[0].channelRules.etax: there is no channel of this business etax; known: phone',
  ],
  [
    'a modality that the channel does not offer',
    ({ businesses }) => Object.assign(businesses[0]!.channels, { vtax: 'voice' }),
    'businesses[0].channels.vtax: channel vtax does not offer voice: expected video or document',
  ],
  [
    'a business without channels',
    ({ businesses }) => Object.assign(businesses[0]!, { channels: {} }),
    'businesses[0].channels: expected at least one channel',
  ],
  [
    'a last step that ends',
    ({ bureau }) => Object.assign(bureau.rules.voice, { steps: [{ ...hallStep, for: '1m' }] }),
    'bureau.rules.voice.steps[0].for: the last step lasts to the end and has no for',
  ],
  [
    'a step before the last that does not end',
    ({ businesses }) => Object.assign(businesses[2]!, { rules: { steps: [hallStep, hallStep] } }),
    'businesses[2].rules.steps[0].for: is missing: every step but the last has one',
  ],
  [
    'a faulty step of one channel',
    ({ businesses }) => Object.assign(businesses[2]!, { channelRules: { phone: { steps: [hallStep, hallStep] } } }),
    'businesses[2].channelRules.phone.steps[0].for: is missing: every step but the last has one',
  ],
  [
    'an unknown time zone',
    ({ bureau }) => Object.assign(bureau, { timezone: 'Asia/Canton2' }),
    'bureau.timezone: expected an IANA time zone such as Asia/Shanghai',
  ],
  [
    'hours that close before they open',
    ({ halls }) => Object.assign(halls[0]!, { hours: { open: '17:30', close: '09:00', days: [1], drain: '1m' } }),
    'halls[0].hours.close: expected a time later than open (17:30), or the same for round the clock',
  ],
  [
    'a weekday named twice',
    ({ bureau }) => Object.assign(bureau.hours, { days: [1, 2, 2] }),
    'bureau.hours.days: a weekday is named twice',
  ],
  [
    'credit for the ordinary priority',
    ({ bureau }) => Object.assign(bureau.policy, { credit: ['5s', '10s'] }),
    'bureau.policy.credit[0]: priority 0 is the ordinary one: expected 0s',
  ],
  [
    'less credit for a higher priority',
    ({ bureau }) => Object.assign(bureau.policy, { credit: ['0s', '90s', '30s'] }),
    'bureau.policy.credit[2]: a higher priority must not have less credit',
  ],
  [
    'a modality that interrupts itself',
    ({ bureau }) => Object.assign(bureau.policy.interrupts, { voice: ['voice'] }),
    'bureau.policy.interrupts.voice: a modality does not interrupt itself',
  ],
  [
    'a seat without voice',
    ({ halls }) => Object.assign(halls[0]!.stations[0]!, { capacity: { document: 1 } }),
    'halls[0].stations[0].capacity: a seat carries one caller and nothing else: expected voice 1 only',
  ],
  [
    'a window with voice alone',
    ({ halls }) => Object.assign(halls[0]!.stations[1]!, { capacity: { voice: 1 } }),
    'halls[0].stations[1].capacity: a window carries documents or video: expected at least one of them',
  ],
  [
    'an unknown department of a business',
    ({ businesses }) => Object.assign(businesses[0]!, { department: 'magic' }),
    'businesses[0].department: there is no department magic; known: goods',
  ],
  [
    'a list of materials without any',
    ({ businesses }) => Object.assign(businesses[0]!, { materials: {} }),
    'businesses[0].materials: expected at least one, or no materials at all',
  ],
  [
    'a group staffed for what none of its channels offers',
    ({ bureau }) => Object.assign(bureau.groups.etax!, { modality: 'video' }),
    'bureau.groups.etax.modality: no channel of this group offers video',
  ],
  [
    'a day off that is a workday too',
    ({ bureau }) => Object.assign(bureau, { days: { holidays: ['2026-10-01'], workdays: ['2026-10-01'] } }),
    'bureau.days.workdays[0]: 2026-10-01 is a holiday too: expected one of both',
  ],
  [
    'a holiday named twice',
    ({ bureau }) => Object.assign(bureau, { days: { holidays: ['2026-10-01', '2026-10-01'], workdays: [] } }),
    'bureau.days.holidays[1]: 2026-10-01 is named twice',
  ],
  [
    'slots of no length',
    ({ bureau }) => Object.assign(bureau.policy, { appointments: { ...appointments, slot: '0s' } }),
    'bureau.policy.appointments.slot: expected at least 1m',
  ],
  [
    'appointments that end before the first slot',
    ({ bureau }) => Object.assign(bureau.policy, { appointments: { ...appointments, ahead: '10m' } }),
    'bureau.policy.appointments.ahead: expected at least one slot',
  ],
  [
    'a promise of more than a year',
    ({ businesses }) => Object.assign(businesses[1]!, { channelRules: { etax: { limit: '99999d' } } }),
    'businesses[1].channelRules.etax.limit: expected at most 365d',
  ],
];

describe('contradictions', () => {
  test.each(contradictions)('[CFG-11] refused, and named: %s', (_what, change, fault) => {
    expect(() => tinyBureau(change)).toThrow(CodedError);
    try {
      tinyBureau(change);
    } catch (error) {
      expect(error).toMatchObject({ code: 'bad-config', detail: fault });
    }
  });

  test('[CFG-11] all of them are named at once', () => {
    const all = () =>
      tinyBureau(({ bureau, halls, departments }) => {
        bureau.timezone = 'Nowhere';
        halls[1]!.code = 'north';
        departments.push({ ...departments[0]! });
      });
    expect(all).toThrow(/bureau.timezone: .*\nhalls\[1\].code: .*\ndepartments\[1\].code: /);
  });
});
