import type { Ticket } from '../../actors/ticket.ts';
import type { Answer, Given } from '../commands.ts';
import { chooseTemplate, fillTemplate, givenOf } from '../templates.ts';
import { refuse, type Turn } from '../turn.ts';

export interface Written {
  reply: string | null;
  template: { code: string; version: number } | null;
}

/** What the taxpayer is told: free text, or a reply template whose fields are checked before anything happens. */
export function closingOf(turn: Turn, t: Ticket, c: Given<'complete'>): Written | (Answer & { ok: false }) {
  if (c.reply !== undefined) return { reply: c.reply, template: null };
  const chosen = chooseTemplate(turn.bureau.standards, t.business, c.outcome, c.template);
  if (!chosen.ok) return refuse('bad-fields', chosen.detail);
  if (chosen.template === null) return { reply: null, template: null };
  const filled = fillTemplate(chosen.template, c.fields ?? {}, givenOf(turn.bureau, t, turn.at));
  return filled.ok ? { reply: filled.text, template: filled.template } : refuse('bad-fields', filled.detail);
}
