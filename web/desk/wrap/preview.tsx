import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useNow } from '../../kit/clock.ts';
import { useCatalogue, useLanguage, useSession } from '../../kit/context.tsx';
import { dated, filled, type Template } from './templates.ts';

interface Props {
  ticket: TicketView;
  template: Template | undefined;
  values: Readonly<Record<string, string>>;
  /** Own words instead of a template. */
  reply: string | null;
}

/** What the taxpayer gets, as it stands now; in English below it for who reads that. */
export function Preview({ ticket, template, values, reply }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { halls, businesses, bureau } = useCatalogue();
  const now = useNow(useSession().clock, 60_000);
  const hall = halls.find(({ code }) => code === ticket.hall);
  const business = businesses.find(({ code }) => code === ticket.business);
  const given = {
    ticket: { zh: ticket.id, en: ticket.id },
    hall: { zh: hall?.officialName ?? ticket.hall, en: hall?.en ?? ticket.hall },
    business: { zh: business?.name ?? ticket.business, en: business?.en ?? ticket.business },
    today: dated(new Intl.DateTimeFormat('sv-SE', { timeZone: bureau.timezone }).format(now)),
  };
  const parts = (of: 'zh' | 'en') =>
    template === undefined
      ? null
      : filled(template, values, given, of).map(({ text, face }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name
          <span key={i} className={`desk-part-${face}`}>
            {text}
          </span>
        ));
  return (
    <section className="desk-preview" aria-label={t('desk.preview')}>
      <h3>{t('desk.preview')}</h3>
      {reply !== null && <p>{reply || t('desk.preview.empty')}</p>}
      {reply === null && template === undefined && <p>{t('desk.preview.usual')}</p>}
      {reply === null && template !== undefined && <p lang="zh-CN">{parts('zh')}</p>}
      {reply === null && template !== undefined && language === 'en' && <p lang="en">{parts('en')}</p>}
    </section>
  );
}
