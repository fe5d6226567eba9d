import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pc from 'picocolors';
import { pino } from 'pino';
import { type Client, connect } from './client/connect.ts';
import { readSettings } from './config/env.ts';
import { loadBureau } from './config/load.ts';
import type { Bureau } from './config/schema.ts';
import { type CityProcess, spawnCity } from './demo/city-process.ts';
import { screen } from './demo/screen.ts';
import { scrape, total } from './demo/scrape.ts';
import { type Summary, summaryOf, summaryText } from './demo/summary.ts';
import { listing } from './demo/text.ts';
import { type BoardView, boardView } from './protocol/views.ts';
import { type Server, startServer } from './server.ts';
import { type CityTime, cityClock, openingMorning } from './simulate/city/clock.ts';
import { type CityChannel, cityChannels } from './simulate/city/profile.ts';
import type { Tokens } from './simulate/city/world.ts';

export interface DemoOptions {
  /** How many times as fast as the wall clock. */
  speed?: number;
  /** Ends by itself after so many ms of wall time; else on SIGINT or SIGTERM. */
  forMs?: number;
  /** Of all that is drawn: who comes, how long things take. An integer. */
  seed?: number;
  /** Prints nothing but the summary, as JSON. */
  json?: boolean;
}
