import type { CatalogueView } from '../../../src/protocol/catalogue.ts';
import type { NewTicket } from '../../../src/protocol/http.ts';

export type Business = CatalogueView['businesses'][number];
export type Hall = CatalogueView['halls'][number];
/** One of the ways to have a business done that is open on this page. */
export interface Way {
  channel: string;
  modality: Business['channels'][string];
}
/** `call`: be called when the turn comes; `now`: wait on this page; `slot`: an appointment. */
export type When = 'call' | 'now' | 'slot';

export interface Choice {
  business: Business | undefined;
  way: Way | undefined;
  hall: string;
  when: When;
  slot: number | undefined;
  name: string;
  phone: string;
}

const order = ['document', 'video', 'voice'];

export function waysOf({ channels }: CatalogueView, business: Business): Way[] {
  return channels
    .filter(({ selfService }) => selfService)
    .flatMap(({ code: channel }) => {
      const modality = business.channels[channel];
      return modality === undefined ? [] : [{ channel, modality }];
    })
    .sort((a, b) => order.indexOf(a.modality) - order.indexOf(b.modality));
}

/** What can be chosen of when; who is served by voice is called in any case, and a document waits for nobody. */
export const timesOf = ({ modality }: Way): When[] =>
  modality === 'document' ? ['now'] : modality === 'voice' ? ['call', 'slot'] : ['call', 'now', 'slot'];

/** The hall that was chosen last on this device; says nothing about a person. */
const key = 'hall';
export const rememberHall = (hall: string): void => localStorage.setItem(key, hall);
export function usualHall({ halls }: CatalogueView): string {
  const last = localStorage.getItem(key);
  return (halls.find(({ code }) => code === last) ?? halls[0])?.code ?? '';
}

/** Null while something is still to be chosen. */
export function requestOf(choice: Choice, id: string): NewTicket | null {
  const { business, way, hall, when, slot } = choice;
  if (business === undefined || way === undefined || (when === 'slot' && slot === undefined)) return null;
  const name = choice.name.trim();
  const phone = choice.phone.replace(/[\s-]/g, '');
  const person = { ...(name !== '' && { name }), ...(phone !== '' && { phone }) };
  return {
    id,
    business: business.code,
    channel: way.channel,
    hall,
    ...(when === 'slot' && slot !== undefined && { slot }),
    ...(when === 'call' && { callback: true }),
    ...(Object.keys(person).length > 0 && { person }),
  };
}
