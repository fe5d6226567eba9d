import { CoreAtWork } from '../core-at-work.ts';
import { answer, selfKnowledge } from './child.ts';

export interface CoreRun {
  cpuMs: number;
  events: number;
}

let work: CoreAtWork | null = null;
const atWork = (): CoreAtWork => {
  if (work === null) throw new Error('not started');
  return work;
};

answer({
  ...selfKnowledge,
  start({ waiting }: { waiting: number }) {
    work = new CoreAtWork(waiting, false);
  },
  fill: (count: number) => atWork().fill(count),
  lives(count: number): CoreRun {
    const { events } = atWork();
    const before = process.cpuUsage();
    atWork().lives(count);
    const { user, system } = process.cpuUsage(before);
    return { cpuMs: (user + system) / 1000, events: atWork().events - events };
  },
  stop: () => {},
});
