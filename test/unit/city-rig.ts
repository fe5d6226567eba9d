import { setImmediate as turn } from 'node:timers/promises';
import { pino } from 'pino';
import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Step } from '../../src/bureau/commands.ts';
import { channels } from '../../src/channels/registry.ts';
import type { ClientCommand } from '../../src/client/connect.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { Host } from '../../src/host/host.ts';
import { MemoryStore, memoryJournal } from '../../src/journal/memory.ts';
import { CodedError } from '../../src/protocol/codes.ts';
import type { WireCommand } from '../../src/protocol/commands.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { startCity } from '../../src/simulate/city/city.ts';
import { openingMorning } from '../../src/simulate/city/clock.ts';
import type { Lines, Session, Tokens } from '../../src/simulate/city/world.ts';
import { VirtualClock } from '../../src/simulate/virtual-clock.ts';

/** A Monday. */
export const morning = openingMorning(Date.parse('2026-03-02T00:00:00Z'));
const sliceMs = 1_000;

/** The city before a real host with a journal in memory, on a virtual clock: sessions without sockets. */
export async function virtualCity(bureau: Bureau, seed = 1) {
  const clock = new VirtualClock(morning);
  const journal = memoryJournal(new MemoryStore());
  await journal.open();
  const steps: Step[] = [];
  const core = new BureauCore(bureau);
  const host = new Host({
    core,
    journal,
    seq: 0,
    clock,
    log: pino({ level: 'silent' }),
    committed: [(step) => steps.push(step)],
    onMatch: () => {},
    onAppend: () => {},
    onFenced: () => {},
    matchP99Ms: () => 0,
    reload: async () => bureau,
    deliveries: { deadLetters: async () => [], redeliver: async () => {} },
  });
  const city = startCity({ bureau, clock, seed, lines: lines(host, clock), tokens: passes(bureau) });

  return {
    core,
    city,
    steps,
    clock,
    /** Lets `ms` of the city's time pass; all that was said in one second is heard in it. */
    async pass(ms: number): Promise<void> {
      for (const until = clock.now() + ms; clock.now() < until; ) {
        clock.run(Math.min(until, clock.now() + sliceMs));
        do await turn();
        while (host.commit.lag > 0);
        await turn();
      }
    },
    async stop(): Promise<void> {
      await city.stop();
      await host.drain(1_000);
    },
  };
}

/** A pass says who it is for, in clear. */
function passes(bureau: Bureau): Tokens {
  const pass = (by: Principal) => JSON.stringify(by);
  const stations = [...bureau.stations.values()].map(({ id, hall }) => [
    id,
    pass({ role: 'station', sub: `officer-${id}`, hall, station: id }),
  ]);
  const taxpayers = [...bureau.halls.keys()].map((hall) => [
    hall,
    Array.from({ length: 50 }, (_, n) => pass({ role: 'taxpayer', sub: `${hall}-${n}`, hall })),
  ]);
  return { stations: Object.fromEntries(stations), taxpayers: Object.fromEntries(taxpayers) };
}

function lines(host: Host, clock: VirtualClock): Lines {
  let ids = 0;
  const give = async (command: ClientCommand, by: Principal) => {
    const { answer } = await host.command({ ...command, id: `city-command-${++ids}`, by } as WireCommand & {
      by: Principal;
    });
    if (!answer.ok) throw new CodedError(answer.code, answer.detail);
    return answer.ticket;
  };

  return {
    connect(token, { onView, onPush }) {
      const by: Principal = JSON.parse(token);
      let closed = false;
      let detach = () => {};
      const dial = async () => {
        const attached = await host.attach(by, undefined, ({ events, seq }) => !closed && onPush(events, seq));
        if (closed) return attached.detach();
        detach = attached.detach;
        if (attached.view !== null) onView(attached.view);
      };
      let up = dial();
      const session: Session = {
        command: (command) =>
          up.then(async () => {
            const ticket = await give(command, by);
            return (ticket === undefined ? undefined : { ticket }) as never;
          }),
        cut(ms) {
          detach();
          up = new Promise<void>((resolve) => clock.at(clock.now() + ms, resolve)).then(() => dial());
        },
        close() {
          closed = true;
          detach();
        },
      };
      return session;
    },

    async post(channel, event) {
      const intake = channels.get(channel)!.intake(event);
      const ticket = await give(intake, { role: 'channel', sub: channel, channel, halls: '*' });
      if (intake.type !== 'submit' || ticket === undefined) return { ticket: '' };
      const by: Principal = { role: 'taxpayer', sub: ticket, hall: intake.hall!, ticket };
      return { ticket, token: JSON.stringify(by) };
    },
  };
}
