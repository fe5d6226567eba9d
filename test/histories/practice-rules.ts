import type { Command } from '../../src/bureau/commands.ts';
import type { Capacity } from '../../src/config/schema.ts';
import type { Role } from '../../src/protocol/principal.ts';
import type { Rule } from '../unit/referee.ts';
import { must } from './must.ts';

/** Issue 3, what follows a ticket's end, by id. */
export const practiceRules: Record<string, () => Rule> = {
  '[CNS-8]': () => {
    /** Until when a closed ticket may be rated. */
    const ratable = new Map<string, number>();
    return {
      says: 'a ticket is rated once at most, after its end and within the time for it, or that lapses',
      event(_, e) {
        if (e.type === 'ticket.closed' && e.rateUntil !== null) ratable.set(e.ticket, e.rateUntil);
        else if (e.type === 'rating.given' || e.type === 'rating.lapsed') {
          const until = ratable.get(e.ticket);
          must(until !== undefined, 'rated twice, or before its end', e);
          must(e.type === 'rating.given' ? e.at < (until ?? 0) : e.at >= (until ?? 0), 'out of its time', e);
          ratable.delete(e.ticket);
        }
      },
      step({ state }, step) {
        must([...state.ratables.keys()].sort().join() === [...ratable.keys()].sort().join(), 'who may be rated', step);
      },
    };
  },
  '[CNS-9]': () => {
    const phases = new Map<string, 'open' | 'answered' | 'appealed'>();
    return {
      says: 'each bad rating opens one follow-up, which goes through finding and at most one appeal to its end',
      event(_, e) {
        if (!e.type.startsWith('followUp.') || !('ticket' in e)) return;
        const phase = phases.get(e.ticket);
        if (e.type === 'followUp.opened') {
          must(phase === undefined && e.data.grade <= 2, 'opened twice, or for a good rating', e);
          phases.set(e.ticket, 'open');
        } else if (e.type === 'followUp.answered') {
          must(phase === 'open', `found, but ${phase}`, e);
          phases.set(e.ticket, 'answered');
        } else if (e.type === 'followUp.appealed') {
          must(phase === 'answered', `appealed, but ${phase}`, e);
          phases.set(e.ticket, 'appealed');
        } else if (e.type === 'followUp.closed') {
          must(phase === 'answered' || phase === 'appealed', `closed, but ${phase}`, e);
          phases.delete(e.ticket);
        }
      },
      step({ state }, step) {
        for (const e of step.events)
          if (e.type === 'rating.given') must(e.grade > 2 || phases.has(e.ticket), 'not followed up', e);
        const there = [...state.followUps()].map((f) => `${f.context.ticket} ${f.value}`).sort();
        const wanted = [...phases].map(([ticket, phase]) => `${ticket} ${phase}`).sort();
        must(there.join() === wanted.join(), `${there}, not ${wanted}`, step);
      },
    };
  },
  '[CNS-10]': () => ({
    says: 'no slot is given away more often than it has places',
    event({ state }, e) {
      const booked = e.type === 'ticket.rebooked' || (e.type === 'ticket.parked' && e.reason === 'booked');
      const t = booked ? state.ticket(e.ticket)?.context : undefined;
      if (t === undefined) return;
      const { bureau } = state;
      let capacity = 0;
      for (const s of bureau.stations.values()) if (s.hall === t.hall) capacity += s.capacity[t.modality];
      const places = Math.max(1, Math.floor(capacity * (bureau.policy.appointments?.share ?? 0)));
      const same = [...state.tickets()].filter(
        ({ context: u }) => u.slot === t.slot && u.hall === t.hall && u.modality === t.modality,
      );
      must(capacity > 0 && same.length <= places, `${same.length} of ${places} places`, e);
    },
  }),
  '[CNS-11]': () => ({
    says: 'a loan is open while, and only while, a station of another hall has the ticket on its desk',
    step({ state }, step) {
      const lent: string[] = [];
      for (const { value, context: t } of state.tickets()) {
        const s = value === 'serving' || value === 'wrapUp' ? state.station(t.station ?? '')?.context : undefined;
        if (s !== undefined && s.hall !== t.hall) lent.push(`${t.id} by ${s.id}: ${s.hall} to ${t.hall}`);
      }
      const open = [...state.ledger.all()].filter((l) => l.until === null);
      const written = open.map((l) => `${l.ticket} by ${l.station}: ${l.from} to ${l.to}`);
      must(written.sort().join() === lent.sort().join(), `${written}, not ${lent}`, step);
    },
  }),
  '[CNS-12]': () => ({
    says: 'while an order says so, no more stations of a group are at work than it says',
    step({ state }, step) {
      for (const order of state.orders.all()) {
        if (order.of !== 'staffing' || order.set === null) continue;
        const { hall, group } = order;
        const crew = [...state.stations()].map((s) => s.context);
        const working = crew.filter((s) => s.hall === hall && s.wants === 'ready' && groupOf(s.capacity) === group);
        must(working.length <= order.set, `${working.map((s) => s.id)} of ${order.set}`, step);
      }
    },
  }),
  '[CNS-13]': () => ({
    says: 'nobody does what is for others: each role has its commands',
    step(_, step) {
      const role = step.by?.split(':')[0] as Role | undefined;
      if (role === undefined || !step.answer.ok) return;
      must((may[role] as readonly string[]).includes(step.type), `a ${role} may not`, step);
    },
  }),
};

/** The tiny bureau's groups: who carries several modalities belongs to the first of these. */
const groupOf = ({ voice, video, document }: Capacity): string | null =>
  voice > 0 ? 'phone' : video > 0 ? 'vtax' : document > 0 ? 'etax' : null;

const theirs = [
  'submit',
  'cancel',
  'join',
  'leave',
  'hold',
  'callBack',
  'rebook',
  'checkIn',
  'supply',
  'rate',
] as const;

/** What each role may do at all. */
const may: Record<Role, readonly Command['type'][]> = {
  taxpayer: theirs,
  channel: [...theirs, 'unanswered'],
  department: ['answer', 'handOn'],
  reader: [],
  station: [
    ...(['signIn', 'signOut', 'ready', 'pause', 'accept', 'reject', 'end', 'complete', 'unanswered'] as const),
    ...(['supplement', 'transfer', 'consult', 'endConsult', 'handOver', 'message', 'escalate'] as const),
    ...(['appeal', 'reveal', 'openMaterial'] as const),
  ],
  supervisor: [
    ...(['cancel', 'answer', 'handOn', 'assign', 'pull', 'prioritise', 'move', 'requeue', 'erase', 'reveal'] as const),
    ...(['order', 'steer', 'broadcast', 'followUp', 'openMaterial'] as const),
  ],
};
