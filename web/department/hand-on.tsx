import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EscalationView } from '../../src/protocol/views.ts';
import { useCatalogue, useLanguage } from '../kit/context.tsx';
import { named } from '../kit/language.ts';
import { useAct } from './act.ts';

/** The question is another department's to answer. */
export function HandOn({ question, done }: { question: EscalationView; done(): void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { departments } = useCatalogue();
  const { act, pending } = useAct();
  const [department, setDepartment] = useState('');
  const [note, setNote] = useState('');
  const others = departments.filter(({ code }) => code !== question.department);
  const send = async () => {
    const to = others.find(({ code }) => code === department);
    if (to === undefined) return;
    const said = note.trim() === '' ? {} : { note: note.trim() };
    const told = t('ask.handOn.done', { department: named(language, to) });
    if (await act({ type: 'handOn', ticket: question.ticket, department: to.code, ...said }, told)) done();
  };
  return (
    <details className="ask-hand-on">
      <summary>{t('ask.handOn')}</summary>
      <div className="ask-row">
        <select
          className="ask-select"
          aria-label={t('ask.handOn.to')}
          value={department}
          onChange={({ target }) => setDepartment(target.value)}
        >
          <option value="">{t('ask.handOn.to')}</option>
          {others.map((one) => (
            <option key={one.code} value={one.code}>
              {named(language, one)}
            </option>
          ))}
        </select>
        <Input
          aria-label={t('ask.handOn.note')}
          placeholder={t('ask.handOn.note')}
          maxLength={500}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        <Button loading={pending} disabled={department === ''} onClick={() => void send()}>
          {t('ask.handOn.send')}
        </Button>
      </div>
      <p className="ask-quiet">{t('ask.handOn.how')}</p>
    </details>
  );
}
