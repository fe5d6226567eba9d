import { Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryAnswer } from '../../src/protocol/messages.ts';
import { useLanguage, useSession } from '../kit/context.tsx';
import { useTimeText } from './time.tsx';

/** What has happened to the ticket so far, the newest first. */
export function History({ ticket }: { ticket: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { client } = useSession();
  const timeText = useTimeText();
  const [told, setTold] = useState<HistoryAnswer | 'none' | null>(null);
  useEffect(() => {
    let left = false;
    setTold(null);
    client.ask({ type: 'history', ticket, language }).then(
      (answer) => left || setTold(answer as HistoryAnswer),
      () => left || setTold('none'),
    );
    return () => {
      left = true;
    };
  }, [client, ticket, language]);
  return (
    <section className="ask-history" aria-label={t('ask.history')}>
      <h3>{t('ask.history')}</h3>
      {told === null && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {told === 'none' && <p className="ask-quiet">{t('ask.history.none')}</p>}
      {told !== null && told !== 'none' && (
        <ol>
          {told.toReversed().map((each, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the past has no other name, and does not change.
            <li key={n}>
              <time>{timeText(each.at)}</time>
              <span>{each.text}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
