import { fair, good, type Meaning, quiet } from './colours.ts';
import { over, type Target } from './targets.ts';
import type { Words } from './words.ts';

/** What a station that is signed in may be doing, from most to least at work. */
export const stationStates = [
  { code: 'serving', words: ['通话、视频中', 'On a call'], colour: '#5794F2' },
  { code: 'working', words: ['办理中', 'Working'], colour: '#37C8C3' },
  { code: 'wrapUp', words: ['办后', 'Wrap-up'], colour: '#B877D9' },
  { code: 'offered', words: ['待接', 'Offered'], colour: fair },
  { code: 'ready', words: ['空闲', 'Ready'], colour: good },
  { code: 'paused', words: ['暂离', 'Paused'], colour: quiet },
] as const satisfies readonly { code: string; words: Words; colour: string }[];

/** A target for each state, with its name; and the colours to go with them. `of` gives the selector's other part. */
export const stateTargets = (where: string): Target[] =>
  stationStates.map(({ code, words }) => over(`sum(yunting_stations{${where},state="${code}"})`, words));
export const stateColours = Object.fromEntries(stationStates.map(({ colour }, n) => [n, { colour }]));

/** `hallState` says the state of a hall as a number: 0 closed, 1 open, 2 draining. */
export const hallState = (where: string) =>
  `sum(yunting_hall_state{${where},state="open"}) + 2 * sum(yunting_hall_state{${where},state="draining"})`;
export const hallStates: readonly Meaning[] = [
  ['0', ['已闭厅', 'Closed'], quiet],
  ['1', ['开放', 'Open'], good],
  ['2', ['收尾', 'Draining'], fair],
];
