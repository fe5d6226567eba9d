import type { Station } from '../../actors/station.ts';
import type { Capacity, Policy, Skills } from '../../config/schema.ts';
import { type Modality, modalities } from '../../protocol/modality.ts';
import { loadOf, takes } from './load.ts';
import { SortedList } from './sorted-list.ts';

/** A station that can take work now. */
export interface Idle {
  readonly id: string;
  readonly load: number;
  readonly since: number;
}

/** Least loaded first, then longest idle, then by id. */
export const byIdleness = (a: Idle, b: Idle): number =>
  a.load - b.load || a.since - b.since || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Stations of one hall with the same skills: whoever of them is longest idle stands for all. */
export interface Profile {
  readonly hall: string;
  readonly skills: Skills;
  readonly idle: Readonly<Record<Modality, SortedList<Idle>>>;
}

/** Where a station stands in the lists and counts. */
interface Standing {
  hall: HallSupply;
  /** Its share of the hall's open capacity; null when it is not signed in and ready. */
  capacity: Capacity | null;
  /** Where it is idle; null when it can take nothing now. */
  profile: Profile | null;
  idle: Idle | null;
  takes: readonly Modality[];
}

interface HallSupply {
  profiles: readonly Profile[];
  /** Idle stations and open capacity (signed in and ready, busy or not). */
  readonly idle: Record<Modality, number>;
  readonly staffed: Record<Modality, number>;
}

/**
 * All stations that can take work now. One list a profile and modality, not a list a skill: a station stands in
 * at most three lists whatever it can do, and an arrival looks at as many heads as there are profiles.
 */
export class Supply {
  readonly #interrupts: Policy['interrupts'];
  readonly #profiles = new Map<string, Profile>();
  readonly #halls = new Map<string, HallSupply>();
  /** A station's skills are one object while it is signed in: its profile is found without comparing them. */
  readonly #bySkills = new WeakMap<Skills, Profile>();
  readonly #standing = new Map<string, Standing>();

  constructor(interrupts: Policy['interrupts']) {
    this.#interrupts = interrupts;
  }

  /** Brings the lists up to what the station is now. */
  set(s: Station): void {
    const hall = this.#hall(s.hall);
    let standing = this.#standing.get(s.id);
    if (standing === undefined) {
      standing = { hall, capacity: null, profile: null, idle: null, takes: [] };
      this.#standing.set(s.id, standing);
    }
    const was = standing.hall;
    for (const m of standing.takes) {
      if (standing.idle !== null) standing.profile?.idle[m].delete(standing.idle);
      was.idle[m]--;
    }
    const capacity = s.officer !== null && s.wants === 'ready' && s.online ? s.capacity : null;
    if (capacity !== standing.capacity || hall !== was) {
      for (const m of modalities) {
        was.staffed[m] -= standing.capacity?.[m] ?? 0;
        hall.staffed[m] += capacity?.[m] ?? 0;
      }
    }
    standing.hall = hall;
    standing.capacity = capacity;
    standing.takes = takes(s, this.#interrupts);
    standing.profile = standing.takes.length === 0 ? null : this.#profileOf(s);
    standing.idle = standing.profile === null ? null : { id: s.id, load: loadOf(s), since: s.idleSince };
    for (const m of standing.takes) {
      if (standing.idle !== null) standing.profile?.idle[m].add(standing.idle);
      hall.idle[m]++;
    }
    if (s.officer === null) this.#standing.delete(s.id);
  }

  profiles(hall: string): readonly Profile[] {
    return this.#hall(hall).profiles;
  }

  /** The station's place among the idle; undefined when it can take nothing now. */
  idle(station: string): Idle | undefined {
    return this.#standing.get(station)?.idle ?? undefined;
  }

  /** The station's profile and place among the idle; undefined when it can take nothing now. */
  standingOf(station: string): { idle: Idle; profile: Profile } | undefined {
    const { idle, profile } = this.#standing.get(station) ?? {};
    return idle == null || profile == null ? undefined : { idle, profile };
  }

  /** What the station may take now. */
  takes(station: string): readonly Modality[] {
    return this.#standing.get(station)?.takes ?? [];
  }

  idleIn(hall: string, modality: Modality): number {
    return this.#hall(hall).idle[modality];
  }

  /** How many tickets of the modality the hall's ready stations can carry at once. */
  staffedIn(hall: string, modality: Modality): number {
    return this.#hall(hall).staffed[modality];
  }

  #hall(id: string): HallSupply {
    let hall = this.#halls.get(id);
    if (hall === undefined) {
      const none = { document: 0, video: 0, voice: 0 };
      hall = { profiles: [], idle: { ...none }, staffed: { ...none } };
      this.#halls.set(id, hall);
    }
    return hall;
  }

  #profileOf(s: Station): Profile {
    const known = this.#bySkills.get(s.skills);
    if (known?.hall === s.hall) return known;
    const key = `${s.hall} ${JSON.stringify(Object.entries(s.skills).sort())}`;
    let profile = this.#profiles.get(key);
    if (profile === undefined) {
      const list = () => new SortedList(byIdleness);
      profile = { hall: s.hall, skills: s.skills, idle: { document: list(), video: list(), voice: list() } };
      this.#profiles.set(key, profile);
      const hall = this.#hall(s.hall);
      hall.profiles = [...hall.profiles, profile];
    }
    this.#bySkills.set(s.skills, profile);
    return profile;
  }
}
