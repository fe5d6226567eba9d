import { Button, Input } from 'antd';
import { type Ref, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EscalationView } from '../../src/protocol/views.ts';
import { useCatalogue, useLanguage } from '../kit/context.tsx';
import { worded } from '../kit/language.ts';
import { useAct } from './act.ts';
import { draftOf, templatesFor } from './templates.ts';

interface Props {
  question: EscalationView;
  draft: string;
  setDraft(text: string): void;
  done(): void;
  box: Ref<HTMLTextAreaElement>;
}

const longest = 2000;
/** What a template left open. */
const blank = /【[^】]*】/;

/** Free text, begun by a reply template where one fits; sent by Ctrl+Enter. */
export function Answer({ question, draft, setDraft, done, box }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const catalogue = useCatalogue();
  const { act, pending } = useAct();
  const [tried, setTried] = useState(false);
  const how = useId();
  const open = blank.test(draft);
  const send = async () => {
    setTried(true);
    if (draft.trim() === '' || open) return;
    if (await act({ type: 'answer', ticket: question.ticket, text: draft.trim() }, t('ask.answer.done'))) done();
  };
  return (
    <section className="ask-answer" aria-label={t('ask.answer')}>
      <h3>{t('ask.answer')}</h3>
      <select
        className="ask-select"
        aria-label={t('ask.answer.template')}
        value=""
        onChange={({ target }) => {
          const template = catalogue.templates?.find(({ code }) => code === target.value);
          if (template !== undefined) setDraft(draftOf(template, question, catalogue, language));
        }}
      >
        <option value="">{t('ask.answer.template')}</option>
        {templatesFor(catalogue, question).map(({ code, name }) => (
          <option key={code} value={code}>
            {worded(language, name)}
          </option>
        ))}
      </select>
      <Input.TextArea
        ref={(area) => {
          const element = area?.resizableTextArea?.textArea ?? null;
          if (typeof box === 'function') box(element);
          else if (box !== null) box.current = element;
        }}
        aria-label={t('ask.answer')}
        aria-describedby={how}
        placeholder={t('ask.answer.hint')}
        rows={5}
        maxLength={longest}
        value={draft}
        status={tried && open ? 'error' : ''}
        onChange={({ target }) => setDraft(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
        }}
      />
      <div className="ask-row">
        <span id={how} role={tried && open ? 'alert' : undefined} className={tried && open ? 'ask-wrong' : 'ask-quiet'}>
          {open ? t('ask.answer.blank') : `${draft.length} / ${longest}`}
        </span>
        <Button type="primary" loading={pending} disabled={draft.trim() === ''} onClick={() => void send()}>
          {t('ask.answer.send')}
        </Button>
      </div>
    </section>
  );
}
