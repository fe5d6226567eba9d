import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Link } from '../ports.ts';
import type { CatalogueView, LineView } from '../protocol/catalogue.ts';
import { Built } from './built.ts';
import { sendBuilt } from './pages.ts';

/** What taxpayers are told of the bureau before they are anybody to it. */
export interface Public {
  catalogue(): Promise<CatalogueView>;
  lines(): Promise<readonly LineView[]>;
}

/** How long an answer is told again without asking anew. */
const fresh = 1_000;

export function publicView(link: Link, lines: Public['lines']): Public {
  const anybody = { role: 'channel', sub: 'self-service', channel: 'self-service', halls: '*' } as const;
  const ask = () => link.ask({ type: 'catalogue', id: randomUUID() }, anybody, '');
  return { catalogue: remembered(() => ask() as Promise<CatalogueView>), lines: remembered(lines) };
}

/** Asks at most once in `fresh`; what failed is asked again at once. */
function remembered<T>(ask: () => T): () => T {
  let answer: { value: T; at: number } | undefined;
  return () => {
    const now = performance.now();
    if (answer !== undefined && now - answer.at < fresh) return answer.value;
    const asked = { value: ask(), at: now };
    answer = asked;
    if (asked.value instanceof Promise)
      asked.value.catch(() => {
        if (answer === asked) answer = undefined;
      });
    return asked.value;
  };
}

export function catalogueRoutes(app: FastifyInstance, { catalogue, lines }: Public): void {
  let told: { of: CatalogueView; text: string; file: Built } | undefined;
  app.get('/catalogue', async (request, reply) => {
    const of = await catalogue();
    if (told?.of !== of) {
      const text = JSON.stringify(of);
      told = { of, text, file: told?.text === text ? told.file : new Built('catalogue.json', Buffer.from(text)) };
    }
    return sendBuilt(told.file, request, reply, 'no-cache');
  });
  app.get('/lines', () => lines());
}
