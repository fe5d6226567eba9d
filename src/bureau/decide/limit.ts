import type { Parked, Ticket } from '../../actors/ticket.ts';
import { calendarOf as calendarOfHours, type WorkCalendar } from '../calendar.ts';
import type { Turn } from '../turn.ts';

/** Its station is warned when this share of the promised time is used up. */
const WARN = 0.8;

/** The working time of a hall. */
export function calendarOf({ bureau }: Pick<Turn, 'bureau'>, hall: string): WorkCalendar | undefined {
  const config = bureau.halls.get(hall);
  return config === undefined ? undefined : calendarOfHours(config.hours, bureau.days, bureau.timezone);
}

type Promised = Pick<Ticket, 'limitAt' | 'warnAt'>;

/** 限时办结: when `ms` of the hall's working time from now are over, and when to warn. */
export function promised(turn: Turn, hall: string, ms: number): Promised {
  const calendar = calendarOf(turn, hall);
  if (calendar === undefined) return { limitAt: null, warnAt: null };
  return { limitAt: calendar.addWorking(turn.at, ms), warnAt: calendar.addWorking(turn.at, Math.round(ms * WARN)) };
}

type Left = Pick<Parked, 'limitLeft' | 'warnLeft'>;

/** A promised time of `ms` that has not begun. */
export const allOf = (ms: number): Left => ({ limitLeft: ms, warnLeft: Math.round(ms * WARN) });

/** What is left of a ticket's promised time, ms of working time: its clock stops while the taxpayer has it. */
export function timeLeft(turn: Turn, t: Ticket): Left {
  const calendar = calendarOf(turn, t.hall);
  if (t.limitAt === null || t.breached || calendar === undefined) return { limitLeft: null };
  const until = (at: number) => calendar.workingBetween(turn.at, Math.max(turn.at, at));
  return { limitLeft: until(t.limitAt), ...(t.warnAt !== null && { warnLeft: until(t.warnAt) }) };
}

/** The clock of a ticket that comes back to the bureau goes on with what was left, and warns at what was promised. */
export function resumed(turn: Turn, t: Ticket): Promised {
  const { limitLeft = null, warnLeft } = t.parked ?? {};
  const calendar = calendarOf(turn, t.hall);
  if (limitLeft === null || calendar === undefined) return { limitAt: null, warnAt: null };
  return {
    limitAt: calendar.addWorking(turn.at, limitLeft),
    warnAt: warnLeft === undefined ? null : calendar.addWorking(turn.at, warnLeft),
  };
}

/** The time to warn has come, or the promised time is over. */
export function limitTime(turn: Turn, ticket: string): void {
  const t = turn.ticket(ticket)?.context;
  if (t === undefined || t.limitAt === null) return;
  const { station, limitAt } = t;
  if (limitAt <= turn.at) turn.emit({ type: 'ticket.limitBreached', ticket, station, limitAt });
  else turn.emit({ type: 'ticket.limitWarned', ticket, station, limitAt });
}
