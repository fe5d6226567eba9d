import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Bench } from '../figure.ts';

/** A process that is asked questions and answers each in turn. */
export interface Child {
  pid: number;
  ask<T>(question: string, data?: unknown): Promise<T>;
  /** Lets it end in good order. */
  stop(): Promise<void>;
}

interface Asked {
  id: number;
  question: string;
  data: unknown;
}
type Answered = { id: number; answer: unknown } | { id: number; error: string };

/** Starts `processes/<name>.ts` and asks it to `start` with `data`. */
export async function startChild(bench: Bench, name: string, data: unknown): Promise<Child> {
  const profile = bench.profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${bench.profile}`];
  const child = fork(new URL(`./${name}.ts`, import.meta.url), {
    // As `npm start` runs it; the peers too.
    execArgv: ['--expose-gc', '--max-semi-space-size=64', ...profile],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  let asked = 0;
  child.on('message', (message) => {
    const said = message as Answered;
    if ('error' in said) open.get(said.id)?.reject(new Error(`${name}: ${said.error}`));
    else open.get(said.id)?.resolve(said.answer);
    open.delete(said.id);
  });
  child.on('exit', (code, signal) => {
    for (const each of open.values()) each.reject(new Error(`${name} ended (${signal ?? code})`));
  });
  const ask = <T>(question: string, data?: unknown): Promise<T> => {
    const answer = Promise.withResolvers<unknown>();
    open.set(++asked, answer);
    child.send({ id: asked, question, data } satisfies Asked);
    return answer.promise as Promise<T>;
  };
  await ask('start', data);
  return {
    pid: child.pid ?? 0,
    ask,
    async stop() {
      await ask('stop');
      child.disconnect();
      await ended;
    },
  };
}

/** The other side: answers by name. The process ends when the parent lets go, or is gone. */
export function answer(handlers: Record<string, (data: never) => unknown>): void {
  process.on('message', async (message) => {
    const { id, question, data } = message as Asked;
    try {
      const handler = handlers[question];
      if (handler === undefined) throw new Error(`no answer to ${question}`);
      process.send?.({ id, answer: await handler(data as never) } satisfies Answered);
    } catch (error) {
      process.send?.({ id, error: String(error) } satisfies Answered);
    }
  });
  process.on('disconnect', () => process.exit(0));
}

/** What every measured process can tell of itself. */
export const selfKnowledge = {
  /** CPU time used so far, µs. */
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  /** Bytes in use after a full collection; the second one takes what the first one's finalizers let go. */
  memory: async () => {
    globalThis.gc?.();
    await setImmediate();
    globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    return { used: heapUsed + external, rss };
  },
};
export interface Memory {
  used: number;
  rss: number;
}
