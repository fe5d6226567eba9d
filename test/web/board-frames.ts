import type { CDPSession, Page } from 'playwright-core';

export interface Pass {
  /** Lengths of frames, in frames of 60 a second. */
  p50: number;
  p95: number;
  /** Milliseconds of script, style and layout a frame. */
  workMs: number;
  /** Longest task of the page's main thread, ms; 0: none above 50. */
  longestMs: number;
  /** Elements in the lists, the most that there were. */
  elements: number;
}

const work = ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'];

async function worked(line: CDPSession): Promise<number> {
  const { metrics } = await line.send('Performance.getMetrics');
  return metrics.reduce((sum, { name, value }) => sum + (work.includes(name) ? value * 1000 : 0), 0);
}

/** Looks at the board for so many frames, at each of which both lists are scrolled by `by` px within the first `within` px. */
export async function passOf(page: Page, line: CDPSession, frames: number, by: number, within = 1e9): Promise<Pass> {
  const before = await worked(line);
  const seen = await page.evaluate(
    async ({ frames, by, within }) => {
      let longestMs = 0;
      const tasks = new PerformanceObserver((found) => {
        for (const { duration } of found.getEntries()) longestMs = Math.max(longestMs, duration);
      });
      tasks.observe({ entryTypes: ['longtask'] });
      const lists = [...document.querySelectorAll<HTMLElement>('.board-list .board-scroll:has([role=grid])')].map(
        (list) => ({ list, end: Math.min(within, list.scrollHeight - list.clientHeight), by }),
      );
      const lengths: number[] = [];
      let elements = 0;
      let last = await new Promise<number>(requestAnimationFrame);
      while (lengths.length < frames) {
        const at = await new Promise<number>(requestAnimationFrame);
        lengths.push(((at - last) * 60) / 1000);
        last = at;
        elements = Math.max(elements, document.querySelectorAll('[role=grid] *').length);
        for (const one of lists) {
          const next = one.list.scrollTop + one.by;
          // At either end it goes back.
          if (next < 0 || next > one.end) one.by = -one.by;
          if (by !== 0) one.list.scrollTop += one.by;
        }
      }
      tasks.disconnect();
      lengths.sort((a, b) => a - b);
      const at = (share: number) => lengths[Math.floor(lengths.length * share)] ?? Number.NaN;
      return { p50: at(0.5), p95: at(0.95), longestMs, elements };
    },
    { frames, by, within },
  );
  return { ...seen, workMs: ((await worked(line)) - before) / frames };
}

/** Elements that the browser styled anew during a deed. */
export async function restyled(line: CDPSession, deed: () => Promise<unknown>): Promise<number> {
  let elements = 0;
  const hear = ({ value }: { value: object[] }) => {
    for (const event of value as { name?: string; args?: { elementCount?: number } }[])
      if (event.name === 'UpdateLayoutTree') elements += event.args?.elementCount ?? 0;
  };
  line.on('Tracing.dataCollected', hear);
  await line.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline'] },
  });
  await deed();
  const complete = new Promise((resolve) => line.once('Tracing.tracingComplete', resolve));
  await line.send('Tracing.end');
  await complete;
  line.off('Tracing.dataCollected', hear);
  return elements;
}

export const told = ({ p50, p95, workMs, longestMs, elements }: Pass) =>
  `frames p50 ${p50.toFixed(2)} p95 ${p95.toFixed(2)}, ${workMs.toFixed(2)} ms of work a frame, longest task ${longestMs.toFixed(0)} ms, ${elements} elements`;
