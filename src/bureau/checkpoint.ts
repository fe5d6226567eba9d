import { hash } from 'node:crypto';
import type { Answers, Given } from './answers.ts';
import type { EntityKind, State } from './state.ts';

/** What one checkpoint adds to the last. */
export interface Checkpointed {
  seq: number;
  set: { kind: EntityKind; id: string; json: string }[];
  del: { kind: EntityKind; id: string }[];
  /** JSON text of the answers given since the last one; null when there were none. */
  answers: string | null;
  /** It could not be written: the next one has to hold it too. */
  failed(): void;
}

/** Keeps book of what changed, so that a checkpoint costs what changed and not what is open. */
export class Checkpoints {
  readonly #state: State;
  readonly #answers: Answers;
  readonly #dirty: Record<EntityKind, Set<string>> = {
    ticket: new Set(),
    station: new Set(),
    hall: new Set(),
    line: new Set(),
    loan: new Set(),
    ratable: new Set(),
    followUp: new Set(),
    order: new Set(),
    message: new Set(),
    broadcast: new Set(),
    meta: new Set(),
  };

  constructor(state: State, answers: Answers) {
    this.#state = state;
    this.#answers = answers;
  }

  /** Notes what the step that ends now has touched. */
  touch(): void {
    const { touched } = this.#state;
    for (const id of touched.tickets) {
      this.#dirty.ticket.add(id);
      if (this.#state.ledger.get(id) !== undefined) this.#dirty.loan.add(id);
      const t = this.#state.ticket(id)?.context;
      if (t !== undefined) this.#dirty.line.add(this.#state.lines.of(t.hall, t.modality).figures.id);
    }
    for (const id of touched.stations) this.#dirty.station.add(id);
    for (const id of touched.halls) this.#dirty.hall.add(id);
    for (const id of touched.ratables) this.#dirty.ratable.add(id);
    for (const id of touched.followUps) this.#dirty.followUp.add(id);
    for (const id of touched.orders) this.#dirty.order.add(id);
  }

  take(): Checkpointed {
    const { seq, at } = this.#state.meta;
    for (const ticket of this.#state.ledger.prune(at)) this.#dirty.loan.add(ticket);
    for (const station of this.#state.words.messages.takeChanged(at)) this.#dirty.message.add(station);
    for (const hall of this.#state.words.broadcasts.takeChanged(at)) this.#dirty.broadcast.add(hall);
    this.#dirty.meta.add('meta');
    const set: Checkpointed['set'] = [];
    const del: Checkpointed['del'] = [];
    for (const [kind, ids] of Object.entries(this.#dirty) as [EntityKind, Set<string>][]) {
      for (const id of ids) {
        const value = this.#state.keep(kind, id);
        if (value === undefined) del.push({ kind, id });
        else set.push({ kind, id, json: JSON.stringify(value) });
      }
      ids.clear();
    }
    const fresh = this.#answers.takeFresh();
    return {
      seq,
      set,
      del,
      answers: fresh.length === 0 ? null : JSON.stringify(fresh),
      failed: () => {
        for (const { kind, id } of [...set, ...del]) this.#dirty[kind].add(id);
        this.#answers.putBack(fresh);
      },
    };
  }

  restore(entities: Iterable<{ kind: string; id: string; json: string }>, answers: Iterable<string>): void {
    for (const { kind, id, json } of entities) this.#state.restore(kind as EntityKind, id, JSON.parse(json));
    for (const json of answers) for (const given of JSON.parse(json) as Given[]) this.#answers.restore(given);
  }

  hash(): string {
    const state = this.#state;
    const lines = [`meta ${JSON.stringify(state.meta)}`];
    for (const t of state.tickets()) lines.push(`ticket ${t.context.id} ${JSON.stringify(t)}`);
    for (const s of state.stations()) lines.push(`station ${s.context.id} ${JSON.stringify(s)}`);
    for (const h of state.halls()) lines.push(`hall ${h.context.id} ${JSON.stringify(h)}`);
    for (const l of state.lines.all()) if (l.figures.answered > 0) lines.push(`line ${JSON.stringify(l.figures)}`);
    for (const l of state.ledger.all()) if (l.until === null) lines.push(`loan ${JSON.stringify(l)}`);
    for (const r of state.ratables.values()) lines.push(`ratable ${JSON.stringify(r)}`);
    for (const f of state.followUps()) lines.push(`followUp ${JSON.stringify(f)}`);
    for (const o of state.orders.all()) lines.push(`order ${JSON.stringify(o)}`);
    const { messages, broadcasts } = state.words;
    for (const words of messages.all(state.meta.at)) lines.push(`message ${JSON.stringify(words)}`);
    for (const words of broadcasts.all(state.meta.at)) lines.push(`broadcast ${JSON.stringify(words)}`);
    return hash('sha256', lines.sort().join('\n'));
  }
}
