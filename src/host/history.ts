import type { BureauCore } from '../bureau/bureau.ts';
import type { Journal } from '../ports.ts';
import type { HistoryAnswer } from '../protocol/messages.ts';
import type { Principal } from '../protocol/principal.ts';
import { type Language, teller } from '../story/words.ts';
import { storyOf, why } from './questions.ts';

/**
 * What has happened to a ticket, in sentences that hold nothing a person wrote: for whoever may ask `why`, and for the
 * department whose answer it waits for. Throws `not-found` as `why` does.
 */
export async function history(
  core: BureauCore,
  journal: Journal,
  { ticket, language }: { ticket: string; language: Language },
  by: Principal,
  now: number,
): Promise<HistoryAnswer> {
  const story = isAsked(core, ticket, by)
    ? await storyOf(journal, ticket)
    : (await why(core, journal, ticket, by, now)).story;
  const tell = teller(core.state.bureau, language);
  return story.map((e) => ({ at: e.at, type: e.type, text: tell(e).text }));
}

function isAsked(core: BureauCore, ticket: string, by: Principal): boolean {
  const escalation = core.state.ticket(ticket)?.context.escalation;
  return by.role === 'department' && escalation?.outcome === 'open' && escalation.department === by.department;
}
