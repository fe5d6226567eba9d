import type { Principal } from '../../protocol/principal.ts';

/** Who gives the commands of a day that is played again. No name leaves the recording. */
export const portal = (channel: string): Principal => ({ role: 'channel', sub: channel, channel, halls: '*' });

export const clerk = (department: string): Principal => ({ role: 'department', sub: department, department });

/** Stations are `<hall>-<row><number>`. */
export const officer = (station: string): Principal => ({
  role: 'station',
  sub: `officer-${station}`,
  hall: station.slice(0, station.lastIndexOf('-')),
  station,
});
