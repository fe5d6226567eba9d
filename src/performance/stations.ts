import type { FlatSnapshot } from '../actors/flat.ts';
import { seat } from '../actors/seat.ts';
import { startActor } from '../actors/start.ts';
import type { Station } from '../actors/station.ts';
import { window } from '../actors/window.ts';
import type { BureauEvent } from '../bureau/events.ts';
import { pauseReasons } from '../protocol/commands.ts';
import type { StationState } from '../protocol/views.ts';

export type StationSnapshot = FlatSnapshot<StationState, Station>;

/** Pauses in which one works, only not for taxpayers. */
const dutyReasons: readonly (string | null)[] = ['training', 'meeting', 'document'];
const leaveReasons: readonly (string | null)[] = pauseReasons;

/** The officer has stepped away and said why; not: has not begun yet, or missed too many offers. */
export const isAway = ({ value, context }: StationSnapshot): boolean =>
  value === 'paused' && leaveReasons.includes(context.reason);

/** What a station does at a moment, as it counts for its officer's time. */
export function activityOf(s: StationSnapshot): 'busy' | 'available' | 'duty' | 'other' {
  if (s.context.work.length > 0) return 'busy';
  if (s.value !== 'paused') return 'available';
  return dutyReasons.includes(s.context.reason) ? 'duty' : 'other';
}

interface Actor {
  send(e: BureauEvent): void;
  getSnapshot(): StationSnapshot;
  stop(): unknown;
}

/** The stations as the sum of their events: the machines of the bureau itself, so that no rule of theirs stands twice. */
export class Stations {
  readonly #actors = new Map<string, Actor>();

  get(id: string): StationSnapshot | undefined {
    return this.#actors.get(id)?.getSnapshot();
  }

  ids(): Iterable<string> {
    return this.#actors.keys();
  }

  /** Gives a station an event; what it is afterwards. Undefined for one that is unknown, or has signed out. */
  send(id: string, e: BureauEvent): StationSnapshot | undefined {
    let actor = this.#actors.get(id);
    if (actor === undefined) {
      if (e.type !== 'station.signedIn') return undefined;
      const { hall, kind, capacity, skills, at } = e;
      const input = { id, hall, kind, capacity, skills, at };
      actor = kind === 'seat' ? startActor(seat, id, { input }, ignore) : startActor(window, id, { input }, ignore);
      this.#actors.set(id, actor);
    }
    actor.send(e);
    const after = actor.getSnapshot();
    if (after.value !== 'signedOut') return after;
    actor.stop();
    this.#actors.delete(id);
    return undefined;
  }

  keep(): StationSnapshot[] {
    return [...this.#actors.values()].map((actor) => actor.getSnapshot());
  }

  restore(snapshot: StationSnapshot): void {
    const { id, kind } = snapshot.context;
    const actor =
      kind === 'seat'
        ? startActor(seat, id, { snapshot: snapshot as Parameters<typeof seat.can>[0] }, ignore)
        : startActor(window, id, { snapshot: snapshot as Parameters<typeof window.can>[0] }, ignore);
    this.#actors.set(id, actor);
  }
}

/** A station that throws was set right by the bureau, whose steps say how. */
const ignore = () => {};
