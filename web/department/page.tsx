import { Skeleton } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../kit/clock.ts';
import { useSession } from '../kit/context.tsx';
import { useNames } from '../kit/names.ts';
import { withNewest } from '../kit/newest.ts';
import { claimsOf, takeToken } from '../kit/token.ts';
import { Frame } from '../kit/ui/frame.tsx';
import { useHold } from '../kit/version.ts';
import { Detail } from './detail.tsx';
import { List } from './list.tsx';
import { useFront, useNewcomers, useQuestions } from './questions.ts';

const department = claimsOf(takeToken() ?? '')?.department ?? '';

/** What halls ask a department: the list by deadline at the left, the question in front beside it. */
export function Page() {
  const { t } = useTranslation();
  const names = useNames();
  const questions = useQuestions(department);
  const newcomer = useNewcomers(questions);
  const { front, choose, next } = useFront(questions);
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({});
  useHold(Object.values(drafts).some((text) => text.trim() !== ''));
  const [handled, setHandled] = useState(0);
  const box = useRef<HTMLTextAreaElement>(null);
  const now = useNow(useSession().clock);
  const open = questions?.length ?? 0;
  const late = questions?.filter(({ until }) => until < now).length ?? 0;
  const ticket = front?.question.ticket;
  useEffect(() => {
    document.title = `${open > 0 ? `(${open}) ` : ''}${t('ask.title')} · 云厅 Yunting`;
  }, [open, t]);

  const done = () => {
    setHandled((n) => n + 1);
    next();
  };
  return (
    <Frame
      title={`${t('ask.title')} · ${names.department(department)}`}
      right={
        <>
          <span className="ask-count">{t('ask.open', { n: open })}</span>
          {late > 0 && (
            <span className="ask-count" data-face="late">
              {t('ask.late', { n: late })}
            </span>
          )}
          {handled > 0 && (
            <span className="ask-count" data-face="done">
              {t('ask.done', { n: handled })}
            </span>
          )}
        </>
      }
    >
      <p className="ask-said" role="status">
        {newcomer !== undefined &&
          t('ask.new', { business: names.business(newcomer.business), hall: names.hall(newcomer.hall) })}
      </p>
      <div className="ask">
        <nav className="ask-side" aria-label={t('ask.list')}>
          {questions === null ? (
            <Skeleton active paragraph={{ rows: 6 }} />
          ) : (
            <List questions={questions} chosen={ticket} now={now} choose={choose} enter={() => box.current?.focus()} />
          )}
        </nav>
        <main className="ask-main" aria-label={t('ask.question')}>
          {front === null ? (
            <p className="ask-choose">{questions !== null && open > 0 && t('ask.choose')}</p>
          ) : (
            <Detail
              front={front}
              now={now}
              draft={drafts[front.question.ticket] ?? ''}
              setDraft={(text) => setDrafts((all) => withNewest(all, front.question.ticket, text))}
              done={done}
              next={next}
              box={box}
            />
          )}
        </main>
      </div>
    </Frame>
  );
}
