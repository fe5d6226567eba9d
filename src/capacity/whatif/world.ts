import { expandBureau } from '../../config/expand.ts';
import type { Bureau, BureauFiles } from '../../config/schema.ts';
import type { Shift } from '../../simulate/past/day.ts';
import { type Change, withValue } from './change.ts';
import { type Staffed, withStations } from './stations.ts';

/** In which a day is played: the bureau's files, and who is at work. */
export interface World {
  bureau: Bureau;
  shifts: readonly Shift[];
}

/** A world with some things otherwise. Throws `bad-config` when they do not fit together or the day. */
export function worldOf(files: BureauFiles, shifts: readonly Shift[], changes: readonly Change[]): World {
  let staffed: Staffed = { files, shifts };
  for (const change of changes)
    staffed =
      change.kind === 'value'
        ? { files: withValue(staffed.files, change), shifts: staffed.shifts }
        : withStations(staffed, change);
  return { bureau: expandBureau(staffed.files), shifts: staffed.shifts };
}
