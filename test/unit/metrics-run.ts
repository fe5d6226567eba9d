import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Command, Push, Step } from '../../src/bureau/commands.ts';
import { stationOutcomes } from '../../src/protocol/commands.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { tinyBureau } from './tiny-bureau.ts';

export interface Ran {
  step: Step;
  pushes: Push[];
}

export const bureau = tinyBureau();
const halls = [...bureau.halls.keys()];
const channels = [...bureau.channels.keys()];
const businesses = [...bureau.businesses.keys()];
const stations = [...bureau.stations.values()];

/** A real bureau and all that it did, when each of `choices` decided one command; ends with `figures` at `end`. */
export function run(choices: number[]) {
  const core = new BureauCore(bureau);
  const history: Ran[] = [];
  let now = Date.UTC(2025, 2, 3, 2);
  const give = (command: Command, at: number) => {
    const { step, pushes } = core.handle(command, at);
    if (step) history.push({ step, pushes });
    for (const fault of core.takeFaults()) give(fault, at);
  };
  const passTo = (time: number) => {
    for (let next = core.nextDeadline(); next !== null && next <= time; next = core.nextDeadline())
      for (const due of core.dueDeadlines(next)) give(due, Math.max(next, now));
    now = time;
  };

  give({ type: 'boot', id: 'command-boot', version: bureau.version }, now);
  for (const [i, choice] of choices.entries()) {
    let rest = choice;
    const draw = (n: number) => {
      const drawn = rest % n;
      rest = Math.floor(rest / n);
      return drawn;
    };
    const pick = <T>(items: readonly T[]): T => items[draw(items.length)]!;
    passTo(now + 1 + draw(8000));
    const command = next(core, `command-${i}`, draw, pick);
    if (command) give(command, now);
  }
  return { history, figures: core.figures(now), end: now };
}

/** The bureau as a process would recover it from these steps. */
export function recovered(history: Ran[]): BureauCore {
  const core = new BureauCore(bureau);
  for (const { step } of history) core.apply(step);
  return core;
}

function next(
  core: BureauCore,
  id: string,
  draw: (n: number) => number,
  pick: <T>(of: readonly T[]) => T,
): Command | null {
  const act = draw(16);
  if (act < 5) {
    const channel = pick(channels);
    const by = { role: 'channel', sub: `sub-${channel}`, channel, halls: '*' } as const;
    const from = { business: pick(businesses), hall: pick(halls), priority: draw(3) };
    return { type: 'submit', id, by, channel, ...from, ref: `ref-${id}`, taxpayer: `taxpayer-${id}` };
  }
  if (act < 8) {
    const { id: station, hall } = pick(stations);
    const by = { role: 'station', sub: `officer-${station}`, hall, station } as const;
    const state = core.state.station(station)?.value;
    if (state === undefined) return { type: 'signIn', id, by, station };
    if (state === 'paused') return { type: 'ready', id, by, station };
    // A desk with work on it loses its line most often: that brings tickets back.
    const topic = `station:${station}`;
    if (state === 'serving' || state === 'working') return { type: 'presence', id, topic, online: draw(6) === 0 };
    return draw(4) === 0 ? { type: 'pause', id, by, station, reason: 'meal' } : null;
  }
  const open = [...core.state.tickets()];
  if (open.length === 0) return null;
  const held = open.filter(({ context }) => context.station !== null);
  const { value, context: t } = pick(held.length > 0 && draw(4) > 0 ? held : open);
  const config = t.station === null ? undefined : bureau.stations.get(t.station);
  const station: Principal | undefined = config && {
    role: 'station',
    sub: `officer-${config.id}`,
    hall: config.hall,
    station: config.id,
  };
  const channel: Principal = { role: 'channel', sub: `sub-${t.channel}`, channel: t.channel, halls: '*' };
  const oddly = draw(20);
  if (oddly === 0) return { type: 'quarantine', id, ticket: t.id, station: null, error: 'thrown' };
  if (oddly === 1) return { type: pick(['cancel', 'leave', 'join'] as const), id, by: channel, ticket: t.id };
  if (!station) return { type: 'join', id, by: channel, ticket: t.id };
  if (value === 'offered') {
    const type = draw(4) === 0 ? 'reject' : 'accept';
    return { type, id, by: station, offer: `${t.id}.${t.offers}` };
  }
  if (draw(2) === 0) return { type: 'end', id, by: station, ticket: t.id };
  return { type: 'complete', id, by: station, ticket: t.id, outcome: pick(stationOutcomes) };
}

/** Every id that occurs anywhere in a history: of tickets, offers, stations, people, commands. */
export function idsOf(history: Ran[]): Set<string> {
  const ids = new Set<string>();
  for (const { step, pushes } of history) {
    for (const id of [step.id, step.by, step.print]) if (id) ids.add(id);
    for (const event of step.events) {
      if ('ticket' in event) ids.add(event.ticket);
      if ('offer' in event) ids.add(event.offer);
      if ('station' in event && event.station) ids.add(event.station);
      if (event.type === 'station.signedIn') ids.add(event.officer);
      if (event.type === 'ticket.submitted') for (const id of [event.data.taxpayer, event.data.ref]) ids.add(id!);
    }
    for (const { topic } of pushes) ids.add(topic);
  }
  return ids;
}
