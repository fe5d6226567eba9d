import { createServer } from 'node:net';
import { CodedError } from '../protocol/codes.ts';

/** Resolves when one could listen there now. Rejects with `port-in-use`, or `bad-config` for an address that is not ours. */
export function checkPort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new CodedError('port-in-use', `${host}:${port}`)
          : new CodedError('bad-config', `${host}:${port} cannot be listened on: ${error.code}`),
      ),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
