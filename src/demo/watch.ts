import { type Client, connect } from '../client/connect.ts';
import { boardView } from '../protocol/views.ts';
import type { Server } from '../server.ts';
import type { CityProcess } from './city-process.ts';
import { scrape, total } from './scrape.ts';
import type { Screen } from './screen.ts';
import type { Ended } from './summary.ts';

/** How often the figures are read that no session is told, in ms. */
const scrapeMs = 5_000;

export interface Watch {
  /** The session that looks: of a supervisor of all halls. */
  chief: Client;
  /** The figures of this moment. */
  now(): Promise<Omit<Ended, 'from' | 'wallMs'>>;
  stop(): void;
}

/** Looks at the server from outside, by a supervisor's session and the metrics, and shows it every second. */
export async function watchCity(
  server: Server,
  token: string,
  city: CityProcess,
  screen: Screen | null,
): Promise<Watch> {
  let loans = 0;
  let rate = 1;
  const client = connect({
    url: server.wsUrl,
    token,
    onClock: (_now, faster) => {
      rate = faster;
    },
    onPush(events) {
      for (const event of events)
        if (event.type === 'board') screen?.show({ board: event.board, rate, tally: city.tally, loans });
    },
  });
  await client.ask({ type: 'watch' });
  const reading = setInterval(async () => {
    const metrics = await scrape(server.metricsUrl).catch(() => null);
    if (metrics !== null) loans = total(metrics, 'yunting_loans_started_total');
  }, scrapeMs);

  return {
    chief: client,
    async now() {
      const board = boardView.parse(await client.ask({ type: 'board' }));
      return { board, tally: city.tally, metrics: await scrape(server.metricsUrl), seq: server.host.commit.acked };
    },
    stop() {
      clearInterval(reading);
      client.close();
    },
  };
}
