import { setImmediate as turn } from 'node:timers/promises';
import { BureauCore } from '../../src/bureau/bureau.ts';
import type { Step } from '../../src/bureau/commands.ts';
import { channels, wordsOf } from '../../src/channels/registry.ts';
import type { ClientCommand } from '../../src/client/connect.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { jobsOf } from '../../src/delivery/jobs.ts';
import { Host } from '../../src/host/host.ts';
import { MemoryStore, memoryJournal } from '../../src/journal/memory.ts';
import type { Committed } from '../../src/ports.ts';
import { CodedError } from '../../src/protocol/codes.ts';
import type { WireCommand } from '../../src/protocol/commands.ts';
import type { Query } from '../../src/protocol/messages.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { startCity } from '../../src/simulate/city/city.ts';
import { openingMorning } from '../../src/simulate/city/clock.ts';
import type { Letter } from '../../src/simulate/city/mail.ts';
import type { Lines, Session, Tokens } from '../../src/simulate/city/world.ts';
import { VirtualClock } from '../../src/simulate/virtual-clock.ts';
import { quietPorts } from './host-ports.ts';

/** A Monday. */
export const morning = openingMorning(Date.parse('2026-03-02T00:00:00Z'));
const sliceMs = 1_000;

/** The city before a real host with a journal in memory, on a virtual clock: sessions without sockets. */
export async function virtualCity(bureau: Bureau, seed = 1, heard: Committed[] = []) {
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
    ...quietPorts(bureau),
    committed: [(step) => steps.push(step), deliver, ...heard],
  });
  const city = startCity({ bureau, clock, seed, lines: lines(host, clock), tokens: passes(bureau) });

  /** Letters come at once, and each once. */
  function deliver(step: Step): void {
    const jobs = jobsOf(step, { delivers: () => true, ticketOf: (id) => core.state.ticket(id)?.context });
    for (const { letter } of jobs) city.read(letter.channel, wordsOf(letter.channel, letter) as Letter);
  }

  return {
    core,
    city,
    journal,
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
  const all = <T>(keys: Iterable<T>, code: (key: T) => string, by: (key: T) => Principal) =>
    Object.fromEntries([...keys].map((key) => [code(key), pass(by(key))]));
  const same = (code: string) => code;
  const taxpayers = [...bureau.halls.keys()].map((hall) => [
    hall,
    Array.from({ length: 50 }, (_, n) => pass({ role: 'taxpayer', sub: `${hall}-${n}`, hall })),
  ]);
  return {
    stations: all(
      bureau.stations.values(),
      ({ id }) => id,
      ({ id, hall }) => ({ role: 'station', sub: `officer-${id}`, hall, station: id }),
    ),
    taxpayers: Object.fromEntries(taxpayers),
    departments: all(bureau.departments.keys(), same, (department) => ({
      role: 'department',
      sub: `officer-${department}`,
      department,
    })),
    supervisors: all(bureau.halls.keys(), same, (hall) => ({
      role: 'supervisor',
      sub: `supervisor-${hall}`,
      halls: [hall],
    })),
    chief: pass({ role: 'supervisor', sub: 'supervisor-centre', halls: '*' }),
  };
}

function lines(host: Host, clock: VirtualClock): Lines {
  let ids = 0;
  const give = async (command: ClientCommand, by: Principal) => {
    const { answer } = await host.command(
      { ...command, id: `city-command-${++ids}`, by } as WireCommand & { by: Principal },
      '10.0.0.1',
    );
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
        ask: (query) => up.then(() => host.ask({ ...query, id: `city-query-${++ids}` } as Query, by, '10.0.0.1')),
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
