import { expandBureau } from '../../config/expand.ts';
import type { Bureau, BureauFiles, Policy } from '../../config/schema.ts';
import type { WireCommand } from '../../protocol/commands.ts';
import type { Principal } from '../../protocol/principal.ts';
import type { CallDay, Caller } from './day.ts';
import { type CallType, callTypes } from './recorded.ts';

export const bankHall = 'bank';
const channel = 'phone';

/** Codes are in lower case: `PS` is the business and the skill `ps`. */
const businessOf = (type: CallType): string => type.toLowerCase();

/** `bank-a01`, `bank-b01` … `bank-aa01`: the seat of the agent with this number. */
export const seatOf = (agent: number): string => `${bankHall}-${letters(agent)}01`;

/** The telephone exchange: it hands in the callers and tells when they hang up. */
export const exchange: Principal = { role: 'channel', sub: 'exchange', channel, halls: '*' };
export const seatPrincipal = (station: string): Principal => ({
  role: 'station',
  sub: station,
  hall: bankHall,
  station,
});

/** The call as a ticket; the caller's number of the day is its `ref`. */
export const submission = (
  { type, priority }: Caller,
  index: number,
): Omit<Extract<WireCommand, { type: 'submit' }>, 'id'> => ({
  type: 'submit',
  business: businessOf(type),
  channel,
  hall: bankHall,
  ref: String(index),
  priority,
});

const names: Record<CallType, { name: string; en: string }> = {
  PS: { name: '一般服务', en: 'Regular service' },
  NE: { name: '证券交易', en: 'Stock exchange' },
  NW: { name: '潜在客户', en: 'Potential customer' },
  IN: { name: '网银帮助', en: 'Internet help' },
  PE: { name: '英语服务', en: 'Regular service in English' },
  TT: { name: '回电', en: 'Call back' },
};

/** As the bank worked: whoever is able takes the call at once and ends it at once, without wrap-up. */
const rules: BureauFiles['bureau']['rules']['voice'] = {
  target: 20_000,
  goal: 0.8,
  offer: 15_000,
  wrapUp: 60_000,
  grace: 60_000,
  avoid: 60_000,
  limit: 3_600_000,
  autoAccept: false,
  steps: [{ scope: 'hall', minLevel: 3 }],
};

const policy: Policy = {
  missedLimit: 3,
  stationGrace: 60_000,
  pace: 0,
  /** Regular callers are priority 0 and 1; priority 2 goes 1.5 minutes ahead. */
  credit: [0, 0, 90_000],
  interrupts: { document: [], video: [], voice: [] },
  lend: { on: false, reserve: 0, goal: 0.8 },
  remember: 3_600_000,
};

/** The bank's call centre on one day as a bureau: one hall, round the clock, a seat for each of the day's agents. */
export function bankBureau(day: CallDay, changes: Partial<Policy> = {}): Bureau {
  return expandBureau(bankFiles(day, changes));
}

export function bankFiles({ agents }: CallDay, changes: Partial<Policy>): BureauFiles {
  const named = (code: string, zh: string, en: string) => ({ code, name: zh, en });
  return {
    bureau: {
      ...named('bank', '银行呼叫中心', 'Bank call centre'),
      // Recorded times are taken as UTC.
      timezone: 'UTC',
      officialName: '银行呼叫中心({short})',
      channels: {
        [channel]: { name: '电话', en: 'Phone', group: 'phone', modalities: ['voice'], presence: 'call' },
      },
      groups: { phone: { name: '话务咨询组', en: 'Phone group' } },
      skills: Object.fromEntries(callTypes.map((type) => [businessOf(type), names[type]])),
      hours: { open: '00:00', close: '00:00', days: [1, 2, 3, 4, 5, 6, 7], drain: 60_000 },
      policy: { ...policy, ...changes },
      rules: { document: rules, video: rules, voice: rules },
    },
    halls: [
      {
        ...named(bankHall, '呼叫中心', 'Call centre'),
        short: '银行',
        shortEn: 'Bank',
        batch: 1,
        since: '1999-01',
        maturity: 'full',
        stations: agents.map(({ types }, index) => ({
          prefix: letters(index),
          kind: 'seat',
          count: 1,
          capacity: { document: 0, video: 0, voice: 1 },
          skills: Object.fromEntries(types.map((type) => [businessOf(type), 3])),
        })),
      },
    ],
    businesses: callTypes.map((type) => ({
      code: businessOf(type),
      ...names[type],
      skill: businessOf(type),
      channels: { [channel]: 'voice' },
    })),
    departments: [],
  };
}

/** 0 → a, 25 → z, 26 → aa …: a prefix of a row of stations, of which a day never needs 676. */
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
