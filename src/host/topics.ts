import type { Push } from '../bureau/commands.ts';
import type { Frame } from '../ports.ts';
import type { PushBody } from '../protocol/messages.ts';

/** Pushes kept for sessions that come back: about a minute of a busy city. */
const KEPT = 8192;

export interface Listener {
  /** Frames up to this sequence are already in the view that the listener was given. */
  from: number;
  frame: (frame: Frame) => void;
  /** What the step that is being let out means for it. */
  events: PushBody[];
}

/** Who listens to what, and the last pushes for those who were away for a moment. */
export class Topics {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #recent: { seq: number; push: Push }[] = [];
  #floor: number;

  /** `seq`: nothing is known of pushes up to it. */
  constructor(seq: number) {
    this.#floor = seq;
  }

  /** True when it is the first listener of the topic. */
  listen(topic: string, listener: Listener): boolean {
    const of = this.#listeners.get(topic);
    if (of === undefined) this.#listeners.set(topic, new Set([listener]));
    else of.add(listener);
    return of === undefined;
  }

  /** True when it was the last listener of the topic. */
  unlisten(topic: string, listener: Listener): boolean {
    const of = this.#listeners.get(topic);
    if (of === undefined || !of.delete(listener) || of.size > 0) return false;
    this.#listeners.delete(topic);
    return true;
  }

  heard(topic: string): boolean {
    return this.#listeners.has(topic);
  }

  /** Lets out what one step means: one frame to each listener, however many of its topics are concerned. */
  publish(seq: number, pushes: readonly Push[]): void {
    const concerned: Listener[] = [];
    for (const push of pushes) {
      this.#recent.push({ seq, push });
      const listeners = this.#listeners.get(push.topic);
      if (listeners === undefined) continue;
      for (const listener of listeners) {
        // Who follows several topics is told once what was said to all of them.
        if (seq <= listener.from || listener.events.includes(push.body)) continue;
        if (listener.events.length === 0) concerned.push(listener);
        listener.events.push(push.body);
      }
    }
    if (this.#recent.length > 2 * KEPT) {
      const dropped = this.#recent.splice(0, KEPT);
      this.#floor = Math.max(this.#floor, dropped.at(-1)?.seq ?? 0);
    }
    for (const listener of concerned) {
      const { events } = listener;
      listener.events = [];
      listener.frame({ seq, events });
    }
  }

  /** Tells one topic something that no step made (a place in a line); false when nobody heard it. */
  tell(topic: string, seq: number, body: PushBody): boolean {
    let heard = false;
    for (const listener of this.#listeners.get(topic) ?? []) {
      // A later view holds it, or what has become of it since.
      if (seq < listener.from) continue;
      listener.frame({ seq, events: [body] });
      heard = true;
    }
    return heard;
  }

  /** Tells everybody who listens to anything, once, something that no step made. */
  tellAll(seq: number, body: PushBody): void {
    const all = new Set([...this.#listeners.values()].flatMap((of) => [...of]));
    for (const listener of all) listener.frame({ seq, events: [body] });
  }

  /** What these topics were told after `since`; null when that is no longer known. */
  missed(topics: ReadonlySet<string>, since: number): Frame[] | null {
    if (since < this.#floor) return null;
    const frames: Frame[] = [];
    for (let i = this.#after(since); i < this.#recent.length; i++) {
      const entry = this.#recent[i];
      if (entry === undefined || !topics.has(entry.push.topic)) continue;
      const last = frames.at(-1);
      if (last?.seq === entry.seq) {
        if (!last.events.includes(entry.push.body)) last.events.push(entry.push.body);
      } else frames.push({ seq: entry.seq, events: [entry.push.body] });
    }
    return frames;
  }

  /** Index of the first kept push with a higher sequence. */
  #after(since: number): number {
    let low = 0;
    let high = this.#recent.length;
    while (low < high) {
      const mid = (low + high) >>> 1;
      if ((this.#recent[mid]?.seq ?? 0) <= since) low = mid + 1;
      else high = mid;
    }
    return low;
  }
}
