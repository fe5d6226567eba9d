import fc from 'fast-check';
import type { Step } from '../../src/bureau/commands.ts';
import type { Fact } from '../../src/bureau/turn.ts';
import type { Bureau } from '../../src/config/schema.ts';
import { Desk } from './desk.ts';
import { bureauOf, histories, Player } from './history.ts';

/** A quarter to midnight in Shanghai: histories cross it. */
export const beforeMidnight = Date.parse('2026-11-23T15:45:00Z');

export interface Played {
  bureau: Bureau;
  steps: Step[];
  desk: Desk;
}

/** A seeded history with everything that may become of tickets in service, over midnight. */
export function played(seed: number, length = 400): Played {
  const bureau = bureauOf(seed);
  const [moves = []] = fc.sample(histories(length), { numRuns: 1, seed });
  const desk = new Desk(bureau, beforeMidnight);
  const player = new Player(desk);
  moves.forEach((move, i) => {
    player.move(move);
    if (i % 3 === 0) inject(desk, practice(desk, move[1]));
  });
  desk.pass(1_000);
  return { bureau, steps: desk.steps, desk };
}

/** Facts as the bureau would state them, journaled like any other step. */
export function inject(desk: Desk, facts: Fact[]): void {
  if (facts.length === 0) return;
  const seq = desk.core.state.meta.seq + 1;
  const events = facts.map((fact) => ({ ...fact, at: desk.now })) as Step['events'];
  const head = {
    seq,
    at: desk.now,
    id: `injected-${seq}`,
    type: 'message',
    by: null,
    from: null,
    on: null,
    print: null,
  } as const;
  const step: Step = { ...head, answer: { ok: true }, events };
  desk.core.apply(step);
  desk.steps.push(step);
}

/** What the practice makes of a ticket: one of the ways, by `pick`. */
export function practice(desk: Desk, pick: number): Fact[] {
  const { state } = desk.core;
  const all = [...state.tickets()].sort((a, b) => (a.context.id < b.context.id ? -1 : 1));
  const found = all[pick % Math.max(1, all.length)];
  if (found === undefined) return [];
  const { value, context: t } = found;
  const ticket = t.id;
  const place = { index: 0, step: t.step, until: null };
  const until = desk.now + 3_600_000;
  const back = { place, prefer: null, summon: false, awayUntil: null };
  const to = { hall: 'south', group: 'etax', business: t.business, skill: t.skill, modality: t.modality };
  const station = t.station;
  if (value === 'parked') {
    const kept = { due: pick % 2 === 0 ? null : desk.now, limitAt: until, warnAt: null };
    return [{ type: 'ticket.unparked', ticket, reason: 'supplied', ...kept, ...back }];
  }
  if (value === 'escalated') {
    return [{ type: 'ticket.answered', ticket, department: 'goods', text: 'so', ...back }];
  }
  if (value === 'waiting' && pick % 12 === 0) {
    const booked = { station: null, reason: 'booked' as const, until, remindAt: null, items: [], note: null };
    return [{ type: 'ticket.parked', ticket, ...booked, limitLeft: null }];
  }
  if ((value !== 'serving' && value !== 'wrapUp') || station === null || t.guest !== null) return [];
  const free = [...state.stations()].find((s) => s.value === 'ready' && s.context.capacity[t.modality] > 0);
  const loan = null;
  switch (pick % 6) {
    case 0:
      return [
        {
          type: 'ticket.parked',
          ticket,
          station,
          reason: 'supplement',
          until,
          remindAt: null,
          note: null,
          items: ['id'],
          limitLeft: 1,
        },
      ];
    case 1:
      return [
        { type: 'ticket.escalated', ticket, station, department: 'goods', question: 'how', until, remindAt: null },
      ];
    case 2: {
      const { presence } = t;
      return [{ type: 'ticket.transferred', ticket, station, to, presence, ...back, avoidUntil: null, note: null }];
    }
    case 3:
      return t.breached ? [] : [{ type: 'ticket.limitBreached', ticket, station, limitAt: desk.now }];
    case 4:
    case 5: {
      if (free === undefined || value !== 'serving') return [];
      const kind = pick % 6 === 4 ? 'consult' : 'transfer';
      const guest = free.context.id;
      const offer = `${ticket}.${t.offers + 1}`;
      const why = { side: 'ticket' as const, class: 'invite', step: 0, looked: [] };
      const invite = { kind, target: to, named: null, due: t.due, place, until } as const;
      const made = { offer, ticket, station: guest, modality: t.modality, deadline: until, loan, invite: kind, why };
      const took = { offer, ticket, station: guest, auto: false, inTarget: true, paceUntil: null, loan, invite: kind };
      return [
        { type: 'invite.opened', ticket, host: station, invite, note: null },
        { type: 'offer.made', ...made },
        { type: 'offer.accepted', ...took },
        kind === 'transfer'
          ? { type: 'ticket.handedOver', ticket, from: station, to: guest, target: to, loan }
          : { type: 'ticket.reconsidered', ticket },
      ] as Fact[];
    }
  }
  return [];
}
