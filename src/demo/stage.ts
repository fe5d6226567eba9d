import pc from 'picocolors';

/** What a demonstration runs on: all that it begins is ended in good order, or by force. */
export interface Stage {
  /** Ends the run: `why` null as it was meant to, else as a failure. The first word counts. */
  end(why: string | null): void;
  /** Resolves when the run was ended as it was meant to; rejects when it failed. */
  readonly ended: Promise<void>;
  /** What is to be done at the end, the latest first. */
  undo(step: () => unknown): void;
  /** What is to be done when there is no time for a good order, the latest first. */
  force(step: () => void): void;
}

/** One Ctrl-C may be heard twice: from the terminal, and handed on by npm. */
const echoMs = 300;

/** All that ends in good order has bounds of its own, which add up to less. */
const endWithinMs = 60_000;

/** The demonstration ran and ended as it should not. */
export class Failed extends Error {}

/**
 * Runs `play` until it is done or fails, and ends all that it began. Answers its exit status; 1 when it fails with
 * `Failed`, after saying why. The first signal ends the run, a second one the process at once.
 */
export async function onStage(play: (stage: Stage) => Promise<number>): Promise<number> {
  const over = Promise.withResolvers<void>();
  const undo: (() => unknown)[] = [];
  const force: (() => void)[] = [];
  const end = (why: string | null) => (why === null ? over.resolve() : over.reject(new Failed(why)));
  // Nobody may be listening yet, or any more.
  over.promise.catch(() => {});
  undo.push(onSignals(() => end(null), force));
  try {
    return await play({
      end,
      ended: over.promise,
      undo: (step) => void undo.push(step),
      force: (step) => void force.unshift(step),
    });
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    process.stderr.write(`${pc.red(error.message)}\n`);
    return 1;
  } finally {
    const late = setTimeout(() => {
      process.stderr.write(`${pc.red(`结束超时 the end took longer than ${endWithinMs / 1000} s and is forced`)}\n`);
      for (const step of force) step();
      process.exit(1);
    }, endWithinMs);
    for (const step of undo.reverse()) await step();
    clearTimeout(late);
  }
}

/** The first signal ends in good order, the next one at once. Answers how to stop listening. */
function onSignals(first: () => void, force: readonly (() => void)[]): () => void {
  let since: number | null = null;
  const hear = () => {
    since ??= performance.now();
    first();
    if (performance.now() - since < echoMs) return;
    for (const step of force) step();
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, hear);
  return () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, hear);
  };
}
