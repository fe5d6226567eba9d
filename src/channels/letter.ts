import type { Outcome } from '../protocol/commands.ts';

/** Of which ticket a letter is, in the bureau's and in the channel's numbers. Times are ms since the Unix epoch. */
interface About {
  ticket: string;
  ref: string | null;
}

/** A ticket that was closed, as far as its channel may know of it. */
export interface Result extends About {
  outcome: Outcome;
  reply: string | null;
  /** In the time of the bureau. */
  closedAt: number;
}

/** What else a channel is told of a ticket. Each names its time: it may come late, or twice. */
export type Notice = About & { at: number } & (
    | { kind: 'supplement'; items: string[]; note: string | null; until: number }
    /** What is still missing; `last`: the time is nearly up. */
    | { kind: 'reminder'; items: string[]; note: string | null; until: number; last: boolean }
    /** The taxpayer is wanted on the line. `call` 0: the line broke in service. `dial`: the number that was left. */
    | { kind: 'called'; station: string; call: number; until: number; dial: string | null }
    /** Nobody came; the taxpayer is called again, then at the earliest. */
    | { kind: 'recall'; again: number }
    /** The taxpayer will be called instead of holding the line. */
    | { kind: 'callback' }
    /** An appointment was made, was moved, or is near. */
    | { kind: 'booked' | 'moved' | 'appointment'; slot: number }
    /** 好差评 is asked for, at this address where there is one. */
    | { kind: 'rating'; until: number; link: string | null }
  );
export type NoticeKind = Notice['kind'];
export const noticeKinds = [
  ...(['supplement', 'reminder', 'called', 'recall', 'callback'] as const),
  ...(['booked', 'moved', 'appointment', 'rating'] as const),
] satisfies NoticeKind[];

/** All that is told to a channel. */
export type Letter = Result | Notice;
export const isNotice = <L extends Letter>(letter: L): letter is Extract<L, { kind: NoticeKind }> => 'kind' in letter;

const iso = (at: number): string => new Date(at).toISOString();

/** What a letter says besides whom it is about, with its times as text. */
export function details(notice: Notice): Record<string, unknown> {
  switch (notice.kind) {
    case 'supplement':
      return { items: notice.items, note: notice.note, until: iso(notice.until) };
    case 'reminder':
      return { items: notice.items, note: notice.note, until: iso(notice.until), last: notice.last };
    case 'called':
      return { station: notice.station, attempt: notice.call, until: iso(notice.until), dial: notice.dial };
    case 'recall':
      return { again: iso(notice.again) };
    case 'callback':
      return {};
    case 'booked':
    case 'moved':
    case 'appointment':
      return { slot: iso(notice.slot) };
    case 'rating':
      return { until: iso(notice.until), link: notice.link };
  }
}
