import { type Length, seconds } from './draws.ts';

const minutes = (mean: number, cv: number): Length => seconds(mean * 60, cv);

/** How many go each way of the practice, and how long people take for it. Shares are of those who could. */
export const shares = {
  /** Of taxpayers: documents that are taken back; lines before a screen that drop, and come back. */
  withdraws: 0.005,
  drops: 0.04,
  comesBack: 0.75,
  /** Of those before a screen: who misses the first call, and who misses every one. */
  missesOnce: 0.05,
  missesAll: 0.015,
  /** Of V-Tax's: who books instead of waiting, and of those who moves, cancels, or forgets it. */
  books: 0.12,
  moves: 0.1,
  cancels: 0.08,
  forgets: 0.07,
  /** Of callers: who books a call. */
  booksCall: 0.004,
  /** Of callers: who asks at once to be called back, who takes the offer of it, whose call breaks in service. */
  asksCallback: 0.03,
  takesCallback: 0.5,
  breaks: 0.008,
  /** Of calls back: who answers. */
  answersCall: 0.88,
  /** Of those who are asked for material: who never sends it, and who sends half of it first. */
  suppliesNever: 0.2,
  suppliesHalf: 0.25,
  /** Of those who were served: who rates. */
  rates: 0.3,
  /** Of all: who says who they are, and of those who asks later that it be forgotten. */
  named: 0.3,
  forgotten: 0.003,
  /** Who asks a supervisor to see to it: of papers sent in, and of callers who wait so long that they are told their place. */
  urges: { etax: 0.01, phone: 0.15 },

  /** Of tickets at a window or seat, each tried once: what becomes of them instead of their end. */
  supplement: { document: 0.07, video: 0.02, voice: 0 },
  escalate: { document: 0.025, video: 0.012, voice: 0.012 },
  consult: 0.02,
  warm: 0.012,
  cold: 0.015,
  /** Of consultations: where the guest writes a message. */
  message: 0.5,
  /** Of replies: those by a chosen template with its fields, where there is one; the others by the default. */
  template: 0.6,
  /** Of tickets that say who asks: where the officer looks that up. */
  reveals: 0.005,

  /** Of questions: which a department answers late, and which it hands on. */
  late: 0.08,
  handsOn: 0.05,
  /** Of follow-ups: where the rating was right, and of those where the officer appeals. */
  upheld: 0.6,
  appeals: 0.25,

  /** Of days of a hall: on which its supervisor orders or leads something for a while. */
  staffing: 0.8,
  lending: 0.5,
  capacity: 0.8,
  steersPause: 0.9,
  steersOut: 0.2,
  /** At an order: how many of a group's stations may go on working. */
  crew: 0.9,
} as const;

export const takes = {
  supply: minutes(55, 1.2),
  answer: minutes(14, 0.6),
  answerLate: minutes(240, 0.5),
  finding: minutes(40, 0.8),
  rating: minutes(15, 1),
  /** Until a taxpayer asks for haste, and until a supervisor has looked at it or at what was set aside. */
  urge: { etax: minutes(6, 0.7), phone: seconds(2, 0.5) },
  look: seconds(3, 0.5),
  /** Until one who said who that is asks to be forgotten. */
  forget: minutes(120, 0.5),
  /** How long a supervisor's order rules, and how long a station is held. */
  order: minutes(30, 0.1),
  held: minutes(8, 0.3),
  /** Until one who is called is there. */
  join: seconds(7, 0.5),
  consult: seconds(90, 0.5),
} satisfies Record<string, Length | Record<string, Length>>;

/** What a supervisor does for one who is urged for: in the queue, and on a desk. */
export const words = {
  waiting: [
    ['prioritise', 2],
    ['assign', 1],
    ['move', 1],
  ],
  serving: [
    ['assign', 1],
    ['pull', 1],
  ],
} as const;

/** Of ratings, by grade. */
export const grades = [
  [5, 72],
  [4, 19],
  [3, 5],
  [2, 2.5],
  [1, 1.5],
] as const;
