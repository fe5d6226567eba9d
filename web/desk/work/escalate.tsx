import { Button, Flex, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../../src/protocol/views.ts';
import { useCatalogue, useLanguage } from '../../kit/context.tsx';
import { named } from '../../kit/language.ts';
import { useAct } from '../base/act.ts';
import { onCtrlEnter } from '../base/submit.ts';

/** 快速响应: a question to a department; the business's own is proposed. */
export function Escalate({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { departments, businesses } = useCatalogue();
  const { act, pending } = useAct();
  const own = businesses.find(({ code }) => code === ticket.business)?.department;
  const [department, setDepartment] = useState<string | undefined>(own);
  const [question, setQuestion] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (department === undefined || question.trim() === '') return;
    const ask = { type: 'escalate', ticket: ticket.id, department, question: question.trim() } as const;
    void act(ask, t('desk.escalate.done'));
  };
  return (
    <form onSubmit={submit} onKeyDown={onCtrlEnter}>
      <h3>{t('desk.escalate.title')}</h3>
      <Flex vertical gap={8}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={department}
          onChange={setDepartment}
          aria-label={t('desk.escalate.department')}
          placeholder={t('desk.escalate.department')}
          options={departments.map((one) => ({ value: one.code, label: named(language, one) }))}
        />
        <div data-first>
          <Input.TextArea
            value={question}
            maxLength={1000}
            showCount
            autoSize={{ minRows: 3, maxRows: 8 }}
            aria-label={t('desk.escalate.question')}
            placeholder={t('desk.escalate.question')}
            onChange={(event) => setQuestion(event.target.value)}
          />
        </div>
        <Flex gap={12} align="center" className="desk-panel-end">
          <Button
            type="primary"
            htmlType="submit"
            loading={pending === 'escalate'}
            disabled={department === undefined || question.trim() === ''}
          >
            {t('desk.escalate.send')}
          </Button>
          <span className="desk-quiet">{t('desk.escalate.how')}</span>
        </Flex>
      </Flex>
    </form>
  );
}
