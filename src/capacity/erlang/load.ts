import { CodedError } from '../../protocol/codes.ts';

/** What the formulas can be asked for: above that a search would take seconds. */
export const maxServers = 100_000;

/** Demand on a group of like servers. Arrivals are Poisson, services exponential, times in seconds. */
export interface Load {
  /** Arrivals a second. */
  arrivals: number;
  /** Mean service time (AHT), with wrap-up. */
  serviceS: number;
}

/** What a formula says of so many servers; null where it has no meaning. */
export interface Figures {
  servers: number;
  /** Share that finds all servers busy and waits. */
  pWait: number | null;
  /** Share that gives up while it waits. */
  pAbandon: number | null;
  /** Share that finds all servers busy and is turned away. */
  pBlock: number | null;
  /** Share of all arrivals that is answered within the time asked for. */
  serviceLevel: number | null;
  /** Average speed of answer: mean wait of those who are answered, those answered at once included. */
  asaS: number | null;
  /** Share of its time that a server works. */
  occupancy: number;
}

/** Offered load in erlangs: how many servers would be busy if there were always enough. */
export const erlangs = ({ arrivals, serviceS }: Load): number => arrivals * serviceS;

/** Throws `bad-message` where the formulas have no answer. */
export function checkLoad({ arrivals, serviceS }: Load): void {
  positive('arrivals', arrivals);
  positive('service time', serviceS);
  positive('offered load', arrivals * serviceS);
}

/** Throws `bad-message` unless `servers` is a whole number that the formulas are made for. */
export function checkServers(servers: number): void {
  if (Number.isInteger(servers) && servers >= 1 && servers <= maxServers) return;
  throw new CodedError('bad-message', `servers must be a whole number from 1 to ${maxServers}, not ${servers}`);
}

/** Throws `bad-message` unless it is a number above 0 with which one can reckon. */
export function positive(name: string, value: number): void {
  if (value >= 1e-20 && value <= 1e20) return;
  throw new CodedError('bad-message', `${name} must be a finite number above 0, not ${value}`);
}
