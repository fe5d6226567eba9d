import type { Bureau } from '../config/schema.ts';
import type { Outcome } from '../protocol/commands.ts';
import { type Modality, modalities } from '../protocol/modality.ts';
import { type HallState, type StationState, type TicketState, ticketStates } from '../protocol/views.ts';
import type { State } from './state.ts';
import { noteStuck, nowhereStuck, type Stuck } from './stuck.ts';

type Stations = Partial<Record<StationState, number>>;

export interface HallNow {
  hall: string;
  state: HallState;
  /** Waiting (or offered) tickets by channel: how many, and how long the oldest has waited since it came, or came back. */
  waiting: Record<string, { count: number; oldestMs: number }>;
  /** And how many by business. */
  businesses: Record<string, number>;
  stations: Stations;
  /** Those that may serve a group's modality; one that may serve two groups counts for both. */
  groups: Record<string, Stations>;
  stuck: Stuck;
  /** Smoothed share of recent answers in target, 0–1, over all lines that had any; null before the first. */
  serviceLevel: number | null;
}

export interface Figures {
  at: number;
  submitted: number;
  /** Open tickets, counted one by one. */
  states: Record<TicketState, number>;
  closed: Partial<Record<Outcome, number>>;
  /** submitted − open − closed: anything but 0 is a lost or doubled ticket. */
  imbalance: number;
  /** Tickets answered, each once, and those in target. */
  answered: number;
  inTarget: number;
  halls: HallNow[];
  /** How long each department's oldest open question has been open, ms. */
  questionsMs: Record<string, number>;
  openLoans: number;
  actors: Record<'ticket' | 'seat' | 'window' | 'hall' | 'followUp', number>;
  actorErrors: number;
}

/** Counts everything that is open, one by one: exact, and cheap enough for a scrape (about 0.1 µs a ticket). */
export function figuresOf(state: State, at: number): Figures {
  const halls = new Map<string, HallNow>();
  for (const hall of state.bureau.halls.keys()) halls.set(hall, emptyHall(state, hall));
  const states = Object.fromEntries(ticketStates.map((s) => [s, 0])) as Figures['states'];
  const actors = { ticket: 0, seat: 0, window: 0, hall: 0, followUp: 0 };
  const questionsMs: Record<string, number> = {};
  for (const { value, context: t } of state.tickets()) {
    actors.ticket++;
    states[value]++;
    if (t.escalation?.outcome === 'open') {
      const { department, since } = t.escalation;
      questionsMs[department] = Math.max(questionsMs[department] ?? 0, at - since);
    }
    const hall = halls.get(t.hall);
    if (hall === undefined) continue;
    noteStuck(hall.stuck, t, at);
    if (value !== 'waiting' && value !== 'offered') continue;
    hall.businesses[t.business] = (hall.businesses[t.business] ?? 0) + 1;
    hall.waiting[t.channel] ??= { count: 0, oldestMs: 0 };
    const of = hall.waiting[t.channel] as { count: number; oldestMs: number };
    of.count++;
    of.oldestMs = Math.max(of.oldestMs, at - (t.backAt ?? t.enteredAt));
  }
  const groups = groupModalities(state.bureau);
  for (const { value, context: s } of state.stations()) {
    actors[s.kind]++;
    const hall = halls.get(s.hall);
    if (hall === undefined) continue;
    hall.stations[value] = (hall.stations[value] ?? 0) + 1;
    for (const [group, served] of groups) {
      if (!served.some((modality) => s.capacity[modality] > 0)) continue;
      hall.groups[group] ??= {};
      const of = hall.groups[group] as Stations;
      of[value] = (of[value] ?? 0) + 1;
    }
  }
  for (const { context: f } of state.followUps()) {
    actors.followUp++;
    const followUps = halls.get(f.hall)?.stuck.followUps;
    if (followUps === undefined) continue;
    followUps.open++;
    followUps.oldestMs = Math.max(followUps.oldestMs, at - (f.since ?? at));
  }
  for (const _ of state.halls()) actors.hall++;
  let answered = 0;
  let inTarget = 0;
  for (const { figures } of state.lines.all()) {
    answered += figures.answered;
    inTarget += figures.inTarget;
  }
  let closed = 0;
  for (const n of Object.values(state.meta.closed)) closed += n;
  let openLoans = 0;
  for (const loan of state.ledger.all()) if (loan.until === null) openLoans++;
  return {
    at,
    submitted: state.meta.submitted,
    states,
    closed: { ...state.meta.closed },
    imbalance: state.meta.submitted - actors.ticket - closed,
    answered,
    inTarget,
    halls: [...halls.values()],
    questionsMs,
    openLoans,
    actors,
    actorErrors: state.actorErrors,
  };
}

function emptyHall(state: State, hall: string): HallNow {
  const levels = modalities.map((m) => state.lines.of(hall, m).figures.serviceLevel).filter((l) => l !== null);
  return {
    hall,
    state: state.hall(hall)?.value ?? 'closed',
    waiting: {},
    businesses: {},
    stations: {},
    groups: {},
    stuck: nowhereStuck(),
    serviceLevel: levels.length === 0 ? null : levels.reduce((sum, l) => sum + l, 0) / levels.length,
  };
}

/** What each group serves: what it is staffed for, or where the files do not say that, whatever its channels bring. */
export function groupModalities({ groups, channels }: Pick<Bureau, 'groups' | 'channels'>): [string, Modality[]][] {
  return [...groups].map(([code, { modality }]) => {
    if (modality !== undefined) return [code, [modality]];
    const brought = [...channels.values()].flatMap((channel) => (channel.group === code ? channel.modalities : []));
    return [code, modalities.filter((m) => brought.includes(m))];
  });
}
