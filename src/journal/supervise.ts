import type { Logger } from 'pino';
import { type EmbeddedOptions, type EmbeddedRedis, startEmbeddedRedis } from './embedded.ts';

const RETRY_MS = 200;
const LONGEST_RETRY_MS = 5_000;

/** Starts the embedded Redis, and starts it again whenever it ends by itself; clients reconnect to the same socket. */
export async function superviseRedis(
  options: Omit<EmbeddedOptions, 'onExit'>,
  log: Pick<Logger, 'warn' | 'error'>,
): Promise<{ socketPath: string; pid(): number; restarts(): number; stop(): Promise<void> }> {
  let stopped = false;
  let restarts = 0;
  const start = () => startEmbeddedRedis({ ...options, onExit: (how) => void again(how) });
  let running: EmbeddedRedis = await start();

  async function again(how: string): Promise<void> {
    log.warn({ how }, 'the embedded Redis ended; starting it again');
    for (let pause = RETRY_MS; !stopped; pause = Math.min(2 * pause, LONGEST_RETRY_MS)) {
      try {
        running = await start();
        restarts++;
        if (stopped) await running.stop();
        return;
      } catch (error) {
        log.error({ err: error }, 'the embedded Redis did not start; trying again');
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  return {
    socketPath: running.socketPath,
    pid: () => running.pid,
    /** How often it was started again. */
    restarts: () => restarts,
    async stop() {
      stopped = true;
      await running.stop();
    },
  };
}
