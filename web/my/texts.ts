import { after } from './texts/after.ts';
import { intake } from './texts/intake.ts';
import { page } from './texts/page.ts';
import { ticket } from './texts/ticket.ts';

/** What the taxpayer's page says. */
export const texts = {
  zh: { ...page.zh, ...intake.zh, ...ticket.zh, ...after.zh },
  en: { ...page.en, ...intake.en, ...ticket.en, ...after.en },
};
