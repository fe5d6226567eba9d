import type { FigureName } from './figures.ts';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

export interface Words {
  title: string;
  bureau: string;
  scope: string;
  before: string;
  after: string;
  difference: string;
  asItWas: string;
  happened: string;
  figures: Record<FigureName, string>;
  sources: Record<'journal' | 'calls' | 'city', string>;
  requests: (count: number) => string;
  seeds: (count: number) => string;
  confidence: string;
  serviceLevel: string;
  meanWait: string;
  byHalfHour: string;
  byHall: string;
  points: string;
  allFigures: string;
  replayed: string;
  /** What is played again, and what is not. */
  notes: readonly string[];
}

const zh: Words = {
  title: '如果当天……',
  bureau: '全市',
  scope: '范围',
  before: '原来',
  after: '之后',
  difference: '变化',
  asItWas: '没有改动：两边应当相同',
  happened: '当时所录',
  figures: {
    offered: '来件',
    answered: '接通',
    abandoned: '放弃',
    turnedAway: '未受理',
    waiting: '仍在等',
    serviceLevel: '达标率',
    asaS: '应答 秒',
    abandonment: '放弃率',
    occupancy: '忙碌率',
    loans: '借入',
    lent: '借出',
  },
  sources: { journal: '日志中的一天', calls: '话单记录的一天', city: '模拟城市的一天' },
  requests: (count) => `${count} 件`,
  seeds: (count) => `${count} 次抽取`,
  confidence: '± 为各次抽取配对之差的 95% 置信区间之半；只含抽取部分的不定，不含别的日子',
  serviceLevel: '达标率',
  meanWait: '平均等待 秒',
  byHalfHour: '每半小时',
  byHall: '各厅达标率的变化',
  points: '百分点',
  allFigures: '全部指标',
  replayed: '重演了什么，没有重演什么',
  notes: [
    '两边是同一批人：同一办件的到达、办理时长、耐心相同；派件由同一内核在虚拟时钟上重做。',
    '重演：到达（时间、云税厅、业务、渠道、优先级）、在岗时段（签入、暂离、签出）、每次在桌的办理与办后时长、看派件的时间（含漏接、拒接）、补正与快速响应（离开多久）、转办、回拨请求、预约到时后的排队。',
    '放弃者沿用其当时的耐心；接通者的耐心按当天该渠道的 Kaplan–Meier 曲线在已等时间之外抽取。',
    '一桌多件时，人手按同时在办的件数均分；被通话打断的文书停表。',
    '不重演：会商、值班长的指派与命令、断线、连不上的回拨；评价与差评。',
    '新增的窗口坐席取该厅该组最多的一种技能，作息照抄在岗最久者；减少的自同一种取起。',
    '“借入”是别厅的窗口坐席接了本厅的办件，含路由末步（全市任何能办者）与统管厅之间；policy.lend=off 只关掉借调一步。',
  ],
};

const en: Words = {
  title: 'What if',
  bureau: 'Bureau',
  scope: 'Scope',
  before: 'before',
  after: 'after',
  difference: 'change',
  asItWas: 'nothing is changed: both sides should be the same',
  happened: 'as recorded',
  figures: {
    offered: 'offered',
    answered: 'answered',
    abandoned: 'gave up',
    turnedAway: 'turned away',
    waiting: 'still waits',
    serviceLevel: 'in target',
    asaS: 'answer s',
    abandonment: 'gave up %',
    occupancy: 'occupancy',
    loans: 'borrowed',
    lent: 'lent',
  },
  sources: { journal: 'a day of the journal', calls: 'a day of recorded calls', city: 'a day of the simulated city' },
  requests: (count) => `${count} requests`,
  seeds: (count) => `${count} seeds`,
  confidence:
    '± is half the 95 % confidence interval of the seeds’ paired differences: of what is drawn, not of other days',
  serviceLevel: 'answered in target',
  meanWait: 'mean wait, s',
  byHalfHour: 'By half hour',
  byHall: 'Change of the share answered in target, by hall',
  points: 'percentage points',
  allFigures: 'All figures',
  replayed: 'What is played again, and what is not',
  notes: [
    'The same people on both sides: a request comes, takes and waits as long as it did; the same core dispatches it again on a virtual clock.',
    'Played again: arrivals (time, hall, business, channel, priority), who was at work (signed in and ready, paused, signed out), work and wrap-up of each time on a desk, the time an offer was looked at, missed and rejected offers, supplements and questions to departments (how long they stayed away), transfers, callbacks asked for, appointments from their slot on.',
    'Who gave up has the patience that it had; who was answered one beyond its wait, by that day’s Kaplan–Meier curve of the channel.',
    'Where several tickets lie on a desk its officer’s hands are shared equally; documents that a conversation interrupts stand still.',
    'Not played again: consultations, supervisors’ words and orders, lines that dropped, calls in vain; ratings and their follow-ups.',
    'New stations have the commonest skills of their group and hall, and keep the hours of those who worked longest; those that go are of the same kind first.',
    'Borrowed: another hall’s station took it, also in the last routing step (anybody able in the bureau) and within the pool of halls; policy.lend=off ends the lending step alone.',
  ],
};

export const words: Record<Language, Words> = { zh, en };
