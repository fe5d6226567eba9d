import { BureauCore } from '../bureau/bureau.ts';
import { readSettings } from '../config/env.ts';
import { loadBureau } from '../config/load.ts';
import { recover } from '../host/recover.ts';
import type { HistoryJournal } from '../ports.ts';
import { readingJournal } from './with-journal.ts';

/**
 * Applies the kept journal from its base to a new core, and compares with what the checkpoint and the steps after it
 * give: the same hash, or exit status 1. It only reads: it may run beside a server at work.
 */
export async function replay({ json }: { json?: boolean }): Promise<void> {
  const settings = readSettings(process.env);
  const bureau = await loadBureau(settings.bureauDir);
  await readingJournal(settings, bureau, async (journal) => {
    const latest = new BureauCore(bureau);
    const recovered = await recover(latest, journal, await journal.loadCheckpoint());
    const began = performance.now();
    const whole = new BureauCore(bureau);
    // A server may go on writing meanwhile: both stop at the same step.
    const replayed = await recover(whole, progress(journal, json !== true), await journal.loadBase(), recovered.seq);
    const ms = Math.round(performance.now() - began);
    const figures = whole.figures(whole.state.meta.at);
    const report = {
      seq: replayed.seq,
      steps: replayed.steps,
      ms,
      stepsPerS: Math.round((replayed.steps / Math.max(ms, 1)) * 1000),
      hash: whole.hash(),
      recoveredHash: latest.hash(),
      equal: replayed.seq === recovered.seq && whole.hash() === latest.hash(),
      submitted: figures.submitted,
      open: figures.states,
      closed: figures.closed,
      imbalance: figures.imbalance,
    };
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : text(report));
    if (!report.equal) process.exitCode = 1;
  });
}

/** Shows how far it is while it reads. */
function progress(journal: HistoryJournal, shown: boolean) {
  return {
    async *read(after: number) {
      let steps = 0;
      for await (const batch of journal.read(after)) {
        steps += batch.length;
        if (shown && process.stderr.isTTY) process.stderr.write(`\r${steps} steps`);
        yield batch;
      }
      if (shown && process.stderr.isTTY) process.stderr.write('\r');
    },
  };
}

function text(r: Record<string, unknown>): string {
  return `${Object.entries(r)
    .map(([name, value]) => `${name.padEnd(14)} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join('\n')}\n`;
}
