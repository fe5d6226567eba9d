import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CodedError } from '../protocol/codes.ts';
import type { Metrics } from './registry.ts';

export interface MetricsServer {
  /** Where Prometheus finds the metrics. */
  url: string;
  close(): Promise<void>;
}

const plain = { 'content-type': 'text/plain; charset=utf-8' };

/**
 * Serves the metrics on a port of their own (0: any free one), apart from the taxpayers' door.
 * Rejects with `port-in-use` when somebody else listens there.
 */
export async function serveMetrics(metrics: Metrics, at: { host: string; port: number }): Promise<MetricsServer> {
  const server = createServer(async (request, response) => {
    const path = request.url?.split('?')[0];
    try {
      if (path === '/metrics') {
        const text = await metrics.scrape();
        response.setHeader('content-type', metrics.registry.contentType).end(text);
      } else {
        response.writeHead(path === '/' ? 200 : 404, plain).end('Yunting 云厅: the metrics are at /metrics\n');
      }
    } catch (error) {
      response.writeHead(500, plain).end(`The metrics could not be gathered: ${error}\n`);
    }
  });

  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  server.on('error', (error: NodeJS.ErrnoException) =>
    reject(error.code === 'EADDRINUSE' ? new CodedError('port-in-use', `metrics, ${at.host}:${at.port}`) : error),
  );
  server.listen(at.port, at.host, resolve);
  await listening;

  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${port}/metrics`,
    async close() {
      const { promise: closed, resolve: done } = Promise.withResolvers<void>();
      server.close(() => done());
      server.closeAllConnections();
      await closed;
    },
  };
}
