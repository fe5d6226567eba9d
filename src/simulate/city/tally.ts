import { type CityChannel, cityChannels } from './profile.ts';

/** The ways of the practice that are counted, each when the bureau has taken the word for it. */
export const paths = [
  ...(['supplements', 'supplies', 'escalations', 'handedOn', 'answers', 'consults', 'transfers', 'messages'] as const),
  ...([
    'callbacks',
    'callbacksTaken',
    'calledBack',
    'callsMissed',
    'joins',
    'bookings',
    'bookedCalls',
    'moved',
    'cancelled',
    'checkIns',
  ] as const),
  ...(['ratings', 'badRatings', 'findings', 'appeals', 'broadcasts'] as const),
  ...(['asked', 'prioritised', 'assigned', 'pulled', 'moves', 'requeued'] as const),
  ...(['orders', 'ordersEnded', 'steered', 'revealed', 'erased'] as const),
] as const;
export type Path = (typeof paths)[number];

/** What the city counted of its own doings. */
export interface Tally {
  /** People and papers that came, by channel. */
  arrived: Record<CityChannel, number>;
  /** Of them, those that the server acknowledged a ticket to. */
  taken: number;
  /** Gave up waiting. */
  left: number;
  /** Lines that were cut. */
  cut: number;
  /** Places in the line that were told. */
  places: number;
  paths: Record<Path, number>;
  /** Letters that came to the channels, each once, and those whose signature was wrong. */
  delivered: number;
  forged: number;
  /** Refusals by error code: some are in the nature of things, such as an offer that was taken back meanwhile. */
  refused: Record<string, number>;
}

export const emptyTally = (): Tally => ({
  arrived: Object.fromEntries(cityChannels.map((channel) => [channel, 0])) as Tally['arrived'],
  taken: 0,
  left: 0,
  cut: 0,
  places: 0,
  paths: Object.fromEntries(paths.map((path) => [path, 0])) as Tally['paths'],
  delivered: 0,
  forged: 0,
  refused: {},
});
