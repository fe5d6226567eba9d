import { rescind } from '../offers.ts';
import type { Turn } from '../turn.ts';

/** Takes the station's pending offer back. */
export function rescindAt(turn: Turn, station: string, reason: 'station-paused' | 'station-lost'): void {
  const offer = turn.station(station)?.context.offer;
  if (offer != null) rescind(turn, offer.ticket, reason);
}

/** No more work for a station, at once or when its desk is empty; what it is only offered goes to somebody else. */
export function toPause(turn: Turn, station: string, reason: string): void {
  rescindAt(turn, station, 'station-paused');
  turn.emit({ type: 'station.paused', station, reason });
}
