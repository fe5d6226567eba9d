import { Empty } from 'antd';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { EscalationView } from '../../src/protocol/views.ts';
import { useNames } from '../kit/names.ts';
import { TimeLeft, useTimeText } from './time.tsx';

interface Props {
  questions: readonly EscalationView[];
  chosen: string | undefined;
  now: number;
  choose(question: EscalationView): void;
  /** The chosen one is to be answered. */
  enter(): void;
}

/** All open questions by deadline. Arrows go up and down, Enter goes over to the answer. */
export function List({ questions, chosen, now, choose, enter }: Props) {
  const { t } = useTranslation();
  const names = useNames();
  const timeText = useTimeText();
  if (questions.length === 0)
    return (
      <Empty
        className="ask-empty"
        image={Empty.PRESENTED_IMAGE_SIMPLE}
        description={
          <>
            <strong>{t('ask.empty')}</strong>
            <p>{t('ask.empty.how')}</p>
          </>
        }
      />
    );
  const inRow = questions.some(({ ticket }) => ticket === chosen) ? chosen : questions[0]?.ticket;
  return (
    <ul className="ask-list" onKeyDown={step} aria-label={t('ask.list')}>
      {questions.map((question) => {
        const { ticket, business, hall, askedAt, reminded, note } = question;
        return (
          <li key={ticket}>
            <button
              type="button"
              className="ask-item"
              aria-current={ticket === chosen}
              tabIndex={ticket === inRow ? 0 : -1}
              onFocus={() => choose(question)}
              onClick={() => choose(question)}
              onDoubleClick={enter}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                enter();
              }}
            >
              <span className="ask-item-head">
                <strong>{names.business(business)}</strong>
                {reminded > 0 && (
                  <span className="ask-count" data-face={reminded >= 100 ? 'late' : 'soon'}>
                    {t(reminded >= 100 ? 'ask.chip.late' : 'ask.chip.reminded', { share: reminded })}
                  </span>
                )}
              </span>
              <span className="ask-quiet">
                {t('ask.from', { hall: names.hall(hall) })} · {t('ask.asked', { time: timeText(askedAt) })}
              </span>
              <span className="ask-item-question">{question.question}</span>
              {note !== undefined && (
                <span className="ask-quiet">
                  {t('ask.note')}：{note}
                </span>
              )}
              <TimeLeft question={question} now={now} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function step(event: KeyboardEvent<HTMLUListElement>): void {
  const to = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.ask-item')];
  all[all.indexOf(document.activeElement as HTMLElement) + to]?.focus();
}
