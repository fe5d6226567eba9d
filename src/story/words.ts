import type { BureauEvent } from '../bureau/events.ts';
import type { Bureau } from '../config/schema.ts';
import { en } from './en.ts';
import { type Language, Names } from './names.ts';
import type { Sentences, Told } from './sentences.ts';
import { zh } from './zh.ts';

export type { Language } from './names.ts';

/** One fact in one plain sentence, and the bureau's day and time of it. */
export interface Line {
  day: string;
  time: string;
  text: string;
}

const tables: Record<Language, Sentences> = { zh, en };

/**
 * Tells facts as they happen, in their order: a sentence may lean on what was told of its ticket before. Names come
 * from the bureau, times are in its timezone, and no sentence holds who a taxpayer is or what anybody wrote.
 */
export function teller(bureau: Bureau, language: Language): (e: BureauEvent) => Line {
  const names = new Names(bureau, language);
  const known = new Map<string, Told>();
  // A table of functions cannot be looked up by a union's type without saying that the two belong together.
  const sentenceOf = (e: BureauEvent, told: Told) =>
    (tables[language][e.type] as (e: BureauEvent, names: Names, told: Told) => string)(e, names, told);
  return (e) => {
    const told = 'ticket' in e ? learn(known, e) : {};
    return { day: names.day(e.at), time: names.time(e.at), text: sentenceOf(e, told) };
  };
}

/** One line for each fact; the day stands where it is another than the line before's. */
export function tellStory(events: readonly BureauEvent[], bureau: Bureau, language: Language): string[] {
  const tell = teller(bureau, language);
  let last = '';
  return events.map((e) => {
    const { day, time, text } = tell(e);
    const when = day === last ? time : `${day} ${time}`;
    last = day;
    return `${when} ${text}`;
  });
}

/** What later sentences need of this fact, beside what was known. */
function learn(known: Map<string, Told>, e: Extract<BureauEvent, { ticket: string }>): Told {
  const told = { ...known.get(e.ticket) };
  if (e.type === 'ticket.submitted') told.business = e.data.business;
  else if (e.type === 'ticket.transferred') told.business = e.to.business;
  else if (e.type === 'ticket.handedOver') told.business = e.target.business;
  else if (e.type === 'ticket.parked') told.parkedFor = e.reason;
  // What may come after the end leans on nothing.
  if (e.type === 'ticket.closed') known.delete(e.ticket);
  else known.set(e.ticket, told);
  return told;
}
