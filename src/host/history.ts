import type { BureauCore } from '../bureau/bureau.ts';
import type { Journal } from '../ports.ts';
import type { HistoryAnswer } from '../protocol/messages.ts';
import type { Principal } from '../protocol/principal.ts';
import { type Language, teller } from '../story/words.ts';
import { why } from './questions.ts';

/** What has happened to a ticket, in sentences that hold nothing a person wrote. Throws `not-found` as `why` does. */
export async function history(
  core: BureauCore,
  journal: Journal,
  { ticket, language }: { ticket: string; language: Language },
  by: Principal,
  now: number,
): Promise<HistoryAnswer> {
  const { story } = await why(core, journal, ticket, by, now);
  const tell = teller(core.state.bureau, language);
  return story.map((e) => ({ at: e.at, type: e.type, text: tell(e).text }));
}
