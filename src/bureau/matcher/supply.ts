import type { Station } from '../../actors/station.ts';
import type { Policy, Skills } from '../../config/schema.ts';
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

interface Listed {
  profile: Profile;
  idle: Idle;
  takes: Modality[];
}

/**
 * All stations that can take work now. One list a profile and modality, not a list a skill: a station stands in
 * at most three lists whatever it can do, and an arrival looks at as many heads as there are profiles.
 */
export class Supply {
  readonly #interrupts: Policy['interrupts'];
  readonly #profiles = new Map<string, Profile>();
  readonly #halls = new Map<string, readonly Profile[]>();
  /** A station's skills are one object while it is signed in: its profile is found without comparing them. */
  readonly #bySkills = new WeakMap<Skills, Profile>();
  readonly #listed = new Map<string, Listed>();
  /** Idle stations and open capacity (signed in and ready, busy or not), by `<hall>/<modality>`. */
  readonly #idle = new Map<string, number>();
  readonly #staffed = new Map<string, number>();
  readonly #staffedBy = new Map<string, { hall: string; capacity: Station['capacity'] }>();

  constructor(interrupts: Policy['interrupts']) {
    this.#interrupts = interrupts;
  }

  /** Brings the lists up to what the station is now. */
  set(s: Station): void {
    this.#staff(s);
    const was = this.#listed.get(s.id);
    if (was !== undefined) {
      for (const m of was.takes) {
        was.profile.idle[m].delete(was.idle);
        this.#add(this.#idle, was.profile.hall, m, -1);
      }
      this.#listed.delete(s.id);
    }
    const now = takes(s, this.#interrupts);
    if (now.length === 0) return;
    const profile = this.#profileOf(s);
    const idle = { id: s.id, load: loadOf(s), since: s.idleSince };
    for (const m of now) {
      profile.idle[m].add(idle);
      this.#add(this.#idle, s.hall, m, 1);
    }
    this.#listed.set(s.id, { profile, idle, takes: now });
  }

  profiles(hall: string): readonly Profile[] {
    return this.#halls.get(hall) ?? [];
  }

  /** The station's place among the idle; undefined when it can take nothing now. */
  idle(station: string): Idle | undefined {
    return this.#listed.get(station)?.idle;
  }

  /** What the station may take now. */
  takes(station: string): readonly Modality[] {
    return this.#listed.get(station)?.takes ?? [];
  }

  idleIn(hall: string, modality: Modality): number {
    return this.#idle.get(`${hall}/${modality}`) ?? 0;
  }

  /** How many tickets of the modality the hall's ready stations can carry at once. */
  staffedIn(hall: string, modality: Modality): number {
    return this.#staffed.get(`${hall}/${modality}`) ?? 0;
  }

  #staff(s: Station): void {
    const was = this.#staffedBy.get(s.id);
    const staffed = s.officer !== null && s.wants === 'ready' && s.online;
    if (was !== undefined && staffed && was.capacity === s.capacity && was.hall === s.hall) return;
    if (was !== undefined) {
      for (const m of modalities) this.#add(this.#staffed, was.hall, m, -was.capacity[m]);
      this.#staffedBy.delete(s.id);
    }
    if (!staffed) return;
    for (const m of modalities) this.#add(this.#staffed, s.hall, m, s.capacity[m]);
    this.#staffedBy.set(s.id, { hall: s.hall, capacity: s.capacity });
  }

  #add(counts: Map<string, number>, hall: string, m: Modality, by: number): void {
    const key = `${hall}/${m}`;
    counts.set(key, (counts.get(key) ?? 0) + by);
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
      this.#halls.set(s.hall, [...this.profiles(s.hall), profile]);
    }
    this.#bySkills.set(s.skills, profile);
    return profile;
  }
}
