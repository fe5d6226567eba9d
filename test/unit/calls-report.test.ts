import { expect, test } from 'vitest';
import { estimatorError, NaivePeers } from '../../src/simulate/calls/estimator.ts';
import { busiestHour, figuresOf } from '../../src/simulate/calls/figures.ts';
import { compare, dayReport, formatReport } from '../../src/simulate/calls/report.ts';

const fates = [
  { arrival: 36_000, wait: 0, answered: true },
  { arrival: 36_100, wait: 20, answered: true },
  { arrival: 36_200, wait: 21, answered: true },
  { arrival: 39_600, wait: 5, answered: false },
];

test('[CAL-13] the figures of either side are made alike: wait of all offered, answered within 20 s as a share of the offered', () => {
  expect(figuresOf(fates)).toEqual({
    offered: 4,
    answered: 3,
    abandoned: 1,
    meanWaitS: 11.5,
    meanAnswerS: 41 / 3,
    within20s: 0.5,
  });
  expect(figuresOf([])).toMatchObject({ offered: 0, meanWaitS: 0, within20s: 0 });
});

test('[CAL-13] the busiest hour is the one in which most came, on the clock also after midnight', () => {
  expect(busiestHour(fates)).toBe(10);
  expect(busiestHour([{ arrival: 86_500, wait: 0, answered: true }])).toBe(0);
});

test('[CAL-14] the estimate is compared with its peers on the same answered callers', () => {
  const told = [
    { guess: { core: 100, lastTen: 50, lastEntered: 0 }, wait: 70 },
    { guess: { core: 20, lastTen: 60, lastEntered: 29 }, wait: 60 },
    { guess: { core: null, lastTen: 1, lastEntered: 1 }, wait: 1000 },
  ];
  const figures = estimatorError(told);
  expect(figures).toMatchObject({ callers: 2, unguessed: 1 });
  expect(figures.core).toEqual({ meanAbsoluteErrorS: 35, biasS: -5, within30s: 0.5 });
  expect(figures.lastTen).toEqual({ meanAbsoluteErrorS: 10, biasS: -10, within30s: 1 });
  expect(figures.lastEntered).toMatchObject({ meanAbsoluteErrorS: 50.5, within30s: 0 });
});

test('[CAL-14] the peers know the last ten who were answered, and the last', () => {
  const peers = new NaivePeers();
  expect(peers.guess()).toEqual({ lastTen: null, lastEntered: null });
  for (let wait = 1; wait <= 12; wait++) peers.answered(wait);
  expect(peers.guess()).toEqual({ lastTen: 7.5, lastEntered: 12 });
});

test('[CAL-15] the table stands in columns, in Chinese and English', () => {
  const both = { recorded: fates, yunting: fates.map((fate) => ({ ...fate, wait: 0 })) };
  const day = dayReport('1999-08-01', both, 1234);
  const lines = formatReport({
    days: [day],
    total: { ...compare(both), wallMs: 1234 },
    estimator: null,
    leftOut: { phantom: 0, menu: 0 },
  }).split('\n');
  const columns = (text: string) => [...text].reduce((sum, char) => sum + (char >= '\u2e80' ? 2 : 1), 0);
  const row = lines.find((line) => line.startsWith('1999-08-01'))!;
  expect(row.split(/\s+/)).toEqual([
    '1999-08-01',
    '4',
    '3',
    '3',
    '1',
    '1',
    '11.5',
    '0.0',
    '13.7',
    '0.0',
    '50.0%',
    '75.0%',
    '1.23',
  ]);
  expect(columns(lines[0]!)).toBe(columns(row));
  expect(columns(lines[1]!)).toBe(columns(row));
  expect(lines.find((line) => line.includes('10:00–11:00'))).toMatch(/ 3 +3 +3 /);
});
