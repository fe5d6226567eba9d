import { archiveDays } from '../archive/archive.ts';
import { withJournal } from './with-journal.ts';

export interface ArchiveArgs {
  dir?: string;
  /** Files of days older than this are deleted. */
  keepDays?: number;
  json?: boolean;
}

/** Archives the days that are over, as the nightly job does. Not while that runs. */
export function archiveCommand({ dir: folder, keepDays, json }: ArchiveArgs): Promise<void> {
  return withJournal(folder, async ({ bureau, journal, dir }) => {
    const lost: { from: number; to: number }[] = [];
    const days = await archiveDays({
      ...{ bureau, journal, dir, now: Date.now() },
      ...(keepDays !== undefined && { keepDays }),
      onLost: (from, to) => void lost.push({ from, to }),
    });
    const lines = days.map((d) => `${d.day}  ${d.steps} steps, ${d.closed} tickets closed\n`);
    for (const { from, to } of lost) lines.push(`steps ${from} to ${to} were trimmed before they could be archived\n`);
    if (json) process.stdout.write(`${JSON.stringify({ days, lost })}\n`);
    else process.stdout.write(lines.length > 0 ? lines.join('') : 'nothing to archive\n');
  });
}
