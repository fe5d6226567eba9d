import type { Answer } from '../../src/bureau/commands.ts';
import { type Desk, officer } from './desk.ts';

/** Seats of the tiny bureau: two of one hall, and one each of the others. */
export const [HOST, OTHER, SOUTH, EAST] = ['north-s01', 'north-s02', 'south-s01', 'east-s01'] as const;
export const WINDOW = 'north-w01';

/** Whom a ticket is handed to, or who is asked. */
export type Wish = { hall?: string; group?: string; business?: string; station?: string; note?: string };

/** Whoever has the ticket on the desk hands it on. */
export function transfer(desk: Desk, ticket: string, mode: 'cold' | 'warm', wish: Wish): Answer {
  return desk.do(officer(desk.stationOf(ticket) ?? HOST), { type: 'transfer', ticket, mode, ...wish });
}
export const cold = (desk: Desk, ticket: string, wish: Wish): Answer => transfer(desk, ticket, 'cold', wish);
export const warm = (desk: Desk, ticket: string, wish: Wish): Answer => transfer(desk, ticket, 'warm', wish);

export const consult = (desk: Desk, ticket: string, wish: Wish, by: string = HOST): Answer =>
  desk.do(officer(by), { type: 'consult', ticket, ...wish });
export const endConsult = (desk: Desk, ticket: string, by: string = HOST): Answer =>
  desk.do(officer(by), { type: 'endConsult', ticket });
export const handOver = (desk: Desk, ticket: string, by: string = HOST): Answer =>
  desk.do(officer(by), { type: 'handOver', ticket });

/** A call in service at a seat of its own hall. */
export function inService(desk: Desk, station: string = HOST): string {
  desk.open(station);
  const ticket = desk.call(station.split('-')[0]);
  desk.accept(ticket);
  return ticket;
}

/** A call at the host's seat that another seat of the hall helps with. */
export function joined(desk: Desk): string {
  const ticket = inService(desk);
  desk.open(OTHER);
  consult(desk, ticket, { business: 'vat-return' });
  desk.accept(ticket);
  return ticket;
}
