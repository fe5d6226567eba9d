import { viewTicket } from '../../src/bureau/views.ts';
import type { Principal } from '../../src/protocol/principal.ts';
import { channel, type Desk, officer } from './desk.ts';
import { tinyBureau, tinyStandards, type WrittenFiles } from './tiny-bureau.ts';

export const minute = 60_000;
export const WINDOW = 'north-w01';
export const supervisor: Principal = { role: 'supervisor', sub: 'chief', halls: '*' };
export const portal = channel('etax');

/** Material is waited for 100 minutes; claims of invoices have a catalogue of it. */
export const bureauWith = (change: (files: WrittenFiles) => void = () => {}) =>
  tinyBureau((files) => {
    for (const rules of Object.values(files.bureau.rules)) Object.assign(rules, { supplement: '100m', prefer: '2m' });
    const [claim] = files.businesses;
    if (claim !== undefined)
      claim.materials = {
        licence: { name: '营业执照', en: 'Business licence' },
        seal: { name: '印章', en: 'Seal' },
      };
    files.standards = tinyStandards();
    change(files);
  });

/** A document on the window's desk. */
export function served(desk: Desk, business = 'invoice-claim'): string {
  if (desk.core.state.station(WINDOW) === undefined) desk.open(WINDOW);
  return desk.document('north', business);
}

export const ask = (desk: Desk, ticket: string, items: string[], note?: string) =>
  desk.do(officer(WINDOW), { type: 'supplement', ticket, items, ...(note !== undefined && { note }) });
export const give = (desk: Desk, ticket: string, items: string[], more: { done?: boolean; note?: string } = {}) =>
  desk.do(portal, {
    type: 'supply',
    ticket,
    materials: items.map((item) => ({ item, ref: `file-${item}` })),
    done: false,
    ...more,
  });
export const view = (desk: Desk, ticket: string) => {
  const t = desk.core.state.ticket(ticket);
  return t === undefined ? undefined : viewTicket(t);
};
export const heard = (desk: Desk, topic: string) =>
  desk.pushes.filter((push) => push.topic === topic).map((p) => p.body);
