import { Alert, Button, Input } from 'antd';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { EscalationView } from '../../src/protocol/views.ts';
import { useNames } from '../kit/names.ts';
import { Answer } from './answer.tsx';
import { HandOn } from './hand-on.tsx';
import { History } from './history.tsx';
import type { Front } from './questions.ts';
import { TimeLeft, useTimeText } from './time.tsx';

interface Props {
  front: Front;
  now: number;
  draft: string;
  setDraft(text: string): void;
  /** It was answered, or handed on, here. */
  done(): void;
  next(): void;
  box: Ref<HTMLTextAreaElement>;
}

/** One question: what is asked, what has happened, and what is answered. */
export function Detail({ front: { question, gone }, now, draft, setDraft, done, next, box }: Props) {
  const { t } = useTranslation();
  if (gone)
    return (
      <div className="ask-detail">
        <Head question={question} now={now} open={false} />
        <Alert
          type="info"
          showIcon
          title={t('ask.gone')}
          description={draft === '' ? undefined : t('ask.gone.how')}
          action={<Button onClick={next}>{t('ask.gone.back')}</Button>}
        />
        {draft !== '' && <Input.TextArea readOnly autoSize value={draft} aria-label={t('ask.answer')} />}
      </div>
    );
  return (
    <div className="ask-detail">
      <Head question={question} now={now} open />
      <section className="ask-question">
        <h3>{t('ask.question')}</h3>
        <p>{question.question}</p>
        {question.note !== undefined && (
          <p className="ask-note">
            <b>{t('ask.note')}</b>
            {question.note}
          </p>
        )}
      </section>
      <Answer key={question.ticket} question={question} draft={draft} setDraft={setDraft} done={done} box={box} />
      <HandOn key={`on-${question.ticket}`} question={question} done={done} />
      <History ticket={question.ticket} />
    </div>
  );
}

function Head({ question, now, open }: { question: EscalationView; now: number; open: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  const timeText = useTimeText();
  const { ticket, business, hall, station, askedAt, until, reminded } = question;
  return (
    <header className="ask-head">
      <h2>{names.business(business)}</h2>
      <p className="ask-quiet">
        {ticket} · {t('ask.from', { hall: names.hall(hall) })}
        {station !== undefined && ` · ${t('ask.station', { station: names.station(station) })}`} ·{' '}
        {t('ask.asked', { time: timeText(askedAt) })}
      </p>
      {open && (
        <p className="ask-due">
          <b>{t('ask.until', { time: timeText(until) })}</b>
          <TimeLeft question={question} now={now} />
          {reminded > 0 && <span className="ask-quiet">{t('ask.reminded', { share: reminded })}</span>}
        </p>
      )}
    </header>
  );
}
