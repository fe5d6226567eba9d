import { expect, test } from 'vitest';
import type { EscalationView } from '../../src/protocol/views.ts';
import { withQuestion } from '../../web/department/with-question.ts';
import { kept, withNewest } from '../../web/kit/newest.ts';

const about = {
  hall: 'huangpu',
  business: 'invoice-claim',
  question: '可否',
  askedAt: 0,
  reminded: 0,
  answered: false,
};
const asked = (ticket: string, until: number, more: Partial<EscalationView> = {}): EscalationView => ({
  ...about,
  ...{ ticket, until, department: 'goods', ...more },
});

test('[DPT-8] a page that is open for a shift keeps the open questions and the newest hundred of what it was told', () => {
  let open: readonly EscalationView[] = [];
  let told: Readonly<Record<string, EscalationView>> = {};
  const hear = (one: EscalationView) => {
    open = withQuestion(open, one, 'goods');
    told = withNewest(told, one.ticket, one);
  };
  for (let n = 0; n < 3 * kept; n++) hear(asked(`t${n}`, 1000 - n));
  expect(open.map(({ until }) => until)).toEqual(Array.from({ length: 3 * kept }, (_, i) => 701 + i));
  hear(asked('t200', 5, { reminded: 50 }));
  expect(open[0], 'the last word counts').toMatchObject({ ticket: 't200', reminded: 50 });
  expect(open).toHaveLength(3 * kept);
  for (let n = 0; n < 3 * kept; n++) {
    const over = [{ answered: true }, { withdrawn: true }, { department: 'policy' }][n % 3];
    if (n !== 7) hear(asked(`t${n}`, 1000 - n, over));
  }
  expect(open).toEqual([asked('t7', 993)]);
  expect(Object.keys(told)).toEqual(Array.from({ length: kept }, (_, i) => `t${2 * kept + i}`));
  hear(asked('t250', 1));
  expect(Object.keys(told).at(-1), 'the newest last').toBe('t250');
  expect(Object.keys(told)).toHaveLength(kept);
});
