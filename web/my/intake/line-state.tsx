import type { LineView } from '../../../src/protocol/catalogue.ts';
import { useCatalogue } from '../../kit/context.tsx';
import { type Say, useSay } from '../base/say.ts';
import { useTimes } from '../base/times.ts';

interface LineStateProps {
  lines: readonly LineView[];
  hall: string;
  modality: LineView['modality'];
}

/** How long one would wait now at a hall; its place is kept while that is not yet known. */
export function LineState({ lines, hall, modality }: LineStateProps) {
  const say = useSay();
  const times = useTimes();
  const { halls } = useCatalogue();
  const line = lines.find((one) => one.hall === hall && one.modality === modality);
  const at = halls.find(({ code }) => code === hall);
  const hours = at === undefined ? '' : times.hours(at.hours);
  return (
    <span className="line-state" data-state={line?.state}>
      {line !== undefined && wordsOf(line, hours, say, times.lasting)}
    </span>
  );
}

function wordsOf(line: LineView, hours: string, say: Say, lasting: (ms: number) => string): string {
  if (line.state === 'closed')
    return say(line.modality === 'document' ? 'line.closed.document' : 'line.closed', { hours });
  const people = line.waiting === 0 ? say('line.nobody') : say('line.people', { n: line.waiting });
  const wait = line.estimateMs === undefined ? people : say('line.wait', { time: lasting(line.estimateMs) });
  return line.state === 'draining' ? `${wait} · ${say('line.draining')}` : wait;
}

/** A hall with how long one would wait there, in few words. */
export function useShortWait(lines: readonly LineView[], modality: LineView['modality']) {
  const say = useSay();
  const times = useTimes();
  return (code: string, hall: string): string => {
    const line = lines.find((one) => one.hall === code && one.modality === modality);
    if (line === undefined) return hall;
    if (line.state === 'closed') return say('line.short.closed', { hall });
    const { estimateMs, waiting: n } = line;
    if (estimateMs !== undefined) return say('line.short.wait', { hall, time: times.lasting(estimateMs) });
    return n === 0 ? say('line.short.nobody', { hall }) : say('line.short.people', { hall, n });
  };
}
