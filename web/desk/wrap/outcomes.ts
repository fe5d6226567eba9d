import type { stationOutcomes as known } from '../../../src/protocol/commands.ts';

/** As in the protocol, whose module is too heavy to come along. */
export const stationOutcomes: typeof known = ['resolved', 'refused', 'unreachable'];
