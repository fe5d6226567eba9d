import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HistoryAnswer } from '../../../src/protocol/messages.ts';
import { useNow } from '../../kit/clock.ts';
import { useLanguage, useSession } from '../../kit/context.tsx';
import { useTimes } from '../../kit/times.ts';
import type { Why } from '../base/answers.ts';
import { useAsked } from '../base/asked.ts';
import { LookedAt } from './candidates.tsx';

/** What has happened to a ticket, the newest first; each offer with who was looked at. */
export function Story({ id, why }: { id: string; why: Why }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(useSession().clock);
  const times = useTimes();
  const { answer } = useAsked<HistoryAnswer>({ type: 'history', ticket: id, language }, 3_000);
  return (
    <section aria-labelledby="story">
      <h3 id="story">{t('board.story')}</h3>
      {answer === undefined && <Skeleton active />}
      {answer?.data.length === 0 && <p className="board-quiet">{t('board.story.gone')}</p>}
      <ol className="board-story">
        {answer?.data
          .map((line, i) => ({ ...line, i, looked: why.story[i]?.why?.looked ?? [] }))
          .reverse()
          .map(({ at, i, text, looked }) => (
            <li key={i}>
              <time>{times(at, now)}</time>
              <div>
                {text}
                {looked.length > 0 && (
                  <details>
                    <summary>{t('board.story.looked', { n: looked.length })}</summary>
                    <LookedAt looked={looked} />
                  </details>
                )}
              </div>
            </li>
          ))}
      </ol>
    </section>
  );
}
