import { callDay } from '../../simulate/calls/day.ts';
import type { Figures } from './figures.ts';
import type { Source } from './source.ts';

/** What is known of how the day went, in the words of the worlds' figures. */
export type Happened = Pick<Figures, 'offered' | 'answered' | 'abandoned' | 'serviceLevel' | 'asaS' | 'abandonment'>;

/** A recorded call counts as answered in target within so long, as in the bank's rules. */
const callTargetS = 20;

/** As the recording tells it, so that the day as it was, played again, can be held against it; null of a simulated one. */
export function happenedOf(source: Source): Happened | null {
  if (source.kind === 'city') return null;
  if (source.kind === 'journal')
    return sumUp(source.day.requests.map(({ end, wait, inTarget }) => ({ end, waitS: wait / 1000, inTarget })));
  return sumUp(
    callDay(source.date, source.calls, 1).callers.map(({ recorded: { wait, answered } }) => ({
      end: answered ? ('answered' as const) : ('left' as const),
      waitS: wait,
      inTarget: answered && wait <= callTargetS,
    })),
  );
}

function sumUp(all: readonly { end: 'answered' | 'left' | 'open'; waitS: number; inTarget: boolean }[]): Happened {
  const answered = all.filter(({ end }) => end === 'answered');
  const abandoned = all.filter(({ end }) => end === 'left').length;
  const per = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  const asked = answered.length + abandoned;
  return {
    ...{ offered: all.length, answered: answered.length, abandoned },
    serviceLevel: per(answered.filter(({ inTarget }) => inTarget).length, asked),
    asaS: per(
      answered.reduce((sum, { waitS }) => sum + waitS, 0),
      answered.length,
    ),
    abandonment: per(abandoned, asked),
  };
}
