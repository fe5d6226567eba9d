import { Button, Drawer, Empty, Flex, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowUpView } from '../../../src/protocol/views.ts';
import { useNow } from '../../kit/clock.ts';
import { useCatalogue, useLanguage, useSession } from '../../kit/context.tsx';
import { worded } from '../../kit/language.ts';
import { useTimes } from '../../kit/times.ts';
import { useAct } from '../base/act.ts';
import { Mark } from '../base/mark.tsx';
import { useUi } from '../base/ui.ts';
import { useAskConcerns, useConcerns } from './use-concerns.ts';

/** 差评: what was said, what the supervisor found, and the officer's own word against it. */
export function Ratings() {
  const { t } = useTranslation();
  const { drawn, draw } = useUi();
  useAskConcerns();
  const { all } = useConcerns();
  return (
    <Drawer open={drawn === 'ratings'} onClose={() => draw(null)} title={t('desk.ratings')} size={440}>
      {all.length === 0 && <Empty description={t('desk.ratings.none')} />}
      <Flex vertical gap={16}>
        {all.map((followUp) => (
          <Concern key={followUp.ticket} {...followUp} />
        ))}
      </Flex>
    </Drawer>
  );
}

function Concern({ ticket, state, grade, reasons, comment, finding, text, appeal, until }: FollowUpView) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { ratings } = useCatalogue();
  const { act, pending } = useAct();
  const times = useTimes();
  const now = useNow(useSession().clock, 10_000);
  const [word, setWord] = useState('');
  const graded = ratings.grades[grade - 1];
  const named = reasons.map((code) => {
    const reason = ratings.reasons.find((one) => one.code === code);
    return reason === undefined ? code : worded(language, reason);
  });
  const may = state === 'answered' && finding === 'upheld' && now < until;
  return (
    <article className="desk-concern">
      <Flex justify="space-between">
        <b>{ticket}</b>
        <Mark face={state === 'closed' ? 'plain' : 'warn'}>{t(`desk.ratings.${state}`)}</Mark>
      </Flex>
      <p>
        {graded === undefined ? grade : worded(language, graded)}
        {named.length > 0 && ` · ${named.join(language === 'zh' ? '、' : ', ')}`}
      </p>
      {comment !== undefined && <blockquote>{comment}</blockquote>}
      {finding !== undefined && (
        <p>
          <b>{t(`desk.ratings.${finding}`)}</b> {text}
        </p>
      )}
      {appeal !== undefined && (
        <p>
          <b>{t('desk.ratings.appeal')}</b> {appeal}
        </p>
      )}
      {may && (
        <Flex vertical gap={8}>
          <Input.TextArea
            value={word}
            maxLength={1000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            aria-label={t('desk.ratings.appeal')}
            placeholder={t('desk.ratings.word', { until: times(until, now) })}
            onChange={(event) => setWord(event.target.value)}
          />
          <Button
            disabled={word.trim() === ''}
            loading={pending === 'appeal'}
            onClick={() => void act({ type: 'appeal', ticket, text: word.trim() }, t('desk.ratings.sent'))}
          >
            {t('desk.ratings.send')}
          </Button>
        </Flex>
      )}
    </article>
  );
}
